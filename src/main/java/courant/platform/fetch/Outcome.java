package courant.platform.fetch;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
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
   * @param movedTo where permanent redirects led before any other; worth remembering
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

    /** How long the far side asks to be left alone (RFC 9110, 10.2.3); never negative. */
    public Optional<Duration> retryAfter(Instant now) {
      return header("retry-after").map(String::strip).flatMap(value -> retryAfter(value, now));
    }

    private static Optional<Duration> retryAfter(String value, Instant now) {
      if (value.matches("[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      try {
        Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
        return Optional.of(at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }

    Answered with(byte[] other) {
      return new Answered(status, headers, other, address, movedTo);
    }

    /** This answer, come to by way of a redirect to an address. */
    Answered after(Answered redirect, URI to) {
      boolean permanent = redirect.status == 301 || redirect.status == 308;
      return new Answered(
          status,
          headers,
          body,
          address,
          permanent ? movedTo.or(() -> Optional.of(to)) : Optional.empty());
    }
  }

  /** We did not go there: the address is none, or not public. */
  record Refused(String reason) implements Outcome {}

  /** No answer, or none that can be used. */
  record Failed(Cause cause, String reason) implements Outcome {}

  /** Why there is no answer. */
  enum Cause {
    /** There is no host of that name, or nobody could say in time. */
    NO_HOST,
    /** Nobody listens there, the connection broke, or its certificate is not to be trusted. */
    UNREACHABLE,
    SLOW,
    LARGE,
    REDIRECTS,
    /** What came is no HTTP, or packed and broken. */
    BROKEN,
    /** Too much came in from elsewhere at the same time. */
    CROWDED
  }
}
