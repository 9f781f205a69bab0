package courant.delivery.fediverse;

import courant.platform.db.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Servers, with all below them, that the desk wants nothing to do with; by whichever port, unless
 * one is named.
 */
final class Blocked {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?");

  private final Database database;
  private final InstantSource clock;

  Blocked(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Whether a server is one of them, or below one. */
  boolean has(String host) {
    return hosts().stream().anyMatch(one -> covers(server(one), host));
  }

  static boolean covers(String blocked, String host) {
    boolean ofOnePort = blocked.indexOf(':') >= 0;
    String server = ofOnePort ? host : host.replaceFirst("\\.?(:[0-9]+)?$", "");
    return server.equals(blocked) || server.endsWith("." + blocked);
  }

  List<String> hosts() {
    return database.read(
        handle ->
            handle
                .createQuery("select host from fediverse_blocked order by host")
                .mapTo(String.class)
                .list());
  }

  /**
   * Blocks a server and lets its followers go.
   *
   * @return false if that is no name of one
   */
  boolean add(String typed, String byWhom) {
    String host = server(typed);
    if (!HOST.matcher(host).matches()) {
      return false;
    }
    database.change(
        handle -> {
          handle.execute(
              "insert into fediverse_blocked (host, since, by_whom) values (?, ?, ?) on conflict (host) do nothing",
              host,
              clock.millis(),
              byWhom);
          Followers.removeServer(handle, host);
        });
    return true;
  }

  /** The server in what somebody typed: a name, an account, or any address there. */
  static String server(String typed) {
    return typed
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^(https?://|@.*@|@)", "")
        .replaceFirst("/.*", "")
        .replaceFirst(":(443|80)$", "")
        .replaceFirst("\\.(?=:|$)", "");
  }

  void remove(String host) {
    database.change(handle -> handle.execute("delete from fediverse_blocked where host = ?", host));
  }
}
