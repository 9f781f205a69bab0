package courant.platform.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is, and who we are there; its text form shows no password.
 *
 * @param jdbc the address for the driver, without user and password: one host or several with
 *     commas, and the parameters the driver knows, such as {@code sslmode=verify-full}
 * @param user empty if the server needs to be told none
 * @param password empty if it needs none, or finds it in {@code ~/.pgpass}
 */
record PostgresAddress(String jdbc, String user, String password) {
  private static final Pattern FORM =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
              + "(?<hosts>[^@/?]+)/(?<name>[^/?]+)(?<parameters>\\?.*)?");

  /**
   * Takes apart what the operator set; characters with a meaning in addresses are written as {@code
   * %40} and so on.
   *
   * @throws IllegalArgumentException if it is no such address; the message repeats none of it,
   *     since it may hold a password
   */
  static PostgresAddress parse(String address) {
    Matcher matcher = FORM.matcher(address);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--database takes sqlite: or postgresql://user:password@host:port/name (a password's"
              + " special characters as %40 and so on)");
    }
    String parameters = matcher.group("parameters");
    return new PostgresAddress(
        "jdbc:postgresql://"
            + matcher.group("hosts")
            + "/"
            + matcher.group("name")
            + (parameters == null ? "" : parameters),
        decoded(matcher.group("user")),
        decoded(matcher.group("password")));
  }

  private static String decoded(@Nullable String part) {
    return part == null ? "" : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return jdbc;
  }
}
