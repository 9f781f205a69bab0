package courant.desk;

import java.net.URI;
import java.util.Optional;

/** An address on the web, as people type it. */
public final class WebAddress {
  private static final int LONGEST = 2_000;

  private WebAddress() {}

  /** The address that was typed, {@code https} where none is said; empty if it is none. */
  public static Optional<URI> of(String typed) {
    if (typed.isBlank() || typed.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(typed.contains("://") ? typed.strip() : "https://" + typed.strip());
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
