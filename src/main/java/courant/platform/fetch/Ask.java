package courant.platform.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A request to the outside.
 *
 * @param mostBytes of an answer's body, packed and unpacked
 * @param patience until the whole answer is here
 */
public record Ask(
    String method,
    URI address,
    Map<String, String> headers,
    byte[] body,
    int mostBytes,
    Duration patience) {
  private static final int MEGABYTE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public static Ask get(URI address) {
    return new Ask("GET", address, Map.of(), new byte[0], MEGABYTE, PATIENCE);
  }

  public static Ask post(URI address, Map<String, String> headers, byte[] body) {
    return new Ask("POST", address, headers, body, MEGABYTE, PATIENCE);
  }

  public Ask with(Map<String, String> others) {
    return new Ask(method, address, others, body, mostBytes, patience);
  }

  public Ask within(int bytes, Duration time) {
    return new Ask(method, address, headers, body, bytes, time);
  }

  Ask to(URI other) {
    return new Ask(method, other, headers, body, mostBytes, patience);
  }
}
