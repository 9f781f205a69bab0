package courant.transfer.wordpress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;

/**
 * One tag of WordPress' bracket language: {@code [name key="value" value]} or {@code [/name]}.
 *
 * @param attributes keys in lower case
 * @param values those without a key
 * @param end where the text goes on
 */
record Shortcode(
    String name, boolean closing, Map<String, String> attributes, List<String> values, int end) {
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST = 4_096;
  private static final Pattern PAIR =
      Pattern.compile(
          "([\\w-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"']+))|\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** The tag that starts with the bracket at a place, if one does. */
  static Optional<Shortcode> at(String text, int bracket) {
    boolean closing = text.startsWith("/", bracket + 1);
    int from = bracket + (closing ? 2 : 1);
    int to = from;
    while (to < text.length() && to - from <= LONGEST_NAME && isName(text.charAt(to), to > from)) {
      to++;
    }
    if (to - from < 2 || to - from > LONGEST_NAME) {
      return Optional.empty();
    }
    int end = bracketAfter(text, to);
    if (end < 0 || end > to && "/ =:\t\r\n\u00a0".indexOf(text.charAt(to)) < 0) {
      return Optional.empty();
    }
    Map<String, String> attributes = new HashMap<>();
    List<String> values = new ArrayList<>();
    attributes(text.substring(to, end).replaceFirst("/$", "").strip(), attributes, values);
    return Optional.of(
        new Shortcode(text.substring(from, to), closing, attributes, values, end + 1));
  }

  private static boolean isName(char c, boolean later) {
    return c < 128
        && (Character.isLetter(c) || later && (Character.isDigit(c) || "-_".indexOf(c) >= 0));
  }

  private static int bracketAfter(String text, int from) {
    char quote = 0;
    for (int i = from; i < text.length() && i - from < LONGEST; i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == ']') {
        return i;
      } else if (c == '[' || c == '<') {
        return -1;
      } else if ((c == '"' || c == '\'') && "=\t\n ".indexOf(text.charAt(i - 1)) >= 0) {
        quote = c;
      }
    }
    return -1;
  }

  private static void attributes(
      String written, Map<String, String> attributes, List<String> values) {
    Matcher pair = PAIR.matcher(straight(written));
    while (pair.find()) {
      String value = first(pair, 2, 3, 4, 5, 6, 7).replaceFirst("^[=:]", "");
      if (pair.group(1) == null) {
        values.add(value);
      } else {
        attributes.put(pair.group(1).toLowerCase(Locale.ROOT), value);
      }
    }
  }

  /** Editors that "improve" quotation marks do so in shortcodes too. */
  private static String straight(String written) {
    return Entities.unescape(written).replaceAll("[”“″„]", "\"");
  }

  private static String first(Matcher matcher, int... groups) {
    for (int group : groups) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return "";
  }

  String attribute(String key) {
    return attributes.getOrDefault(key, "");
  }

  /** The first web address among its attributes and values; empty if there is none. */
  String address() {
    return Stream.concat(
            Stream.of("src", "url", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav")
                .map(this::attribute),
            values.stream())
        .filter(value -> value.matches("https?://\\S+"))
        .findFirst()
        .orElse("");
  }
}
