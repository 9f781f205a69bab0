package courant.media.s3;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a store, and how to get in.
 *
 * @param address of the store, without a path
 * @param name of the bucket
 * @param prefix that our names in it begin with; empty, or ending in a slash
 */
record Bucket(URI address, String name, String prefix, Signature4 signature) {
  /**
   * Reads {@code s3://KEY:SECRET@host[:port]/bucket[/prefix][?region=…&plain=true]}; what an
   * address cannot hold is percent-encoded in key and secret.
   *
   * @throws IllegalArgumentException saying how it is to be written
   */
  static Bucket parse(String setting) {
    URI uri;
    try {
      uri = URI.create(setting);
    } catch (IllegalArgumentException _) {
      throw wrong();
    }
    String user = uri.getRawUserInfo();
    String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
    if (!"s3".equals(uri.getScheme())
        || uri.getHost() == null
        || user == null
        || !user.contains(":")
        || path.isEmpty()) {
      throw wrong();
    }
    Map<String, String> query = query(uri.getRawQuery());
    String scheme = "true".equals(query.get("plain")) ? "http" : "https";
    String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
    int colon = user.indexOf(':');
    int slash = path.indexOf('/');
    return new Bucket(
        URI.create(scheme + "://" + uri.getHost() + port),
        slash < 0 ? path : path.substring(0, slash),
        slash < 0 ? "" : path.substring(slash + 1) + "/",
        new Signature4(
            decoded(user.substring(0, colon)),
            decoded(user.substring(colon + 1)),
            query.getOrDefault("region", "us-east-1")));
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "--media takes s3://KEY:SECRET@host/bucket?region=REGION; write / + and @ in key and secret as %2F %2B %40");
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    Arrays.stream((raw == null ? "" : raw).split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> query.put(pair[0], decoded(pair[1])));
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The path of one of our names, from the store's root. */
  String path(String ours) {
    return "/" + name + "/" + prefix + ours;
  }

  /** As it stands in {@code Host}. */
  String host() {
    return address.getAuthority();
  }

  /** For people: without the secret. */
  String shown() {
    return address + "/" + name + "/" + prefix;
  }
}
