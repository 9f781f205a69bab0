package courant.delivery.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An enhanced mail system status code (RFC 3463) such as {@code 5.1.1}. */
public record EnhancedStatus(int kind, int subject, int detail) {
  /** Not inside longer numbers: an IP address or a version is no status. */
  private static final Pattern CODE =
      Pattern.compile("(?<![\\d.])([45])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d]|\\.\\d)");

  /** The first code in a text; a general one ({@code 5.0.0}) only if no better follows. */
  static Optional<EnhancedStatus> in(String text) {
    Matcher code = CODE.matcher(text);
    Optional<EnhancedStatus> general = Optional.empty();
    while (code.find()) {
      EnhancedStatus status =
          new EnhancedStatus(
              Integer.parseInt(code.group(1)),
              Integer.parseInt(code.group(2)),
              Integer.parseInt(code.group(3)));
      if (!status.general()) {
        return Optional.of(status);
      }
      general = general.or(() -> Optional.of(status));
    }
    return general;
  }

  boolean general() {
    return subject == 0 && detail == 0;
  }

  /** Whether trying again may help. */
  boolean passing() {
    return kind == 4;
  }

  @Override
  public String toString() {
    return kind + "." + subject + "." + detail;
  }
}
