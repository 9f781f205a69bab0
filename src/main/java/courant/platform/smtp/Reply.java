package courant.platform.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an SMTP server answered: a code and its lines (RFC 5321 4.2). */
record Reply(int code, List<String> lines) {
  private static final int LONGEST_LINE = 2_000;
  private static final int MOST_LINES = 100;
  private static final int LONGEST_TEXT = 300;
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  /**
   * Reads one reply.
   *
   * @throws IOException if the server closes, or talks anything but SMTP
   */
  static Reply read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>(1);
    while (lines.size() < MOST_LINES) {
      String line = line(in);
      boolean reply =
          line.length() >= 3 && line.substring(0, 3).chars().allMatch(c -> c >= '0' && c <= '9');
      if (!reply || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-')) {
        throw new IOException("the server does not speak SMTP: " + shortened(line));
      }
      lines.add(line.length() > 4 ? line.substring(4) : "");
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
      }
    }
    throw new IOException("the server's reply does not end");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("the server's line does not end");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  boolean good() {
    return code >= 200 && code < 300;
  }

  boolean permanent() {
    return code >= 500;
  }

  /** The value of an extension keyword in an EHLO reply; null if it is not offered. */
  @Nullable String extension(String keyword) {
    for (String line : lines.subList(1, lines.size())) {
      String upper = line.toUpperCase(Locale.ROOT);
      if (upper.equals(keyword)) {
        return "";
      } else if (upper.startsWith(keyword + " ") || upper.startsWith(keyword + "=")) {
        return line.substring(keyword.length() + 1);
      }
    }
    return null;
  }

  /** Code and text on one line, as a log or a ledger keeps it. */
  @Override
  public String toString() {
    return shortened(code + " " + String.join(" ", lines));
  }

  private static String shortened(String text) {
    String printable = CONTROLS.matcher(utf8(text)).replaceAll("?");
    return printable.length() <= LONGEST_TEXT
        ? printable
        : printable.substring(0, LONGEST_TEXT) + "…";
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
