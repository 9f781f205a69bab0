package courant.platform.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses requests from here may go to: those of the public internet (RFC 6890), and single
 * ones an operator named.
 */
public final class PublicAddresses {
  /** What was found out about a name. */
  public sealed interface Checked {
    /** It may be reached at this very address. */
    record Open(InetAddress address) implements Checked {}

    record Private(String reason) implements Checked {}

    record Unknown(String reason) implements Checked {}
  }

  private final Set<String> allowed;
  private final Names names;

  /**
   * @param allowed {@code host:port} pairs parted by commas that may be reached all the same
   */
  public PublicAddresses(String allowed) {
    this(allowed, Names.SYSTEM);
  }

  PublicAddresses(String allowed, Names names) {
    this.names = names;
    this.allowed =
        Arrays.stream(allowed.split(","))
            .map(String::strip)
            .filter(pair -> !pair.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Resolves a name and picks an address that may be reached. */
  public Checked check(String host, int port) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    InetAddress[] found;
    try {
      found = names.find(bare);
    } catch (UnknownHostException _) {
      return new Checked.Unknown("there is no host " + host);
    }
    for (InetAddress address : found) {
      if (isPublic(address)
          || allowed.contains(bare + ":" + port)
          || allowed.contains(address.getHostAddress() + ":" + port)) {
        return new Checked.Open(address);
      }
    }
    return new Checked.Private(
        host + " is on a private network (" + found[0].getHostAddress() + ")");
  }

  /** Whether the operator named this very host and port. */
  boolean named(String host, int port) {
    return allowed.contains(host + ":" + port);
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return switch (address) {
      case Inet4Address four -> isPublic4(four.getAddress());
      case Inet6Address six -> isPublic6(six.getAddress());
      default -> false;
    };
  }

  private static boolean isPublic4(byte[] a) {
    int first = a[0] & 0xff;
    int second = a[1] & 0xff;
    int third = a[2] & 0xff;
    return first != 0
        && first < 240
        && !(first == 100 && second >= 64 && second < 128) // shared by carriers
        && !(first == 192 && second == 0 && (third == 0 || third == 2)) // protocols, documentation
        && !(first == 192 && second == 88 && third == 99) // 6to4 relays
        && !(first == 198 && (second == 18 || second == 19)) // benchmarks
        && !(first == 198 && second == 51 && third == 100) // documentation
        && !(first == 203 && second == 0 && third == 113); // documentation
  }

  private static boolean isPublic6(byte[] a) {
    int start = (a[0] & 0xff) << 8 | a[1] & 0xff;
    int next = (a[2] & 0xff) << 8 | a[3] & 0xff;
    // Only 2000::/3 is given out; inside it, what embeds or tunnels an IPv4 address is not.
    boolean given = (start & 0xe000) == 0x2000;
    boolean tunnel = start == 0x2002 || start == 0x2001 && (next == 0 || next == 0xdb8);
    return given && !tunnel;
  }
}
