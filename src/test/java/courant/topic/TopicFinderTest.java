package courant.topic;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Slug;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFinderTest {
  private static final TopicFinder FINDER = TopicFinder.withGazetteer();

  private static List<String> found(String text) {
    return FINDER.find(text).stream().map(Mention::text).toList();
  }

  private static Topic topic(long id, TopicKind kind, String name) {
    return new Topic(new TopicId(id), Slug.of(name), kind, name, "", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          The army of Ludwig van Holm met Ahmed al-Rasif in Port Selim. | Ludwig van Holm, Ahmed al-Rasif, Port Selim
          Prime Minister Anna Berg and Foreign Minister Jon Hale spoke. | Anna Berg, Jon Hale
          He told the Bank of England and the General Assembly so.      | Bank of England, General Assembly
          Libya's oil minister Omar Dalil left Tripoli for Paris.       | Libya, Omar Dalil, Tripoli, Paris
          The Libyan prime minister met Italian President Carla Rossi.  | Libyan, Italian, Carla Rossi
          They saw Michael Jordan, who is not from Jordan.              | Michael Jordan, Jordan
          Police say protesters blocked the road on Monday in May.      | ``
          Thousands march. Several die. Rain falls. However, it ends.   | ``
          The 2031 Selim River flood killed ten.                        | 2031 Selim River flood
          It ended the Red Rock crisis and the siege of Fort Ara.       | Red Rock crisis, Fort Ara
          The Siege of Fort Ara lasted a week.                          | Siege of Fort Ara
          Ships sank off Yemen on Sunday. (Harbour Times)               | Yemen
          KHARTOUM (Harbour News) — Fighting resumed.                   | KHARTOUM
          Turkey eats turkey in Turkey.                                 | Turkey, Turkey
          Grenade attack kills three in the town of Bel Ami.            | Bel Ami
          It belongs to the Food and Drug Administration now.           | Food and Drug Administration
          The U.S. and the UK told us. The UN agreed.                   | U.S., UK, UN
          Le ministre de la Défense Jean de La Tour est arrivé en Libye. | Défense Jean de La Tour, Libye
          El presidente Juan de la Cruz viajó a los Estados Unidos con su ministra. | Juan de la Cruz, Estados Unidos
          Die Bundesregierung hat gestern mit Angela Muster in der Türkei über die Wahl gesprochen. | Angela Muster, Türkei
          وصل الرئيس إلى ليبيا وبالقاهرة التقى وزير فرنسا               | ليبيا, القاهرة, فرنسا
          昨天利比亚总统访问美国。                                          | 利比亚, 美国
          """)
  void findsNames(String text, String expected) {
    assertThat(String.join(", ", found(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en    | On Monday Amina Brahimi spoke.           | Amina Brahimi
          en-GB | On Friday Amina Brahimi left.            | Amina Brahimi
          en    | Monday Amina Brahimi left.               | Amina Brahimi
          en    | In Tripoli Amina Brahimi spoke.          | Tripoli, Amina Brahimi
          en    | In May Amina Brahimi spoke.              | Amina Brahimi
          en    | In Tripoli Street Amina Brahimi spoke.   | Tripoli Street Amina Brahimi
          fr    | Lundi Amina Brahimi a parlé.             | Amina Brahimi
          fr    | À Tripoli Amina Brahimi a parlé.         | Tripoli, Amina Brahimi
          fr    | Hier Amina Brahimi était là.             | Amina Brahimi
          es    | El lunes Amina Brahimi habló.            | Amina Brahimi
          es    | En Trípoli Amina Brahimi habló.          | Trípoli, Amina Brahimi
          es    | El viernes Amina Brahimi habló.          | Amina Brahimi
          """)
  void whatOpensAShortTextIsNotPartOfTheName(String language, String text, String expected) {
    assertThat(FINDER.find(new Prose(text, language)).stream().map(Mention::text))
        .containsExactly(expected.split(", "));
  }

  @Test
  void aTextThatClearlySpeaksAnotherLanguageIsReadInIt() {
    String text =
        "Le ministre est arrivé dans la ville. Lundi Amina Brahimi a parlé avec des amis.";
    assertThat(FINDER.find(new Prose(text, "en")).stream().map(Mention::text))
        .containsExactly("Amina Brahimi");
  }

  @Test
  void aSurnameStandsForWhoeverOwnsWhereItHappened() {
    assertThat(FINDER.find("They met in Khalid Hassun's house. Later Hassun left."))
        .extracting(Mention::name)
        .containsExactly("Khalid Hassun", "Khalid Hassun");
    TopicFinder finder = TopicFinder.withGazetteer();
    Topic hassun = topic(5000, TopicKind.PERSON, "Khalid Hassun");
    finder.learn(hassun, List.of());
    assertThat(finder.find("The letter from Khalid Hassun came. Later Hassun left."))
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.topic()).contains(hassun.id()));
  }

  @Test
  void aSurnameStandsForTheNameInFull() {
    List<Mention> mentions =
        FINDER.find(
            "Gen. Khalid Hassun spoke in Benghazi. Later, Hassun's men left; Hassun stayed.");
    assertThat(mentions)
        .extracting(Mention::name)
        .containsExactly("Khalid Hassun", "Benghazi", "Khalid Hassun", "Khalid Hassun");
    assertThat(mentions.getFirst().kind()).isEqualTo(TopicKind.PERSON);
    assertThat(mentions.get(1).kind()).isEqualTo(TopicKind.PLACE);
  }

  @Test
  void aSurnameOfTwoStandsForNeither() {
    assertThat(FINDER.find("Both Khalid Hassun and Omar Hassun came, and Hassun spoke."))
        .last()
        .extracting(Mention::name)
        .isEqualTo("Hassun");
  }

  @Test
  void aSurnameStandsForTheTopicToo() {
    TopicFinder finder = TopicFinder.withGazetteer();
    Topic hassun = topic(5000, TopicKind.PERSON, "Khalid Hassun");
    finder.learn(hassun, List.of(new Alias("ar", "خالد حسون")));
    assertThat(finder.find("Mr Khalid Hassun spoke, then Hassun left."))
        .allSatisfy(it -> assertThat(it.topic()).contains(hassun.id()));
    assertThat(finder.topics("قال خالد حسون أمس")).containsExactly(hassun.id());
    finder.forget(hassun.id());
    assertThat(finder.find("Mr Khalid Hassun spoke.")).noneMatch(Mention::isKnown);
  }

  @Test
  void aSharedNameMeansTheTopicThatTheTextNamesOtherwiseToo() {
    TopicFinder finder = new TopicFinder();
    Topic country = topic(1, TopicKind.PLACE, "Georgia");
    Topic state = topic(2, TopicKind.PLACE, "State of Georgia");
    finder.learn(country, List.of(new Alias("en", "Tbilisi")));
    finder.learn(state, List.of(new Alias("en", "Georgia"), new Alias("en", "Atlanta")));
    assertThat(finder.topics("He left Georgia.")).containsExactly(country.id());
    assertThat(finder.topics("He left Georgia for Atlanta.")).containsExactly(state.id());
  }

  @Test
  void aStoryIsAboutThePlacesInTheNamesOfEvents() {
    long libya = FINDER.find("in Libya").getFirst().topic().orElseThrow().value();
    assertThat(FINDER.topics("The 2031 Libya floods began."))
        .extracting(TopicId::value)
        .containsExactly(libya);
    assertThat(FINDER.topics("He quoted the Central Bank of Libya.")).isEmpty();
  }

  @Test
  void namesThatRecurAreSuggestedWithTheirSentences() {
    List<List<Candidate>> texts =
        List.of(
            Candidates.of(
                FINDER, Prose.of("Rain fell. Then Khalid Hassun spoke in Libya. Hassun left.")),
            Candidates.of(FINDER, new Prose("On Monday Khalid Hassun came to Libya.", "en")));
    assertThat(Candidates.recurring(FINDER, texts, 2))
        .containsExactly(
            new Candidate(
                "Khalid Hassun",
                TopicKind.PERSON,
                2,
                List.of(
                    "Then Khalid Hassun spoke in Libya.",
                    "On Monday Khalid Hassun came to Libya.")));
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void mentionsLieInTheTextWithoutOverlap(@ForAll String noise) {
    String text = noise + " Jon Hale of Libya's army. " + noise + "\n\nThe 2031 Libya war " + noise;
    int last = 0;
    for (Mention mention : FINDER.find(text)) {
      assertThat(mention.start()).isGreaterThanOrEqualTo(last);
      assertThat(text.substring(mention.start(), mention.end())).isEqualTo(mention.text());
      last = mention.end();
    }
  }
}
