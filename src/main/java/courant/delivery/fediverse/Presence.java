package courant.delivery.fediverse;

import courant.delivery.fediverse.FediverseAtDesk.State;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether we are there at all: as the operator set it, else where the public address is one that
 * others can reach and trust; and not while the desk has switched it off.
 */
final class Presence {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String setting;
  private final Supplier<URI> site;
  private final Identity identity;
  private volatile boolean paused;

  Presence(Settings settings, Supplier<URI> site, Identity identity) {
    this.setting = settings.get(Setting.FEDIVERSE);
    this.site = site;
    this.identity = identity;
    if (!Set.of("", "on", "off").contains(setting)) {
      throw new IllegalArgumentException("--fediverse takes on or off, not '" + setting + "'");
    }
    recall();
  }

  /** Looks at the switch, which another process may have turned. */
  void recall() {
    paused = identity.paused();
  }

  void pause(boolean off) {
    identity.pause(off);
    recall();
  }

  boolean on() {
    return state() == State.ON;
  }

  State state() {
    return switch (setting) {
      case "off" -> State.OFF;
      case "on" -> paused ? State.PAUSED : State.ON;
      default -> !reachable(site.get()) ? State.NO_ADDRESS : paused ? State.PAUSED : State.ON;
    };
  }

  private static boolean reachable(URI site) {
    return "https".equals(site.getScheme()) && !HERE.contains(site.getHost());
  }
}
