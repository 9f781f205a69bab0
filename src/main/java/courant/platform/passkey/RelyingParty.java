package courant.platform.passkey;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The review as browsers and authenticators know it.
 *
 * @param id its host name; a passkey is bound to it and of no use to any other
 * @param origin its scheme, host and port, as a browser names them
 * @param name what authenticators show
 */
public record RelyingParty(String id, String origin, String name) {
  /**
   * By the review's public address.
   *
   * @return nothing where browsers give no passkeys: without encryption on anything but this
   *     machine, and on bare network addresses
   */
  public static Optional<RelyingParty> of(URI site, String name) {
    String host = site.getHost() == null ? "" : site.getHost().toLowerCase(Locale.ROOT);
    boolean secure = "https".equals(site.getScheme()) || host.equals("localhost");
    boolean named = host.matches(".*[a-z][^.:]*");
    if (!secure || !named) {
      return Optional.empty();
    }
    int usual = "https".equals(site.getScheme()) ? 443 : 80;
    String port = site.getPort() < 0 || site.getPort() == usual ? "" : ":" + site.getPort();
    return Optional.of(new RelyingParty(host, site.getScheme() + "://" + host + port, name));
  }
}
