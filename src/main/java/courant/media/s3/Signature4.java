package courant.media.s3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as S3 wants them: AWS Signature Version 4 in its {@code Authorization} field
 * ("Authenticating Requests", Amazon S3 API Reference).
 *
 * @param key public name of the key
 * @param secret the key; never printed
 */
record Signature4(String key, String secret, String region) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String UNRESERVED = "-._~";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * The fields to send: those given, the digest of the body, the time and the signature of all.
   *
   * @param host with its port where it is not the usual one
   * @param path from the root, not encoded
   * @param query names and values, not encoded
   * @param given further fields by lower-case name, which are signed too
   */
  Map<String, String> fields(
      String method,
      String host,
      String path,
      Map<String, String> query,
      Map<String, String> given,
      byte[] body,
      Instant now) {
    String time = TIME.format(now);
    String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    TreeMap<String, String> fields = new TreeMap<>(given);
    fields.put("host", host);
    fields.put("x-amz-content-sha256", hex(sha256(body)));
    fields.put("x-amz-date", time);
    String names = String.join(";", fields.keySet());
    String canonical =
        String.join(
            "\n",
            method,
            encoded(path, true),
            query(query),
            fields.entrySet().stream()
                .map(field -> field.getKey() + ":" + field.getValue().strip() + "\n")
                .collect(Collectors.joining()),
            names,
            hex(sha256(body)));
    String toSign =
        String.join(
            "\n", ALGORITHM, time, scope, hex(sha256(canonical.getBytes(StandardCharsets.UTF_8))));
    String signature = hex(hmac(signingKey(time.substring(0, 8)), toSign));
    fields.put(
        "authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(ALGORITHM, key, scope, names, signature));
    fields.remove("host");
    return fields;
  }

  /** A query as it is signed and sent: sorted, encoded. */
  static String query(Map<String, String> query) {
    return new TreeMap<>(query)
        .entrySet().stream()
            .map(pair -> encoded(pair.getKey(), false) + "=" + encoded(pair.getValue(), false))
            .collect(Collectors.joining("&"));
  }

  /** Every byte but letters, digits and four signs; a path keeps its slashes. */
  static String encoded(String text, boolean path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || UNRESERVED.indexOf(c) >= 0;
      if (plain || path && c == '/') {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private byte[] signingKey(String day) {
    byte[] derived = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, region, "s3", "aws4_request"}) {
      derived = hmac(derived, part);
    }
    return derived;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "Signature4[" + key + ", " + region + "]";
  }
}
