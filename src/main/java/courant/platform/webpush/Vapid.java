package courant.platform.webpush;

import courant.platform.crypto.FastProvider;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Says who we are to push services (RFC 8292): one token for each, signed once and used for half
 * its life. Safe for many threads.
 */
public final class Vapid {
  /** RFC 8292 allows a day; some services' clocks are off. */
  private static final Duration LIFE = Duration.ofHours(12);

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = base64("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");

  /**
   * Our key.
   *
   * @param point of the public key, uncompressed
   * @param pkcs8 the private key's encoding: a secret
   */
  public record Key(byte[] point, byte[] pkcs8) {
    /** A new one. */
    public static Key fresh() {
      try {
        KeyPair pair = P256.pairs().generateKeyPair();
        return new Key(P256.point(pair), pair.getPrivate().getEncoded());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has P-256", e);
      }
    }

    /** The public key as browsers want it when they subscribe: base64url. */
    public String publicText() {
      return BASE64.encodeToString(point);
    }

    @Override
    public String toString() {
      return "Key[" + publicText() + "]";
    }
  }

  private record Signed(String header, Instant renewed) {}

  private final Key key;
  private final PrivateKey signing;
  private final Supplier<String> contact;
  private final InstantSource clock;
  private final Map<String, Signed> tokens = new ConcurrentHashMap<>();

  /**
   * @param contact whom a push service may turn to: a {@code mailto:} or {@code https:} address
   * @throws IllegalArgumentException if the private key cannot be read
   */
  public Vapid(Key key, Supplier<String> contact, InstantSource clock) {
    this.key = key;
    this.contact = contact;
    this.clock = clock;
    try {
      signing = FastProvider.keyFactory("EC").generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a private key of P-256", e);
    }
  }

  /** Ours, for browsers that subscribe. */
  public Key key() {
    return key;
  }

  /** The {@code Authorization} for a push service. */
  String authorization(String origin) {
    Instant now = clock.instant();
    return tokens.compute(
            origin, (_, kept) -> kept != null && now.isBefore(kept.renewed) ? kept : sign(origin))
        .header;
  }

  private Signed sign(String origin) {
    Instant now = clock.instant();
    JsonObject claims =
        new JsonObject()
            .put("aud", origin)
            .put("exp", now.plus(LIFE).getEpochSecond())
            .put("sub", contact.get());
    String content = HEADER + "." + base64(claims.encode());
    try {
      Signature signature = FastProvider.signature("SHA256withECDSAinP1363Format");
      signature.initSign(signing);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      String token = content + "." + BASE64.encodeToString(signature.sign());
      return new Signed(
          "vapid t=" + token + ", k=" + key.publicText(), now.plus(LIFE.dividedBy(2)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs by P-256", e);
    }
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
