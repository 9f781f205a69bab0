package courant.transfer.importing;

import courant.transfer.exported.Exported;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Whether an entry is the same as when it was last imported. */
final class Fingerprint {
  private Fingerprint() {}

  /** 64 bits of SHA-256 over everything of the entry that is kept. */
  static long of(Exported.Entry entry, String body, String standfirst) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part :
          new Object[] {
            entry.page(),
            entry.fate(),
            entry.title(),
            entry.slug(),
            standfirst,
            body,
            entry.published(),
            entry.updated(),
            entry.byline(),
            entry.categories(),
            entry.tags(),
            entry.source(),
            entry.sourceAddress(),
            entry.lead(),
            entry.language(),
            entry.oldAddresses(),
            entry.comments()
          }) {
        digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
