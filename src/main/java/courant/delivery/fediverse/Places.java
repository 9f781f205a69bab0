package courant.delivery.fediverse;

import courant.platform.web.Addresses;
import courant.story.Story;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where everything of ours is, as others know it.
 *
 * @param site the public address, without a slash at its end
 */
record Places(URI site) {
  static final String PREFIX = "/fediverse/";

  String of(Actor actor) {
    return site + PREFIX + actor.key();
  }

  String key(Actor actor) {
    return of(actor) + "#main-key";
  }

  String inbox(Actor actor) {
    return of(actor) + "/inbox";
  }

  String followers(Actor actor) {
    return of(actor) + "/followers";
  }

  String outbox(Actor actor) {
    return of(actor) + "/outbox";
  }

  String sharedInbox() {
    return site + PREFIX + "inbox";
  }

  /** A story's, which is the address of its page. */
  String of(Story story) {
    return at(story.path());
  }

  String at(String path) {
    return site + Addresses.encode(path);
  }

  /** What stands behind {@code @} in our names. */
  String host() {
    return site.getPort() < 0 ? site.getHost() : site.getHost() + ":" + site.getPort();
  }

  /** The decoded path of an address of ours, without what follows it; empty for others'. */
  Optional<String> path(String address) {
    String ours = site + "/";
    if (address.equals(site.toString())) {
      return Optional.of("/");
    }
    if (!address.startsWith(ours)) {
      return Optional.empty();
    }
    String path = address.substring(ours.length() - 1).replaceFirst("[?#].*", "");
    try {
      return Optional.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
