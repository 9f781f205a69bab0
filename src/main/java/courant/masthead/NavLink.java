package courant.masthead;

import java.net.URI;
import java.util.Optional;

/**
 * One line of a navigation.
 *
 * @param label as shown; empty, as kept, for the name of the section or page it leads to
 * @param address a path of the review, or an address of the web
 */
public record NavLink(String label, String address) {
  /** Characters of a label, at most. */
  public static final int LONGEST_LABEL = 80;

  private static final int LONGEST_ADDRESS = 1_000;

  /**
   * From what was typed.
   *
   * @return empty if the address is none: neither a path of the review nor one of the web
   */
  public static Optional<NavLink> of(String label, String address) {
    String shown = label.strip();
    String to = address.strip();
    boolean path = to.startsWith("/") && !to.startsWith("//") && !to.startsWith("/\\");
    if (shown.length() > LONGEST_LABEL || to.length() > LONGEST_ADDRESS || !(path || web(to))) {
      return Optional.empty();
    }
    return Optional.of(new NavLink(shown, to));
  }

  private static boolean web(String address) {
    try {
      URI uri = URI.create(address);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Whether it leads away. */
  public boolean external() {
    return !address.startsWith("/");
  }
}
