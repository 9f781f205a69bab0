package courant.topic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.snowball.SnowballFilter;

/** The words, all folded, that tell names from what stands around them. */
final class Lexicon {
  /** What a word does beside or within names. */
  enum Role {
    PARTICLE,
    ARTICLE,
    SUFFIX,
    JOINER,
    ABBREVIATION,
    TITLE,
    OPENER,
    OWNER,
    ORGANISATION,
    PLACE,
    LOCATIVE,
    EVENT,
    HAPPENING,
    DEMONYM
  }

  private static final Map<String, String> STOP_LISTS =
      Map.of(
          "de", "german",
          "en", "english",
          "es", "spanish",
          "fr", "french",
          "it", "italian",
          "nl", "dutch",
          "pt", "portuguese");

  private static final Lexicon BUILT_IN = new Lexicon();

  private final Map<Role, Set<String>> words = new EnumMap<>(Role.class);
  private final Map<String, Set<String>> functionWords = new LinkedHashMap<>();
  private final Map<String, Set<String>> months = new HashMap<>();
  private final Map<String, Set<String>> days = new HashMap<>();
  private final PhraseMatcher titles = new PhraseMatcher();

  private Lexicon() {
    for (Role role : Role.values()) {
      words.put(role, new HashSet<>());
    }
    try {
      readRoles();
      for (Map.Entry<String, String> list : STOP_LISTS.entrySet()) {
        functionWords.put(list.getKey(), stopWords(list.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<String> demonyms = Objects.requireNonNull(words.get(Role.DEMONYM));
    for (Gazetteer.Entry entry : Gazetteer.read()) {
      entry.demonyms().forEach(it -> demonyms.add(Folding.fold(it.name())));
    }
    STOP_LISTS.keySet().forEach(this::readCalendar);
  }

  static Lexicon builtIn() {
    return BUILT_IN;
  }

  boolean is(String folded, Role role) {
    return Objects.requireNonNull(words.get(role)).contains(folded);
  }

  /** Words such as "the" and "which" of any of the languages. */
  boolean isFunctionWord(String folded, String language) {
    return functionWords.getOrDefault(language, Set.of()).contains(folded);
  }

  boolean isMonth(String folded, String language) {
    return months.getOrDefault(language, Set.of()).contains(folded);
  }

  boolean isDay(String folded, String language) {
    return days.getOrDefault(language, Set.of()).contains(folded);
  }

  /** Finds titles such as "Prime Minister". */
  PhraseMatcher titles() {
    return titles;
  }

  /**
   * The language of most of these words.
   *
   * @param said in which they are said to be: the answer where no other stands out, as in a text of
   *     few words
   */
  String language(Stream<String> folded, String said) {
    Map<String, Integer> heard = new LinkedHashMap<>();
    folded.forEach(
        word ->
            functionWords.forEach(
                (language, known) -> {
                  if (known.contains(word)) {
                    heard.merge(language, 1, Integer::sum);
                  }
                }));
    return heard.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(it -> it.getValue() > 1 + heard.getOrDefault(said, 0))
        .map(Map.Entry::getKey)
        .orElse(said);
  }

  private void readRoles() throws IOException {
    Set<String> current = new HashSet<>();
    boolean areTitles = false;
    try (BufferedReader lines = open("/topic/lexicon.txt")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          Role role = Role.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
          current = Objects.requireNonNull(words.get(role));
          areTitles = role == Role.TITLE;
        } else if (areTitles && !line.isBlank() && !line.startsWith("#")) {
          Stream.of(line.split("\\|")).forEach(titles::add);
        } else if (!line.startsWith("#")) {
          Stream.of(line.split(" ")).map(Folding::fold).forEach(current::add);
        }
      }
    }
  }

  private static Set<String> stopWords(String language) throws IOException {
    try (Reader list = open("/org/apache/lucene/analysis/snowball/" + language + "_stop.txt")) {
      CharArraySet words = WordlistLoader.getSnowballWordSet(list);
      return words.stream()
          .map(it -> Folding.fold(new String((char[]) it)))
          .collect(Collectors.toSet());
    }
  }

  private static BufferedReader open(String name) {
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(SnowballFilter.class.getResourceAsStream(name), name),
            StandardCharsets.UTF_8));
  }

  private void readCalendar(String tag) {
    Locale language = Locale.of(tag);
    months.put(
        tag,
        Stream.of(Month.values())
            .map(it -> Folding.fold(it.getDisplayName(TextStyle.FULL_STANDALONE, language)))
            .collect(Collectors.toSet()));
    days.put(
        tag,
        Stream.of(DayOfWeek.values())
            .map(it -> Folding.fold(it.getDisplayName(TextStyle.FULL_STANDALONE, language)))
            .collect(Collectors.toSet()));
  }
}
