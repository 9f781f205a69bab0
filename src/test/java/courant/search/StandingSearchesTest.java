package courant.search;

import static courant.search.Drafted.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class StandingSearchesTest {
  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2012-01-01T00:00:00Z"));

  private final StandingSearches searches = new StandingSearches(_ -> 1);

  private int save(String typed) {
    return searches.add(SearchQuery.lenient(typed));
  }

  private List<Integer> matching(Drafted story) {
    return IntStream.of(searches.matching(StoryTerms.of(story.out(), ZONE))).boxed().toList();
  }

  @Test
  void tellsWhichSearchesFindAStory() {
    int oil = save("oil AND (Sabha OR Tripoli) -football");
    int fighting = save("fight");
    int phrase = save("\"khalifa haftar\"");
    int begins = save("Taman*");
    int author = save("author:omar after:2011");
    save("\"haftar khalifa\"");
    save("author:omar before:2011");
    Drafted story =
        story(1, "Khalifa Haftar at Tamanhint")
            .body("<p>Oilmen of Sabha: oil and fighting.</p>")
            .by("Omar Said");
    assertThat(matching(story)).containsExactly(oil, fighting, phrase, begins, author);
    assertThat(matching(story.body("<p>Sabha, oil, football</p>")))
        .containsExactly(phrase, begins, author);
  }

  @Test
  void aLanguageIsLearntWithItsFirstStory() {
    int vote = save("élection");
    assertThat(matching(story(1, "Les élections").in("fr"))).containsExactly(vote);
    int house = save("haus");
    assertThat(matching(story(2, "Die Häuser").in("de"))).containsExactly(house);
    int minister = save("ministre");
    assertThat(matching(story(3, "Les ministres").in("fr"))).containsExactly(minister);
  }

  @Test
  void theSameSearchIsHeldOnce() {
    int first = save("oil sabha");
    assertThat(save("Sabha AND oil oil")).isEqualTo(first);
    assertThat(searches.size()).isOne();
    searches.remove(first);
    assertThat(searches.size()).isZero();
    assertThat(matching(story(1, "Oil of Sabha"))).isEmpty();
    int other = save("gas sabha");
    assertThat(matching(story(1, "Gas of Sabha"))).containsExactly(other);
    assertThat(matching(story(1, "Oil of Sabha"))).isEmpty();
  }

  @Test
  void refusesWhatWouldMatchNearlyAll() {
    assertThatThrownBy(() -> save("-football")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> save("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPhraseIsFoundByItsWordsSideBySide() {
    int four = save("\"the oil of the\"");
    int repeated = save("\"oil oil oil\"");
    int joined = save("author:khalifa-haftar");
    int inflected = save("well-field");
    assertThat(matching(story(1, "Of the oil of Sabha").body("<p>the oil of a field</p>")))
        .isEmpty();
    assertThat(matching(story(2, "The oil of the field, oil oil"))).containsExactly(four);
    assertThat(matching(story(3, "Oil, oil: oil"))).containsExactly(repeated);
    assertThat(matching(story(4, "Wells").by("Haftar Khalifa", "Omar Khalifa"))).isEmpty();
    assertThat(matching(story(5, "The well fields").by("General Khalifa Haftar")))
        .containsExactly(joined, inflected);
    searches.remove(repeated);
    assertThat(matching(story(6, "Oil oil oil"))).isEmpty();
  }

  /** As it is while the index of stories is being filled. */
  @Test
  void findsWhateverTheIndexSaysOfCommonWords() {
    StandingSearches unknowing = new StandingSearches(_ -> 0);
    int english = unknowing.add(SearchQuery.lenient("lang:en (oil OR gas)"));
    int world = unknowing.add(SearchQuery.lenient("section:world"));
    int begins = unknowing.add(SearchQuery.lenient("Tri* section:world lang:en"));
    Drafted story = story(1, "Gas of Tripoli").section("World");
    assertThat(unknowing.matching(StoryTerms.of(story.out(), ZONE)))
        .containsExactly(english, world, begins);
  }

  @Property(tries = 400)
  void agreesWithLookingAtEachSearchAlone(
      @ForAll("queries") List<String> typed,
      @ForAll("queries") List<String> dropped,
      @ForAll("queries") List<String> late,
      @ForAll("stories") List<Drafted> stories) {
    StandingSearches searches = new StandingSearches(_ -> 1);
    Set<SearchQuery> saved = new HashSet<>();
    add(typed, searches, saved);
    drop(dropped, searches, saved);
    agree(searches, saved, stories);
    // Now it knows the stories' languages, and has numbers to give out again.
    drop(typed.subList(0, typed.size() / 2), searches, saved);
    add(late, searches, saved);
    agree(searches, saved, stories);
    assertThat(searches.size()).isEqualTo(saved.size());
  }

  private static void add(List<String> typed, StandingSearches searches, Set<SearchQuery> saved) {
    for (String each : typed) {
      if (SearchQuery.strict(each) instanceof Parsed.Understood(var query)) {
        searches.add(query);
        saved.add(query.canonical());
      }
    }
  }

  private static void drop(List<String> typed, StandingSearches searches, Set<SearchQuery> saved) {
    for (String each : typed) {
      SearchQuery query = SearchQuery.lenient(each).canonical();
      if (saved.remove(query)) {
        searches.remove(searches.add(query));
      }
    }
  }

  private static void agree(
      StandingSearches searches, Set<SearchQuery> saved, List<Drafted> stories) {
    for (Drafted story : stories) {
      StoryTerms terms = StoryTerms.of(story.out(), ZONE);
      Set<Integer> expected =
          saved.stream()
              .filter(query -> query.matches(terms))
              .map(searches::add)
              .collect(Collectors.toSet());
      assertThat(IntStream.of(searches.matching(terms)).boxed())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Property(tries = 100)
  void agreesWithTheIndex(
      @ForAll("queries") List<String> typed, @ForAll("stories") List<Drafted> stories)
      throws IOException {
    Path folder = Files.createTempDirectory("index");
    try (StoryIndex index = StoryIndex.open(folder, ZONE, NOW)) {
      List<Drafted> numbered =
          IntStream.range(0, stories.size()).mapToObj(i -> stories.get(i).numbered(i)).toList();
      index.put(numbered.stream().map(Drafted::out).toList());
      for (String each : typed) {
        SearchQuery query = SearchQuery.lenient(each);
        Set<Long> expected =
            numbered.stream()
                .filter(story -> query.matches(StoryTerms.of(story.out(), ZONE)))
                .map(Drafted::id)
                .collect(Collectors.toSet());
        for (Order order : Order.values()) {
          assertThat(
                  index.search(query, order, 0, 100).hits().stream()
                      .map(hit -> hit.story().value()))
              .as(each)
              .containsExactlyInAnyOrderElementsOf(expected);
        }
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files
          .sorted((a, b) -> b.compareTo(a))
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static final String[] WORDS = {
    "oil",
    "oils",
    "field",
    "fields",
    "Sabha",
    "Libya's",
    "U.S.",
    "l'État",
    "élections",
    "نفط",
    "النفط",
    "石油",
    "石油出口",
    "油",
    "Häuser",
    "house",
    "well-known",
    "haftar",
    "the"
  };

  @Provide
  Arbitrary<List<String>> queries() {
    Arbitrary<String> word = Arbitraries.of(WORDS);
    Arbitrary<String> leaf =
        Arbitraries.frequencyOf(
            Tuple.of(6, word),
            Tuple.of(
                3,
                word.list().ofMinSize(1).ofMaxSize(4).map(it -> '"' + String.join(" ", it) + '"')),
            Tuple.of(
                2,
                Arbitraries.of(
                    "fie*",
                    "Sab*",
                    "author:haftar",
                    "author:\"khalifa-haftar\"",
                    "author:khalifa-haftar",
                    "topic:oil-said",
                    "topic:oil",
                    "source:herald",
                    "section:world",
                    "lang:en",
                    "lang:pt",
                    "lang:pt-br",
                    "after:2011-06",
                    "before:2011-06",
                    "date:2011-09-19")));
    Arbitrary<String> joined =
        Combinators.combine(
                leaf.list().ofMinSize(1).ofMaxSize(5),
                Arbitraries.of(" ", " OR ", " -", " AND ").list().ofSize(5),
                Arbitraries.of(true, false).list().ofSize(5))
            .as(
                (leaves, joints, opened) -> {
                  StringBuilder query = new StringBuilder();
                  int open = 0;
                  for (int i = 0; i < leaves.size(); i++) {
                    query.append(i == 0 ? "" : joints.get(i));
                    if (opened.get(i)) {
                      query.append('(');
                      open++;
                    }
                    query.append(leaves.get(i));
                  }
                  return query + ")".repeat(open);
                });
    return joined.list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<Drafted>> stories() {
    Arbitrary<String> text =
        Arbitraries.of(WORDS).list().ofMaxSize(8).map(words -> String.join(" ", words));
    return Combinators.combine(
            text,
            text,
            Arbitraries.of("en", "fr", "de", "ar", "zh", "pt-BR", "sw", ""),
            Arbitraries.of("2011-03-19T10:00:00Z", "2011-09-19T10:00:00Z"),
            Arbitraries.of("Khalifa Haftar", "Omar", "Oil Said"))
        .as(
            (headline, body, language, at, name) ->
                story(1, headline)
                    .body("<p>" + body + "</p>")
                    .in(language)
                    .at(at)
                    .by(name)
                    .about(name)
                    .source(name.length() > 5 ? "Libya Herald" : "")
                    .section("World"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
