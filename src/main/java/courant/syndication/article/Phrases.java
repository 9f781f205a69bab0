package courant.syndication.article;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines that stand in many articles and are of none: invitations, advertisements, references. */
final class Phrases {
  private static final int LONGEST = 220;
  private static final Pattern PHRASES =
      Pattern.compile(load(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Phrases() {}

  static boolean isFurniture(String text) {
    return text.length() <= LONGEST && PHRASES.matcher(text).lookingAt();
  }

  private static String load() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Phrases.class.getResourceAsStream("/syndication/phrases.txt")),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.joining("|", "[\\s\\p{P}\\p{S}]*(?:", ")"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
