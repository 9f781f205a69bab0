package courant.platform.webpush;

import java.net.URI;
import java.util.Base64;

/**
 * Where one browser takes push messages, and the keys only it can read them with (RFC 8291, 2).
 *
 * @param endpoint given out by the browser's push service; a secret: who knows it can send
 * @param key the browser's public key, an uncompressed point of P-256
 * @param secret 16 bytes shared by browser and sender
 */
public record Subscription(URI endpoint, byte[] key, byte[] secret) {
  private static final int SECRET_BYTES = 16;
  private static final int LONGEST_ENDPOINT = 2_000;

  /**
   * @throws IllegalArgumentException if the endpoint is no web address, the key not on the curve,
   *     or the secret of another length
   */
  public Subscription {
    if (endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null
        || endpoint.getRawFragment() != null
        || endpoint.toString().length() > LONGEST_ENDPOINT) {
      throw new IllegalArgumentException("not an endpoint");
    }
    if (!P256.isPoint(key)) {
      throw new IllegalArgumentException("the key is not on the curve P-256");
    }
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("the secret must have 16 bytes");
    }
  }

  /**
   * As browsers give it out: keys in base64url.
   *
   * @throws IllegalArgumentException if any of it is malformed
   */
  public static Subscription of(String endpoint, String key, String secret) {
    Base64.Decoder base64 = Base64.getUrlDecoder();
    return new Subscription(URI.create(endpoint), base64.decode(key), base64.decode(secret));
  }

  /** The push service: scheme, host and port if it is not the usual one (RFC 6454). */
  public String origin() {
    int port = endpoint.getPort();
    return endpoint.getScheme() + "://" + endpoint.getHost() + (port < 0 ? "" : ":" + port);
  }

  /** Never the endpoint itself. */
  @Override
  public String toString() {
    return "Subscription[at " + endpoint.getHost() + "]";
  }
}
