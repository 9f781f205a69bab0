package courant.platform.signature;

import courant.platform.crypto.FastProvider;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** What a request says of who sent it: to be believed once the key it names has been asked. */
public sealed interface Claim {
  /**
   * Somebody signed it, fit to be checked: all that matters is covered, and it is of now.
   *
   * @param key address of the key, as the sender named it
   * @param base what was signed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Signed(String key, byte[] base, byte[] signature) implements Claim {
    /** Whether this key made the signature (RSASSA-PKCS1-v1_5 with SHA-256). */
    public boolean holds(PublicKey by) {
      try {
        Signature check = FastProvider.signature("SHA256withRSA");
        check.initVerify(by);
        check.update(base);
        return check.verify(signature);
      } catch (GeneralSecurityException _) {
        return false; // a key of another kind, or a signature of another length
      }
    }
  }

  /** Nothing that could be believed, whoever sent it. */
  record Unfit(Flaw why) implements Claim {}

  /** What is wrong with a signature before any key is asked. */
  enum Flaw {
    UNSIGNED,
    MALFORMED,
    /** Signed in a way we do not know, or no longer trust. */
    ALGORITHM,
    /** What matters is not covered: target, host, time, body. */
    UNCOVERED,
    /** Of another day, or of the future: perhaps heard and sent again. */
    STALE,
    /** Meant for another server. */
    HOST,
    /** The body is another than the one that was signed. */
    DIGEST
  }
}
