package courant.platform.signature;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request as far as signatures go.
 *
 * @param target path and query, as in the request line
 * @param header the value of a field by its lower-case name
 * @param site where we are; a signature for another server is worth nothing here
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sent(
    String method,
    String target,
    Function<String, Optional<String>> header,
    byte[] body,
    URI site) {
  Optional<String> field(String name) {
    return header.apply(name);
  }

  /** As a {@code Host} field has it: without the port if that is the scheme's own. */
  static String authority(URI address) {
    int port = address.getPort();
    boolean usual = port < 0 || port == ("https".equals(address.getScheme()) ? 443 : 80);
    return usual ? address.getHost() : address.getHost() + ":" + port;
  }
}
