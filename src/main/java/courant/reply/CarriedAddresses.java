package courant.reply;

import courant.platform.crypto.Vault;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Addresses on the way from one house to another of the same owner: repliers', and those the desk
 * keeps out. They leave this package only under the key they travel with.
 */
public final class CarriedAddresses {
  private static final String CONTEXT = "carried address";

  private final Repliers repliers;
  private final Rules rules;

  CarriedAddresses(Repliers repliers, Rules rules) {
    this.repliers = repliers;
    this.rules = rules;
  }

  /** Hands over all of them, each a line of Base64 that only the same key opens. */
  public void pack(Handle handle, Vault travelling, Consumer<String> line) {
    repliers.each(
        handle,
        (address, id) -> line.accept(seal(travelling, json(id, address).put("is", "replier"))));
    rules.all().stream()
        .filter(rule -> rule.kind() == Rules.Kind.ADDRESS)
        .map(rule -> json(rule.id(), rule.value()).put("is", "rule"))
        .forEach(rule -> line.accept(seal(travelling, rule)));
  }

  private static JsonObject json(long id, String address) {
    return new JsonObject().put("id", id).put("address", address);
  }

  private static String seal(Vault travelling, JsonObject carried) {
    return Base64.getEncoder().encodeToString(travelling.seal(CONTEXT, carried.encode()));
  }

  /**
   * Takes one of them in, under this house's key.
   *
   * @throws IllegalStateException if it was packed with another key
   */
  public void unpack(Handle handle, Vault travelling, String line) {
    JsonObject carried =
        new JsonObject(travelling.unseal(CONTEXT, Base64.getDecoder().decode(line)));
    long id = carried.getLong("id");
    String address = carried.getString("address");
    if (carried.getString("is").equals("replier")) {
      repliers.settle(handle, id, address);
    } else {
      rules.insert(handle, new Rules.Rule(id, Rules.Kind.ADDRESS, address), 0, "");
    }
  }
}
