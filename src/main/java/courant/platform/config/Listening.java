package courant.platform.config;

/**
 * Where the server listens: behind a proxy on this machine, or open to all where it speaks https by
 * itself.
 *
 * @param port 0 picks a free one
 */
public record Listening(String host, int port) {
  /**
   * @throws IllegalArgumentException if the port is no number
   */
  public static Listening of(Settings settings) {
    boolean open = !settings.get(Setting.HTTPS).isEmpty();
    String host = settings.get(Setting.HOST);
    boolean anyPort = settings.get(Setting.PORT).isEmpty();
    return new Listening(
        host.isEmpty() ? open ? "0.0.0.0" : "127.0.0.1" : host,
        anyPort ? open ? 443 : 8080 : settings.number(Setting.PORT));
  }
}
