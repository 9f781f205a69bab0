package courant.platform.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  private static final Pattern PLURAL = Pattern.compile("\\.(zero|one|two|few|many|other)$");
  private static final Pattern BLANK = Pattern.compile("\\{[0-9]\\}");

  /** Words between tags that no text file holds; templates may have signs and numbers only. */
  private static final Pattern BARE_WORDS =
      Pattern.compile(">\\s*([\\p{L}][\\p{L} ,.’']{2,})\\s*<");

  private static final Set<String> PROPER_NAMES =
      Set.of("RSS", "Atom", "JSON Feed", "JSON", "ISSN", "OPML", "Fever", "POST");

  @ParameterizedTest
  @ValueSource(strings = {"ar", "fr", "es"})
  void everyTextIsTranslated(String language) {
    assertThat(singular(Texts.read(language).keySet()))
        .isEqualTo(singular(Texts.read("en").keySet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar", "fr", "es"})
  void everyTranslationFillsTheSameBlanks(String language) {
    Map<String, String> inEnglish = Texts.read("en");
    Texts.read(language)
        .forEach(
            (key, line) -> {
              String english = inEnglish.get(key);
              if (english != null && !PLURAL.matcher(key).find()) {
                assertThat(blanks(line)).as(key).isEqualTo(blanks(english));
              }
            });
  }

  @Test
  void countsAsEachLanguageDoes() {
    Texts arabic = Texts.in(Locale.forLanguageTag("ar"));
    assertThat(
            Stream.of(0L, 1L, 2L, 3L, 11L, 100L)
                .map(number -> arabic.count("list.stories", number)))
        .doesNotHaveDuplicates();
    assertThat(Texts.in(Locale.FRENCH).count("list.stories", 0)).isEqualTo("0 article");
    assertThat(Texts.in(Locale.ENGLISH).count("list.stories", 0)).isEqualTo("0 stories");
  }

  @Test
  void templatesHoldNoUntranslatedWords() throws IOException {
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
      List<String> bare =
          templates.filter(Files::isRegularFile).flatMap(TextsTest::bareWords).toList();
      assertThat(bare).isEmpty();
    }
  }

  private static Stream<String> bareWords(Path template) {
    try {
      String text =
          Files.readString(template)
              .replaceAll("@[a-z]+\\([^@]*?\\)(?=[@<\\s])|\\$unsafe\\{[^}]*}|\\$\\{[^}]*}", "");
      return BARE_WORDS
          .matcher(text)
          .results()
          .map(hit -> hit.group(1).strip())
          .filter(words -> !PROPER_NAMES.contains(words))
          .map(words -> template + ": " + words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> singular(Set<String> keys) {
    return keys.stream()
        .map(key -> PLURAL.matcher(key).replaceFirst(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> blanks(String line) {
    return BLANK
        .matcher(line)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
