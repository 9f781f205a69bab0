package courant.platform.web;

import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * How the server speaks https by itself.
 *
 * @param key the certificate to show, asked for at each handshake
 * @param plainPort where plain http is led to https; 0 picks a free one
 * @param proofs asked for there by who makes certificates
 */
public record OwnHttps(X509ExtendedKeyManager key, int plainPort, Proofs proofs) {
  /** What proves that the name is ours (RFC 8555, 8.3). */
  @FunctionalInterface
  public interface Proofs {
    /** Blocks; empty for a token that nobody asked for. */
    Optional<String> answer(String token);
  }
}
