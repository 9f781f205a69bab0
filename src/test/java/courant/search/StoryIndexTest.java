package courant.search;

import static courant.search.Drafted.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.story.StoryId;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryIndexTest {
  private static final ZoneId TRIPOLI = ZoneId.of("Africa/Tripoli");
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2012-01-01T00:00:00Z"));

  @TempDir private Path folder;
  private StoryIndex index;

  @BeforeEach
  void open() {
    index = StoryIndex.open(folder, TRIPOLI, NOW);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void put(Drafted... stories) {
    index.put(Stream.of(stories).map(Drafted::out).toList());
  }

  private List<Long> find(String typed) {
    return find(typed, Order.RELEVANCE);
  }

  private List<Long> find(String typed, Order order) {
    return index.search(SearchQuery.lenient(typed), order, 0, 100).hits().stream()
        .map(hit -> hit.story().value())
        .toList();
  }

  private Hit first(String typed) {
    return index.search(SearchQuery.lenient(typed), Order.RELEVANCE, 0, 1).hits().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "en|The militias were fighting|fight militia",
        "en|Libya's oil ministers|Libya minister",
        "en|U.S. envoy arrives|US envoys",
        "en|Fighting ended.Next day calm|next",
        "fr|Les élections législatives à l'ouest|election legislative ouest",
        "fr|Les élections législatives|élection",
        "es|Las economías de África|economia africa",
        "de|Die Häuser in München|haus muenchen",
        "de|Die Straße|strasse",
        "it|L'accordo sull'energia|accordo energia",
        "pt-BR|Eleições municipais|eleição",
        "ru|Выборы в Ливии|ливия выбор",
        "ru|Ещё ёлки|еще",
        "nl|De verkiezingen|verkiezing",
        "tr|İstanbul'da seçimler|istanbul seçimlerde",
        "tr|ISPARTA'da|ısparta",
        "el|Οι εκλογές στην Αθήνα|αθηνα",
        "ar|الانتخابات في ليبيا|انتخابات",
        "ar|انتخابات ليبيا|الانتخابات",
        "ar|مُؤْتَمَر طرابلس|مؤتمر",
        "ar|أخبار إيطاليا|اخبار ايطاليا",
        "fa|کتاب‌های تازه|كتاب",
        "zh|利比亚石油出口恢复|石油",
        "zh|利比亚石油出口恢复|利比亚 恢复",
        "zh|利比亚石油出口恢复|油",
        "zh|石油ABC出口|\"石油abc出口\"",
        "ja|リビアで石油の輸出が再開|リビア 輸出",
        "ja|ﾘﾋﾞｱで石油|リビア",
        "ko|리비아 석유 수출|석유",
        "hi|लीबिया में चुनाव|चुनाव",
        "sw|Uchaguzi wa Libya|uchaguzi",
        "vi|Bầu cử ở Libya|bau cu",
        "ar|عام ٢٠١١|2011",
        "en|Cafe\u0301 in Tripoli|café",
        "yo|Ẹ̀kọ́ nílé|eko nile",
        "he|שָׁלוֹם בלוב|שלום",
      })
  void findsWordsInManyLanguages(String language, String headline, String typed) {
    put(story(1, headline).in(language));
    assertThat(find(typed)).containsExactly(1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"oil fields\"|1",
        "\"oil field\"|2",
        "oil field|1,2",
        "\"fields oil\"|",
        "oil -fields|",
        "oil -libya|2",
        "sabha OR brega|1,2",
        "sabha brega|",
        "Sab*|1",
        "author:omar|1",
        "author:\"omar\"|",
        "author:\"Omar Said\"|1",
        "author:omar-said|1",
        "source:herald|1",
        "source:\"libya-herald\"|1",
        "section:world|1,2",
        "topic:haftar|1",
        "haftar|1",
        "lang:en|1,2",
        "lang:fr|",
        "after:2011-09-20|1",
        "before:2011-09-20|2",
        "date:2011-09|1,2",
        "-sabha|2",
        "omar herald|1",
      })
  void quotesMinusAndFilters(String typed, String expected) {
    put(
        story(1, "Libya reopens oil fields")
            .body("<p>Pumps at <em>Sabha</em> run.</p>")
            .by("Omar Said")
            .about("Khalifa Haftar")
            .section("World")
            .source("Libya Herald")
            // 20 September in Tripoli, not yet in Greenwich
            .at("2011-09-19T22:30:00Z"),
        story(2, "An oil field")
            .body("<p>In Brega.</p>")
            .section("World")
            .at("2011-09-01T00:00:00Z"));
    List<Long> ids =
        expected == null ? List.of() : Stream.of(expected.split(",")).map(Long::valueOf).toList();
    assertThat(find(typed)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aPhraseDoesNotSpanHeadlineAndBody() {
    put(story(1, "Calm in Sabha").body("<p>Airport reopens</p>"));
    assertThat(find("\"sabha airport\"")).isEmpty();
    assertThat(find("sabha airport")).containsExactly(1L);
  }

  @Test
  void stemsOfOneLanguageDoNotMixWithAnother() {
    put(story(1, "Organ concert").in("de"), story(2, "Organization").in("en"));
    assertThat(find("organ")).contains(1L);
    assertThat(find("organizations")).containsExactly(2L);
  }

  @Test
  void headlinesCountMoreAndNewStoriesComeFirstAmongEquals() {
    put(
        story(1, "Calm").body("<p>Sabha is quiet, other places are not.</p>"),
        story(2, "Sabha").body("<p>Quiet.</p>").at("2010-01-01T00:00:00Z"),
        story(3, "Sabha").body("<p>Quiet.</p>").at("2011-12-01T00:00:00Z"));
    assertThat(find("sabha")).containsExactly(3L, 2L, 1L);
    assertThat(find("sabha", Order.NEWEST)).containsExactly(3L, 1L, 2L);
  }

  @Test
  void pagesTotalsAndFacets() {
    index.put(
        LongStream.range(0, 45)
            .mapToObj(
                i ->
                    story(i, "Oil " + i)
                        .section(i % 3 == 0 ? "World" : "Business")
                        .source(i % 2 == 0 ? "Reuters" : "")
                        .at((2010 + i % 2) + "-12-31T23:00:00Z")
                        .out())
            .toList());
    SearchQuery oil = SearchQuery.lenient("oil");
    Found last = index.search(oil, Order.NEWEST, 40, 20);
    assertThat(last.total()).isEqualTo(45);
    assertThat(last.exact()).isTrue();
    assertThat(last.hits()).hasSize(5);
    assertThat(index.facets(oil))
        .isEqualTo(
            new Facets(
                Map.of("world", 15, "business", 30),
                Map.of("reuters", 23),
                Map.of("2011", 23, "2012", 22)));
  }

  @Test
  void markedTextIsNeverMarkup() {
    put(
        story(1, "<script>alert(1)</script> & oil \"fields\"")
            .body("<p>&lt;img src=x onerror=alert(1)&gt; oil &amp; <b>more</b> oils</p>"));
    Hit hit = first("oil script");
    assertThat(hit.headline())
        .isEqualTo(
            "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; <mark>oil</mark> &quot;fields&quot;");
    assertThat(hit.fragment())
        .isEqualTo(
            "&lt;img src=x onerror=alert(1)&gt; <mark>oil</mark> &amp; more <mark>oils</mark>");
  }

  @Test
  void theFragmentIsThePassageThatFits() {
    put(
        story(1, "A long story")
            .body(
                "<p>"
                    + "Nothing happens here. ".repeat(200)
                    + "Then Khalifa Haftar flew to Tamanhint. "
                    + "Nothing happens again. ".repeat(200)
                    + "</p>"));
    assertThat(first("\"khalifa haftar\" tamanhint -football").fragment())
        .contains("<mark>Khalifa Haftar</mark> flew to <mark>Tamanhint</mark>.")
        .startsWith("… ")
        .endsWith(" …")
        .hasSizeLessThan(300);
  }

  @Test
  void aFragmentIsShortEvenWithoutSpaces() {
    put(story(1, "<b>").body("<p>oil " + "x".repeat(40_000) + "😀".repeat(4_000) + "</p>"));
    assertThat(first("oil").fragment()).hasSizeLessThan(500);
    put(story(2, "石油" + "出口".repeat(1000)).in("zh").body("石油出口".repeat(3000)));
    assertThat(first("石油").fragment()).contains("<mark>石油</mark>").hasSizeLessThan(3_000);
  }

  @Test
  void suggestsWhatWasMeant() {
    put(story(1, "Khalifa Haftar in Tripoli"), story(2, "Haftar again"));
    Found nothing = index.search(SearchQuery.lenient("Haftr Tripolli"), Order.RELEVANCE, 0, 10);
    assertThat(nothing.total()).isZero();
    assertThat(nothing.meant()).contains(SearchQuery.lenient("haftar tripoli"));
    assertThat(index.search(SearchQuery.lenient("xyzzyq"), Order.RELEVANCE, 0, 10).meant())
        .isEmpty();
  }

  @Test
  void relatedStoriesShareTopicsOrTellingWords() {
    put(
        story(1, "Haftar flies to Tamanhint").about("Khalifa Haftar"),
        story(2, "General leaves for talks").about("Khalifa Haftar"),
        story(3, "Tamanhint airbase retaken as Haftar moves"),
        story(4, "Football cup drawn"),
        story(5, "Cooking with dates"));
    assertThat(index.related(new StoryId(1), 5))
        .containsExactlyInAnyOrder(new StoryId(2), new StoryId(3));
    assertThat(index.related(new StoryId(99), 5)).isEmpty();
  }

  @Test
  void replacedRemovedAndWithdrawnStoriesAreNotFound() {
    put(story(1, "Oil"), story(2, "Oil"), story(3, "Oil"));
    put(story(1, "Gas"));
    index.remove(List.of(new StoryId(2)));
    index.put(List.of(story(3, "Oil").withdrawn()));
    assertThat(find("oil")).isEmpty();
    assertThat(find("gas")).containsExactly(1L);
  }

  @Test
  void hostileQueriesAreAnswered() {
    put(story(1, "Oil fields of Libya"));
    assertThat(find("lib* fie* oil*")).containsExactly(1L);
    assertThat(find("(oil OR gas) ".repeat(5_000))).containsExactly(1L);
    assertThat(find("\"" + "oil ".repeat(10_000))).isEmpty();
    assertThat(find("")).containsExactly(1L);
    assertThat(index.search(SearchQuery.lenient("oil"), Order.NEWEST, Integer.MAX_VALUE, -5).hits())
        .isEmpty();
  }

  @Test
  void theLongestQueryIsAnsweredInManyLanguages() {
    List<String> languages =
        List.of("en", "fr", "es", "de", "it", "pt", "ru", "nl", "tr", "ar", "fa");
    index.put(
        languages.stream()
            .map(it -> story(languages.indexOf(it), "Oil fields").in(it).out())
            .toList());
    String words =
        LongStream.range(0, SearchQuery.MOST_CLAUSES)
            .mapToObj(i -> "word" + i)
            .collect(Collectors.joining(" OR "));
    assertThat(find(words)).isEmpty();
    assertThat(find(words.replace("word7 ", "oil "))).hasSize(languages.size());
  }

  @Test
  void aFolderIsOpenOnlyOnce() {
    assertThatThrownBy(() -> StoryIndex.open(folder, TRIPOLI, NOW))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Lock");
  }
}
