package courant.platform.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A header field, encoded and folded (RFC 5322, RFC 2047), with its relaxed canonical form (RFC
 * 6376 3.4.2) ready to be signed. Nothing put into a value can start another field.
 */
public final class HeaderField {
  private static final int WIDTH = 76;
  private static final int LONGEST_LINE = 998;
  private static final int WORD_BYTES = 39;
  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final Pattern EMPTY_LINES = Pattern.compile("(?:\\r\\n )+(?=\\r\\n )");
  private final String name;
  private final byte[] line;
  private final byte[] canonical;

  private HeaderField(String name, String folded) {
    this.name = name;
    this.line = (name + ": " + folded + "\r\n").getBytes(StandardCharsets.UTF_8);
    this.canonical = canonical(name, folded).getBytes(StandardCharsets.UTF_8);
  }

  /** Free text such as a subject: encoded words where it is not ASCII, control characters gone. */
  public static HeaderField text(String name, String value) {
    String clean = value.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
    boolean plain = ascii(clean) && !clean.contains("=?") && widest(clean) < WIDTH;
    return new HeaderField(checked(name), plain ? fold(name, clean) : fold(name, words(clean)));
  }

  /**
   * A structured value, already in the form its RFC asks for.
   *
   * @throws IllegalArgumentException if it has control characters, is not ASCII, or cannot be
   *     folded to 998 characters a line
   */
  public static HeaderField of(String name, String value) {
    if (!ascii(value)
        || value.chars().anyMatch(c -> c < ' ' || c == 127)
        || widest(value) > LONGEST_LINE - name.length() - 2) {
      throw new IllegalArgumentException(name + ": not a header value");
    }
    return new HeaderField(checked(name), fold(name, value));
  }

  /** One address with the name to show; the name is quoted or encoded as it needs. */
  public static HeaderField address(String name, String shown, String address) {
    String clean = shown.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
    String path = "<" + Envelope.path(address) + ">";
    if (clean.isEmpty()) {
      return new HeaderField(checked(name), path);
    }
    boolean plain = ascii(clean) && !clean.contains("=?") && clean.length() < WIDTH;
    String phrase =
        plain ? "\"" + clean.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : words(clean);
    return new HeaderField(checked(name), fold(name, phrase + " " + path));
  }

  String name() {
    return name;
  }

  byte[] line() {
    return line;
  }

  byte[] canonical() {
    return canonical;
  }

  /** Relaxed: name in lower case, white space as single blanks, none at the ends; no line end. */
  private static String canonical(String name, String folded) {
    String unfolded = BLANKS.matcher(folded.replace("\r\n", "")).replaceAll(" ").strip();
    return name.toLowerCase(Locale.ROOT) + ":" + unfolded;
  }

  private static String checked(String name) {
    if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c >= 127 || c == ':')) {
      throw new IllegalArgumentException("not a header name");
    }
    return name;
  }

  /** Breaks before blanks; what has none stays in one line. */
  private static String fold(String name, String value) {
    StringBuilder folded = new StringBuilder(value.length() + 16);
    int column = name.length() + 1;
    for (String word : value.strip().split(" ")) {
      if (column + word.length() + 1 > WIDTH && !folded.isEmpty()) {
        folded.append("\r\n ").append(word);
        column = word.length() + 1;
      } else {
        folded.append(folded.isEmpty() ? "" : " ").append(word);
        column += word.length() + 1;
      }
    }
    return EMPTY_LINES.matcher(folded).replaceAll("");
  }

  /** Encoded words of whole characters, each short enough for one line. */
  private static String words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int bytes = 0;
    for (int character : text.codePoints().toArray()) {
      int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      if (bytes + size > WORD_BYTES) {
        words.add(encoded(word));
        word.setLength(0);
        bytes = 0;
      }
      word.appendCodePoint(character);
      bytes += size;
    }
    words.add(encoded(word));
    return String.join(" ", words);
  }

  private static String encoded(CharSequence word) {
    byte[] utf8 = word.toString().getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }

  private static boolean ascii(String value) {
    return value.chars().allMatch(c -> c < 128);
  }

  private static int widest(String value) {
    int widest = 0;
    for (String word : value.split(" ")) {
      widest = Math.max(widest, word.length());
    }
    return widest;
  }
}
