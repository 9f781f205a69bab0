package courant.platform.fetch;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What became of a request to the outside. */
public sealed interface Outcome {
  /**
   * An answer, of whatever status.
   *
   * @param headers by lower-case name
   * @param address which answered, after redirects
   * @param movedTo where a chain of permanent redirects alone led; worth remembering
   */
  record Answered(
      int status, Map<String, String> headers, byte[] body, URI address, Optional<URI> movedTo)
      implements Outcome {
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public boolean ok() {
      return status / 100 == 2;
    }

    Answered with(byte[] other) {
      return new Answered(status, headers, other, address, movedTo);
    }

    /** This answer, come to by way of a redirect. */
    Answered after(Answered redirect) {
      boolean permanent = redirect.status == 301 || redirect.status == 308;
      return new Answered(
          status,
          headers,
          body,
          address,
          permanent ? movedTo.or(() -> Optional.of(address)) : Optional.empty());
    }
  }

  /** We did not go there: the address is none, or not public. */
  record Refused(String reason) implements Outcome {}

  /** No answer, or none that can be used. */
  record Failed(String reason) implements Outcome {}
}
