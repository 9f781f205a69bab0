package courant.delivery.fediverse;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Locale;

/**
 * Somebody elsewhere, as they show themselves.
 *
 * @param id their address, by which all know them
 * @param key address of their key
 * @param inbox where they take deliveries; where their server takes them for all, if it does
 * @param name without {@code @} and host
 * @param page where people find them
 * @param asked when they showed themselves so
 */
record Peer(
    String id,
    String key,
    PublicKey publicKey,
    String inbox,
    String name,
    String page,
    Instant asked) {
  private static final int LONGEST_NAME = 40;

  String host() {
    return Received.host(id);
  }

  /** As people write it: {@code @name@host}. */
  String handle() {
    String plain = name.replaceAll("[^\\p{L}\\p{N}_.-]", "").toLowerCase(Locale.ROOT);
    String cut = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    return "@" + (cut.isEmpty() ? "-" : cut) + "@" + host();
  }

  /** Who it is says nothing in a log. */
  @Override
  public String toString() {
    return "Peer@" + host();
  }
}
