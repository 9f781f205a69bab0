package courant.platform.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the outside.
 *
 * @param mostBytes of an answer's body, packed and unpacked
 * @param patience until the whole answer is here
 * @param share what the answer fills, held on to by who asks until it is worked on; null: it is
 *     given back as soon as the answer is here
 */
public record Ask(
    String method,
    URI address,
    Map<String, String> headers,
    byte[] body,
    int mostBytes,
    Duration patience,
    Room.@Nullable Share share) {
  private static final int MEGABYTE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A request whose answer is bounded by its own size alone. */
  public Ask(
      String method,
      URI address,
      Map<String, String> headers,
      byte[] body,
      int mostBytes,
      Duration patience) {
    this(method, address, headers, body, mostBytes, patience, null);
  }

  public static Ask get(URI address) {
    return new Ask("GET", address, Map.of(), new byte[0], MEGABYTE, PATIENCE);
  }

  public static Ask post(URI address, Map<String, String> headers, byte[] body) {
    return new Ask("POST", address, headers, body, MEGABYTE, PATIENCE);
  }

  public Ask with(Map<String, String> others) {
    return new Ask(method, address, others, body, mostBytes, patience, share);
  }

  public Ask within(int bytes, Duration time) {
    return new Ask(method, address, headers, body, bytes, time, share);
  }

  /** The same, with an answer that fills this share of some room. */
  public Ask into(Room.Share some) {
    return new Ask(method, address, headers, body, mostBytes, patience, some);
  }

  Ask to(URI other) {
    return new Ask(method, other, headers, body, mostBytes, patience, share);
  }
}
