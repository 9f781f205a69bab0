package courant.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is told apart of a request for the figures, and forgotten at once: whether a person's
 * browser sent it, and on which site its reader was before. Both are simple rules, and who wants to
 * deceive them can; they keep out what says plainly that it is a program.
 */
final class Visit {
  private static final byte[] BROWSER = {'m', 'o', 'z', 'i', 'l', 'l', 'a', '/'};
  private static final byte[][] PROGRAMS = {
    ascii("bot"),
    ascii("crawl"),
    ascii("spider"),
    ascii("slurp"),
    ascii("preview"),
    ascii("headless"),
    ascii("monitor"),
    ascii("http"),
    ascii("@")
  };
  private static final Pattern HOST =
      Pattern.compile(
          "https?://(?:www\\.)?([a-z0-9](?:[a-z0-9.-]{0,98}[a-z0-9])?)(?::\\d+)?(?:/.*)?");

  private Visit() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Whether a {@code User-Agent} is a browser's: one that begins as all do, and names no program.
   */
  static boolean person(byte[] bytes, int from, int to) {
    return at(bytes, from, to, BROWSER) && !namesProgram(bytes, from + BROWSER.length, to);
  }

  static boolean person(@Nullable String agent) {
    byte[] bytes = agent == null ? PublishedBytes.NOTHING : ascii(agent);
    return person(bytes, 0, bytes.length);
  }

  private static boolean namesProgram(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      switch (bytes[i] | 0x20) {
        case 'b', 'c', 's', 'p', 'h', 'm', '@' | 0x20 -> {
          for (byte[] program : PROGRAMS) {
            if (at(bytes, i, to, program)) {
              return true;
            }
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean at(byte[] bytes, int from, int to, byte[] wanted) {
    if (to - from < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      int letter = bytes[from + i];
      if (wanted[i] != (letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The host of a {@code Referer}, without {@code www.}; empty if there is none, or it is our own.
   *
   * @param own the {@code Host} that was asked
   */
  static String cameFrom(@Nullable String referrer, @Nullable String own) {
    if (referrer == null || referrer.length() > 2_000) {
      return "";
    }
    String known = own == null ? "" : own;
    int at = referrer.indexOf("://");
    if (at > 0 && !known.isEmpty() && referrer.startsWith(known, at + 3)) {
      return "";
    }
    var matcher = HOST.matcher(referrer.toLowerCase(Locale.ROOT));
    return matcher.matches() ? matcher.group(1) : "";
  }
}
