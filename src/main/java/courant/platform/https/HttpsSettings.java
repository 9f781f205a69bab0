package courant.platform.https;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From whom certificates come, and for what name.
 *
 * @param directory where the authority says what it offers (RFC 8555, 7.1.1)
 * @param customer who we are to an authority that wants to know us beforehand
 * @param contact address that the authority may write to; empty for none
 * @param host the name in the certificates
 * @param plainPort where the authority looks for the proof that the name is ours
 */
public record HttpsSettings(
    URI directory, Optional<Customer> customer, String contact, String host, int plainPort) {
  private static final Map<String, String> KNOWN =
      Map.of(
          "letsencrypt", "https://acme-v02.api.letsencrypt.org/directory",
          "letsencrypt-staging", "https://acme-staging-v02.api.letsencrypt.org/directory");

  /** Names as the DNS has them; an authority knows no other, and mostly no bare addresses. */
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)(?![0-9.]+$)[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");

  /**
   * What an authority gave out by hand, to bind our account to (RFC 8555, 7.3.4).
   *
   * @param secret in base64url
   */
  public record Customer(String id, String secret) {
    @Override
    public String toString() {
      return "Customer[" + id + "]";
    }
  }

  /**
   * As the operator wants it; empty where a proxy speaks https, or nobody does.
   *
   * @throws IllegalArgumentException in words for an operator
   */
  public static Optional<HttpsSettings> of(Settings settings) {
    String authority = settings.get(Setting.HTTPS);
    if (authority.isEmpty()) {
      return Optional.empty();
    }
    URI named = uri(KNOWN.getOrDefault(authority, authority));
    URI site = uri(settings.get(Setting.URL));
    if (named.getHost() == null) {
      throw new IllegalArgumentException(
          "COURANT_HTTPS takes letsencrypt, letsencrypt-staging or the https address of a directory");
    }
    if (!"https".equals(site.getScheme())
        || site.getHost() == null
        || !NAME.matcher(site.getHost()).matches()) {
      throw new IllegalArgumentException(
          "COURANT_HTTPS needs the name that certificates are for: COURANT_URL=https://your.review");
    }
    return Optional.of(
        new HttpsSettings(
            directory(named),
            Optional.ofNullable(named.getRawUserInfo()).map(HttpsSettings::customer),
            settings.get(Setting.HTTPS_CONTACT),
            site.getHost(),
            settings.number(Setting.HTTP_PORT)));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      return URI.create(""); // may hold a secret, so it is not shown
    }
  }

  private static URI directory(URI named) {
    String port = named.getPort() < 0 ? "" : ":" + named.getPort();
    return URI.create(named.getScheme() + "://" + named.getHost() + port + named.getRawPath());
  }

  private static Customer customer(String written) {
    int colon = written.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "COURANT_HTTPS takes https://ID:SECRET@host/directory; write / + and @ in them as %2F %2B %40");
    }
    return new Customer(
        decoded(written.substring(0, colon)), decoded(written.substring(colon + 1)));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
