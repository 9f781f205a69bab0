package courant.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseMatcherTest {
  /** What of the text each phrase found covers, in order. */
  private static List<String> found(String text, String... phrases) {
    PhraseMatcher matcher = new PhraseMatcher();
    for (String phrase : phrases) {
      matcher.add(phrase);
    }
    List<String> found = new ArrayList<>();
    matcher.find(text, (_, start, end) -> found.add(text.substring(start, end)));
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Libya            | Ships left Libya's ports.          | Libya
          Libya            | Ships left Libya’s ports.          | Libya
          Libya            | a Libya-based firm                 | Libya
          Libya            | Libyana is a phone company         |
          São Tomé         | in Sao Tome today                  | Sao Tome
          Sao Tome         | in São Tomé today                  | São Tomé
          São Tomé         | in São Tomé today               | São Tomé
          Guinea-Bissau    | in Guinea Bissau today             | Guinea Bissau
          Algérie          | le pétrole de l'Algérie            | Algérie
          N'Djamena        | from N’Djamena by air              | N’Djamena
          Sana'a           | Sanaa, the capital                 | Sanaa
          Turkey           | they ate turkey                    |
          Turkey           | TURKEY VOTES ON SUNDAY             | TURKEY
          US               | it is up to us, says the US        | US
          US               | LET US GO HOME                     |
          US               | the U.S. army                      | U.S.
          US               | paid US$100                        |
          NATO             | ships of Nato arrive               | Nato
          NATO             | Nato ships arrive                  |
          oil price        | The Oil Price falls                | Oil Price
          Ludwig van Beethoven | by Ludwig Van Beethoven        | Ludwig Van Beethoven
          Paris Texas      | He was in Paris. Texas voted.      |
          St. Petersburg   | from St Petersburg to              | St Petersburg
          EE. UU.          | gobierno de EE.UU. en Roma         | EE.UU
          Washington, D.C. | in Washington, D.C., today         | Washington, D.C.
          利比亚            | 昨天利比亚首都                        | 利比亚
          リビア            | 昨日リビアで                          | リビア
          리비아            | 어제 리비아는 말했다                   | 리비아
          비아              | 어제 리비아는 말했다                   |
          ليبيا            | وصل إلى ليبيا أمس                   | ليبيا
          القاهرة          | سافر للقاهرة أمس                    | لقاهرة
          القاهرة          | وبالقاهرة                          | القاهرة
          الولايات المتحدة  | والولايات المتحدة                   | الولايات المتحدة
          ليبيا            | في لِيبْيَا                          | لِيبْيَا
          القاهره          | في القـاهرة                         | القـاهرة
          وهران            | في وهران                           | وهران
          """)
  void meetsNamesAsTheyAreWritten(String phrase, String text, String expected) {
    assertThat(found(text, phrase)).isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void longestWinsAndIsNotLookedAtAgain() {
    assertThat(found("the Bank of England and England", "Bank of England", "England", "Bank"))
        .containsExactly("Bank of England", "England");
  }

  @Test
  void samePhraseDifferentlyDemandingIsAnother() {
    PhraseMatcher matcher = new PhraseMatcher();
    int name = matcher.add("Turkey");
    int bird = matcher.add("turkey");
    List<Integer> found = new ArrayList<>();
    matcher.find("roast turkey in Turkey", (phrase, _, _) -> found.add(phrase));
    assertThat(found).containsExactly(bird, name, bird);
  }

  @Test
  void removedPhrasesComeBackUnderTheirNumber() {
    PhraseMatcher matcher = new PhraseMatcher();
    int libya = matcher.add("Libya");
    assertThat(matcher.remove("libya")).isFalse();
    assertThat(matcher.remove("Libya")).isTrue();
    assertThat(matcher.remove("Libya")).isFalse();
    matcher.find("in Libya", (_, _, _) -> assertThat(true).isFalse());
    assertThat(matcher.add("LIBYA's neighbours")).isEqualTo(1);
    assertThat(matcher.add("Libya")).isEqualTo(libya);
    assertThat(matcher.size()).isEqualTo(2);
  }

  @Test
  void wordlessAndEndlessPhrasesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PhraseMatcher().add(" - "));
    assertThatIllegalArgumentException().isThrownBy(() -> new PhraseMatcher().add("a ".repeat(25)));
  }

  @Property
  void findsWhatTryingEverythingFinds(
      @ForAll("phrases") List<String> phrases, @ForAll("text") String text) {
    List<String> usable = phrases.stream().filter(PhraseMatcher::accepts).toList();
    PhraseMatcher matcher = new PhraseMatcher();
    usable.forEach(matcher::add);
    List<String> found = new ArrayList<>();
    matcher.find(text, (_, start, end) -> found.add(start + "-" + end));
    assertThat(found.stream().distinct().toList()).isEqualTo(naive(usable, text));
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void offsetsAreOfTheText(@ForAll List<String> phrases, @ForAll String text) {
    PhraseMatcher matcher = new PhraseMatcher();
    phrases.stream().filter(PhraseMatcher::accepts).forEach(matcher::add);
    int[] last = {0};
    matcher.find(
        text + " " + String.join(" ", phrases),
        (phrase, start, end) -> {
          assertThat(phrase).isBetween(0, matcher.size() - 1);
          assertThat(start).isGreaterThanOrEqualTo(0).isLessThan(end);
          last[0] = end;
        });
    assertThat(last[0]).isLessThanOrEqualTo(text.length() + 1 + String.join(" ", phrases).length());
  }

  @Property
  void foldingTwiceIsFoldingOnce(@ForAll String text) {
    assertThat(Folding.fold(Folding.fold(text))).isEqualTo(Folding.fold(text));
  }

  @Provide
  Arbitrary<List<String>> phrases() {
    return piece(6).list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> text() {
    return piece(40);
  }

  /** Too short for acronyms, which the naive way does not know. */
  private static Arbitrary<String> piece(int length) {
    return Arbitraries.of("a", "b", "Ab", "é", " ", "  ", "-", "'", "’s ", ". ", "\n\n")
        .list()
        .ofMaxSize(length)
        .map(it -> String.join("", it));
  }

  /** Longest at each place from the left, by comparing words one by one. */
  private static List<String> naive(List<String> phrases, String text) {
    Words words = Words.of(text);
    List<String> found = new ArrayList<>();
    for (int at = 0; at < words.count(); ) {
      int best = at;
      for (String phrase : phrases) {
        Words wanted = Words.of(phrase);
        if (at + wanted.count() > best && isAt(wanted, words, at)) {
          best = at + wanted.count();
        }
      }
      if (best > at) {
        found.add(words.start(at) + "-" + words.end(best - 1));
      }
      at = Math.max(best, at + 1);
    }
    return found;
  }

  private static boolean isAt(Words wanted, Words words, int at) {
    if (at + wanted.count() > words.count()) {
      return false;
    }
    int capitals = 0;
    int wantedCapitals = 0;
    for (int i = 0; i < wanted.count(); i++) {
      if (!folded(wanted, i).equals(folded(words, at + i))
          || i > 0 && words.is(at + i, Words.BREAK)) {
        return false;
      }
      capitals += words.is(at + i, Words.CAPITAL) ? 1 : 0;
      wantedCapitals += wanted.is(i, Words.CAPITAL) ? 1 : 0;
    }
    return capitals >= wantedCapitals;
  }

  private static String folded(Words words, int word) {
    return Folding.fold(words.surface(word)).replaceAll("[.'’]", "");
  }
}
