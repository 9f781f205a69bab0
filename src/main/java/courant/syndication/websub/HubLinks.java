package courant.syndication.websub;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a feed can be subscribed at: what its headers say (RFC 8288) goes before what stands in it.
 *
 * @param topic as the hub calls the feed
 */
public record HubLinks(URI hub, URI topic) {
  private static final int LONGEST = 1_000;
  private static final Pattern LINK =
      Pattern.compile(
          "<([^<>\\s]{1,1000})>\\s*((?:;\\s*[\\w*]+\\s*=\\s*(?:\"[^\"]*\"|[^\\s;,\"]+)\\s*)*)");
  private static final Pattern REL =
      Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))");

  /**
   * Finds them; only a hub on the web is one.
   *
   * @param header the {@code Link} headers of the feed's answer, put together
   * @param hubs as the feed names them
   * @param self as the feed names itself
   * @param address where it was fetched
   */
  public static Optional<HubLinks> of(
      String header, List<URI> hubs, Optional<URI> self, URI address) {
    Optional<URI> hub =
        rel(header, "hub", address).or(() -> hubs.stream().findFirst()).filter(HubLinks::isWeb);
    URI topic = rel(header, "self", address).or(() -> self).filter(HubLinks::isWeb).orElse(address);
    return hub.map(found -> new HubLinks(found, topic));
  }

  private static boolean isWeb(URI address) {
    return address.getHost() != null
        && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
        && address.getRawFragment() == null
        && address.toString().length() <= LONGEST;
  }

  private static Optional<URI> rel(String header, String wanted, URI base) {
    Matcher links = LINK.matcher(header);
    while (links.find()) {
      Matcher rel = REL.matcher(links.group(2));
      if (rel.find()
          && List.of((rel.group(1) == null ? rel.group(2) : rel.group(1)).strip().split("\\s+"))
              .contains(wanted)) {
        try {
          return Optional.of(base.resolve(links.group(1)));
        } catch (IllegalArgumentException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
