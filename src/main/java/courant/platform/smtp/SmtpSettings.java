package courant.platform.smtp;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Where to hand mail over.
 *
 * @param tls when to encrypt
 * @param login user and password, where the server asks for them
 * @param helo our name towards the server
 * @param patience the longest wait for a connection, a reply, or the server to take our bytes
 * @param connections how many connections may be open at once
 */
public record SmtpSettings(
    String host,
    int port,
    Tls tls,
    Optional<Login> login,
    String helo,
    Duration patience,
    int connections) {

  /** When a connection is encrypted. */
  public enum Tls {
    /** If the server offers STARTTLS. */
    OFFERED,
    /** STARTTLS, or no mail at all. */
    REQUIRED,
    /** From the first byte (RFC 8314). */
    IMPLICIT
  }

  /** Credentials; the password is never shown. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /**
   * Reads {@code smtp://user:password@host:port}. {@code smtp} encrypts if offered, and must when
   * there is a password to protect; {@code smtps} is encrypted from the first byte.
   *
   * @throws IllegalArgumentException in words for an operator
   */
  public static SmtpSettings parse(String address, String helo) {
    URI uri = URI.create(address);
    boolean implicit = "smtps".equals(uri.getScheme());
    if (uri.getHost() == null || !(implicit || "smtp".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("a relay is written smtp://user:password@host:port");
    }
    Optional<Login> login = Optional.ofNullable(uri.getRawUserInfo()).map(SmtpSettings::login);
    boolean loopback = uri.getHost().matches("localhost|127\\..*|\\[::1]");
    Tls tls = implicit ? Tls.IMPLICIT : login.isPresent() && !loopback ? Tls.REQUIRED : Tls.OFFERED;
    int standard = implicit ? 465 : login.isPresent() ? 587 : 25;
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    int port = uri.getPort() < 0 ? standard : uri.getPort();
    return new SmtpSettings(host, port, tls, login, helo, Duration.ofMinutes(1), 10);
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new Login(decoded(userInfo), "")
        : new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
