package courant.delivery.fediverse;

import courant.platform.web.Nesting;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A JSON object from outside, of which nothing is taken for granted. */
record Received(JsonObject json) {
  /** More than any activity or actor has; the longest posts out there have a tenth. */
  static final int MOST_BYTES = 256 << 10;

  private static final int DEEPEST = 24;
  private static final int LONGEST_ADDRESS = 2_048;
  private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

  /** What some bytes hold; empty if that is no object, or nested deeper than anyone needs. */
  static Optional<Received> read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (Nesting.depth(text) > DEEPEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Received(new JsonObject(text)));
    } catch (DecodeException | ClassCastException _) {
      return Optional.empty();
    }
  }

  /** A text; empty if there is none, or something else. */
  String text(String name) {
    return json.getValue(name) instanceof String text ? text : "";
  }

  /** Its type, the first if it has several. */
  String type() {
    return all("type")
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst()
        .orElse("");
  }

  /** Its own address; empty if it has none, or none that could be one. */
  String id() {
    return address(json.getValue("id"));
  }

  /** The address of something it refers to, by address or whole; the first if of several. */
  String address(String name) {
    return all(name).findFirst().map(Received::address).orElse("");
  }

  private static String address(Object value) {
    String address =
        switch (value) {
          case String text -> text;
          case JsonObject whole when whole.getValue("id") instanceof String id -> id;
          case null, default -> "";
        };
    return address.length() > LONGEST_ADDRESS ? "" : address;
  }

  /** Something in it, if it is there whole. */
  Optional<Received> object(String name) {
    return json.getValue(name) instanceof JsonObject object
        ? Optional.of(new Received(object))
        : Optional.empty();
  }

  /** All values of a property that may have one or several. */
  List<Received> objects(String name) {
    return all(name)
        .filter(JsonObject.class::isInstance)
        .map(one -> new Received((JsonObject) one))
        .toList();
  }

  private Stream<Object> all(String name) {
    return switch (json.getValue(name)) {
      case null -> Stream.empty();
      case JsonArray several -> several.stream().filter(Objects::nonNull);
      case Object one -> Stream.of(one);
    };
  }

  /** Whether it is addressed to everybody: what is not is none of a page's business. */
  boolean isPublic() {
    return Stream.of("to", "cc")
        .flatMap(this::all)
        .map(Received::address)
        .anyMatch(to -> to.equals(PUBLIC) || to.equals("as:Public") || to.equals("Public"));
  }

  /**
   * The host in an address, and its port where that is not the usual one, in lower case; empty if
   * it is no address of the web. One server has one name: a dot at the end makes no other.
   */
  static String host(String address) {
    return uri(address)
        .map(uri -> uri.getHost().replaceFirst("\\.$", "") + port(uri))
        .map(host -> host.toLowerCase(Locale.ROOT))
        .orElse("");
  }

  private static String port(URI uri) {
    int usual = uri.getScheme().equals("https") ? 443 : 80;
    return uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
  }

  static Optional<URI> uri(String address) {
    try {
      URI uri = URI.create(address);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
