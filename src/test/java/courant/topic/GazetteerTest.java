package courant.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import courant.platform.web.Slug;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GazetteerTest {
  private static final Map<String, Gazetteer.Entry> ENTRIES =
      Gazetteer.read().stream()
          .collect(Collectors.toMap(Gazetteer.Entry::key, Function.identity()));

  private static List<String> names(List<Alias> aliases) {
    return aliases.stream().map(Alias::name).toList();
  }

  @Test
  void knowsCountriesInSeveralLanguages() {
    Gazetteer.Entry libya = ENTRIES.get("LY");
    assertThat(libya.kind()).isEqualTo(TopicKind.PLACE);
    assertThat(names(libya.names())).startsWith("Libya").contains("ليبيا", "Libye", "Libia");
    assertThat(names(libya.demonyms())).contains("Libyan", "Libyans");
    assertThat(names(ENTRIES.get("UA").names())).contains("Україна");
    assertThat(names(ENTRIES.get("TR").names())).contains("Turkey", "Türkiye");
  }

  @Test
  void knowsCitiesAndTheirCountriesApart() {
    assertThat(names(ENTRIES.get("city/tripoli").names())).startsWith("Tripoli").contains("طرابلس");
    assertThat(ENTRIES.get("UN").kind()).isEqualTo(TopicKind.ORGANISATION);
    assertThat(ENTRIES.keySet()).hasSizeGreaterThan(600).doesNotContain("city/singapore");
  }

  @Test
  void everyEntryCanBeATopic() {
    long number = 0;
    for (Gazetteer.Entry entry : ENTRIES.values()) {
      assertThat(entry.topic(new TopicId(++number)).name())
          .isEqualTo(names(entry.names()).getFirst());
    }
  }

  @Test
  void badValuesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TopicId(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Alias("English", "Libya"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Alias("en", " … "));
    assertThatIllegalArgumentException().isThrownBy(() -> new Alias("en", "a".repeat(201)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Topic(new TopicId(1), Slug.of("a"), TopicKind.PLACE, "A", "", "libya"));
  }
}
