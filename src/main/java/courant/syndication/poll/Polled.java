package courant.syndication.poll;

import io.vertx.core.json.JsonObject;
import java.net.URI;

/**
 * What a fetch of a feed did.
 *
 * @param taken new items that are stories now
 * @param trouble why it brought nothing, for people; empty if all went well
 */
public record Polled(URI address, int taken, String trouble) {
  /** As one line of JSON. */
  public JsonObject json() {
    return new JsonObject()
        .put("feed", address.toString())
        .put("taken", taken)
        .put("trouble", trouble);
  }

  @Override
  public String toString() {
    return address + ": " + (trouble.isEmpty() ? taken + " new" : trouble);
  }
}
