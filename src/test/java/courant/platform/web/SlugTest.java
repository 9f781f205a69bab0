package courant.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  @ParameterizedTest
  @CsvSource({
    "Hello World, hello-world",
    "L’Été à Tunis: c’est déjà fini, lete-a-tunis-cest-deja-fini",
    "Straße & Łódź, strasse-lodz",
    "مكتبة الميناء, مكتبة-الميناء",
    "東京 タワー, 東京-タワー",
    "..., untitled",
    "२०२६ में, २०२६-में"
  })
  void readsLikeTheText(String text, String slug) {
    assertThat(Slug.of(text)).hasToString(slug);
  }

  @Property
  void anyTextGivesAValidSlugThatIsItsOwn(@ForAll String text) {
    Slug slug = Slug.of(text);
    assertThat(slug.value()).hasSizeBetween(1, Slug.LONGEST);
    assertThat(Slug.of(slug.value())).isEqualTo(slug);
  }

  @Property
  void numberedSlugsAreValid(@ForAll String text, @ForAll @IntRange(min = 2) int number) {
    assertThat(Slug.of(text).numbered(number).value()).endsWith("-" + number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "a--b", "A", "a b", "a/b", "../a", "a?b"})
  void refusesWhatIsNone(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Slug(value));
  }
}
