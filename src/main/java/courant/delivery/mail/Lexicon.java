package courant.delivery.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Phrase files: {@code [heading]}, then one regular expression a line, {@code #} for remarks. */
final class Lexicon {
  private Lexicon() {}

  /** The sections in the file's order, each as one pattern that ignores case. */
  static Map<String, Pattern> read(String resource) {
    Map<String, String> sections = new LinkedHashMap<>();
    String heading = "";
    try (InputStream stream = Objects.requireNonNull(Lexicon.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          heading = line.replaceAll("[\\[\\]]", "");
        } else if (!line.isBlank() && !line.startsWith("#")) {
          sections.merge(heading, line, (above, next) -> above + "|" + next);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    sections.forEach((name, regex) -> patterns.put(name, compile(regex)));
    return patterns;
  }

  private static Pattern compile(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
