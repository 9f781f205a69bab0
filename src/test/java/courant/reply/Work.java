package courant.reply;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Does for tests what a browser does before it sends a reply. */
public final class Work {
  private Work() {}

  /** The number that goes into the field {@code work}. */
  public static String done(String token, String text) {
    String sent = text.replace("\r\n", "\n");
    try {
      MessageDigest begun = MessageDigest.getInstance("SHA-256");
      begun.update((token + '\n' + sent + '\n').getBytes(StandardCharsets.UTF_8));
      for (int number = 0; ; number++) {
        String tried = Integer.toString(number);
        if (mayDo(begun, tried) && FormSeal.worked(token, sent, tried)) {
          return tried;
        }
      }
    } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hashes only what is new, and leaves the whole look to the few that begin well. */
  private static boolean mayDo(MessageDigest begun, String tried)
      throws CloneNotSupportedException {
    MessageDigest digest = (MessageDigest) begun.clone();
    return digest.digest(tried.getBytes(StandardCharsets.US_ASCII))[0] == 0;
  }
}
