package courant.platform.signature;

import courant.platform.crypto.FastProvider;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Signs requests as draft-cavage-http-signatures-12 has it: what every server understands. */
public final class SignRequest {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final PrivateKey key;
  private final InstantSource clock;

  /**
   * @param key RSA
   */
  public SignRequest(PrivateKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * Header fields that go with a GET.
   *
   * @param name the address at which others find the public key
   */
  public Map<String, String> get(String name, URI address) {
    String date = DATE.format(clock.instant());
    byte[] base =
        CavageSignature.base(
            CavageSignature.TARGET + ": get " + target(address),
            "host: " + Sent.authority(address),
            "date: " + date);
    Map<String, String> headers = new HashMap<>();
    headers.put("date", date);
    headers.put(
        "signature",
        CavageSignature.header(name, List.of(CavageSignature.TARGET, "host", "date"), sign(base)));
    return headers;
  }

  /** Header fields that go with a POST of these bytes. */
  public Map<String, String> post(String name, URI address, String type, byte[] body) {
    String date = DATE.format(clock.instant());
    String digest = Digests.digest(body);
    byte[] base =
        CavageSignature.base(
            CavageSignature.TARGET + ": post " + target(address),
            "host: " + Sent.authority(address),
            "date: " + date,
            "digest: " + digest,
            "content-type: " + type);
    Map<String, String> headers = new HashMap<>();
    headers.put("date", date);
    headers.put("digest", digest);
    headers.put("content-type", type);
    headers.put(
        "signature",
        CavageSignature.header(
            name,
            List.of(CavageSignature.TARGET, "host", "date", "digest", "content-type"),
            sign(base)));
    return headers;
  }

  private static String target(URI address) {
    String path = address.getRawPath();
    String query = address.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  private byte[] sign(byte[] base) {
    try {
      Signature signature = FastProvider.signature("SHA256withRSA");
      signature.initSign(key);
      signature.update(base);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs with RSA", e);
    }
  }
}
