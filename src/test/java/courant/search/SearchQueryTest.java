package courant.search;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.i18n.Texts;
import courant.search.QueryError.Reason;
import courant.search.SearchQuery.And;
import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.Everything;
import courant.search.SearchQuery.InLanguage;
import courant.search.SearchQuery.Name;
import courant.search.SearchQuery.Named;
import courant.search.SearchQuery.Not;
import courant.search.SearchQuery.Or;
import courant.search.SearchQuery.Phrase;
import courant.search.SearchQuery.Prefix;
import courant.search.SearchQuery.Word;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
  @Test
  void readsWhatPeopleType() {
    assertThat(SearchQuery.lenient("oil AND (Sabha OR Tripoli) -football"))
        .isEqualTo(
            new And(
                List.of(
                    new Word("oil"),
                    new Or(List.of(new Word("sabha"), new Word("tripoli"))),
                    new Not(new Word("football")))));
    assertThat(SearchQuery.lenient("\"Khalifa Haftar\" Trip* NOT \"oil field\""))
        .isEqualTo(
            new And(
                List.of(
                    new Phrase("khalifa haftar"),
                    new Prefix("trip"),
                    new Not(new Phrase("oil field")))));
    assertThat(SearchQuery.lenient("author:haftar source:\"Libya Herald\" lang:pt-BR"))
        .isEqualTo(
            new And(
                List.of(
                    new Named(Name.AUTHOR, "haftar", false),
                    new Named(Name.SOURCE, "libya herald", true),
                    new InLanguage("pt-br"))));
  }

  @Test
  void orBindsCloserThanASpaceAndAndCloserStill() {
    assertThat(SearchQuery.lenient("oil sabha OR tripoli")).hasToString("oil (sabha OR tripoli)");
    assertThat(SearchQuery.lenient("oil AND sabha OR tripoli"))
        .hasToString("(oil sabha) OR tripoli");
  }

  @ParameterizedTest
  @CsvSource({
    "before:2011,,2011-01-01",
    "after:2011-03,2011-03-01,",
    "date:2011-03-19,2011-03-19,2011-03-20",
    "date:2011..2013-02,2011-01-01,2013-03-01",
    "date:٢٠١١-٠٣,2011-03-01,2011-04-01",
  })
  void datesAreDaysMonthsYearsAndSpans(String typed, LocalDate from, LocalDate until) {
    assertThat(SearchQuery.lenient(typed))
        .isEqualTo(new Dated(Optional.ofNullable(from), Optional.ofNullable(until)));
  }

  @Test
  void understandsOtherWritingSystems() {
    assertThat(SearchQuery.lenient("（石油　ＯＲ　\u201cガス田\u201d）　－足球"))
        .hasToString("(石油 OR \"ガス田\") -足球");
    assertThat(SearchQuery.lenient("النفط، «خليفة حفتر»؟")).hasToString("النفط \"خليفة حفتر\"");
    assertThat(SearchQuery.lenient("ｌａｎｇ：ａｒ")).isEqualTo(new InLanguage("ar"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Khalifa Haftar|\"khalifa haftar\"",
        "(oil|oil",
        "oil)) gas|oil gas",
        "OR oil AND|oil",
        "oil -|oil",
        "Libya - oil|libya oil",
        "*poli|poli",
        "Tr*|tr",
        "oil lang:!!|oil",
        "oil date:2011-02-30|oil",
        "http://example.org/a|http://example.org/a",
        "AT&T|at&t",
        "U.S.|u.s",
        "!!! …|``",
      })
  void forgivesInTheSearchBox(String typed, String understood) {
    assertThat(SearchQuery.lenient(typed)).hasToString(understood);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|0|EMPTY",
        "?!|0|EMPTY",
        "oil \"Sabha|4|OPEN_QUOTE",
        "oil (Sabha|4|OPEN_PARENTHESIS",
        "oil) gas|3|STRAY_PARENTHESIS",
        "oil OR|5|DANGLING_OPERATOR",
        "*poli|0|WILDCARD",
        "oil Tr*|4|WILDCARD",
        "tri*li|0|WILDCARD",
        "oil author:|4|NO_VALUE",
        "oil date:soon|4|BAD_DATE",
        "oil lang:12|4|BAD_LANGUAGE",
        "-football|0|BOUNDLESS",
        "oil OR -football|0|BOUNDLESS",
        "after:2011|0|BOUNDLESS",
      })
  void refusesToSaveWithPositionAndReason(String typed, int position, Reason reason) {
    assertThat(SearchQuery.strict(typed)).isEqualTo(new QueryError(position, reason));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonIsTold(Reason reason) {
    assertThat(Texts.in(Locale.ENGLISH).say(reason.key())).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oil", "oil -football", "lang:ar before:2012", "Trip* OR source:reuters"})
  void savesWhatIsBounded(String typed) {
    assertThat(SearchQuery.strict(typed)).isInstanceOf(Parsed.Understood.class);
  }

  @Test
  void hostileQueriesAreBounded() {
    String deep = "(".repeat(10_000) + "oil" + ")".repeat(10_000);
    assertThat(SearchQuery.lenient("(".repeat(500) + "oil")).hasToString("oil");
    assertThat(SearchQuery.lenient(deep)).isInstanceOf(Everything.class);
    assertThat(SearchQuery.strict(deep)).isEqualTo(new QueryError(1_000, Reason.TOO_LONG));
    assertThat(SearchQuery.strict("(".repeat(13) + "oil" + ")".repeat(13)))
        .isEqualTo(new QueryError(12, Reason.TOO_DEEP));
    assertThat(SearchQuery.strict("a ".repeat(65)))
        .isEqualTo(new QueryError(128, Reason.TOO_MANY_CLAUSES));
    assertThat(SearchQuery.lenient("word ".repeat(200_000)).toString().split(" ")).hasSize(64);
    assertThat(SearchQuery.lenient("-".repeat(1_000_000))).isInstanceOf(Everything.class);
    assertThat(SearchQuery.lenient("\ud83d")).isInstanceOf(Everything.class);
  }

  @Test
  void canonicalFormsOfTheSameSearchAreEqual() {
    assertThat(SearchQuery.lenient("Oil (tripoli OR Sabha) oil").canonical())
        .isEqualTo(SearchQuery.lenient("(sabha OR tripoli) oil").canonical());
  }

  @Property
  void canonicalTextParsesBackToItself(@ForAll("typed") String typed) {
    SearchQuery query = SearchQuery.lenient(typed);
    SearchQuery canonical = query.canonical();
    assertThat(SearchQuery.lenient(query.toString())).isEqualTo(query);
    assertThat(SearchQuery.lenient(canonical.toString())).isEqualTo(canonical);
    assertThat(canonical.canonical()).isEqualTo(canonical);
  }

  @Property
  void whatCanBeSavedIsUnderstoodAlikeInTheSearchBox(@ForAll("typed") String typed) {
    if (SearchQuery.strict(typed) instanceof Parsed.Understood(SearchQuery query)) {
      assertThat(SearchQuery.lenient(typed)).isEqualTo(query);
      assertThat(SearchQuery.strict(query.toString())).isEqualTo(new Parsed.Understood(query));
    }
  }

  @Property
  void anyCharactersAreRead(@ForAll String typed) {
    SearchQuery query = SearchQuery.lenient(typed);
    assertThat(SearchQuery.lenient(query.toString())).isEqualTo(query);
  }

  @Provide
  Arbitrary<String> typed() {
    return Arbitraries.of(
            "oil",
            "Sabha",
            "(",
            ")",
            "\"",
            "«",
            "”",
            "-",
            "−",
            " ",
            " ",
            " ",
            "OR",
            " OR ",
            " AND ",
            "NOT ",
            "Trip*",
            "*",
            "a",
            ":",
            "author:",
            "source:\"",
            "lang:ar",
            "date:2011",
            "after:2011-03",
            "before:x",
            "..",
            "石油",
            "ガス",
            "النفط",
            "،",
            "é",
            "É",
            "ＯＲ",
            "：",
            "İ",
            "ß",
            "Σ",
            "⑴",
            "ﬁ",
            "!",
            "#",
            "U.S.",
            "'",
            "’s",
            "\u200f",
            "\u0301",
            "😀",
            "\ud83d")
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }
}
