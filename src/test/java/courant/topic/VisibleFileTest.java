package courant.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleFileTest {
  private static final TopicFinder FINDER = TopicFinder.withGazetteer();

  /** What of the file each name found spans. */
  private static List<String> found(String name, String source) {
    VisibleText visible = VisibleFile.of(name, source).read(source);
    return FINDER.find(visible.text()).stream()
        .map(it -> source.substring(visible.sourceStart(it.start()), visible.sourceEnd(it.end())))
        .toList();
  }

  @Test
  void markdownIsReadByWhatIsVisible() {
    String source =
        """
        ---
        title: Not Read
        ---

        #### Law and crime

        * [Jon Hale](https://example.com/Not_Seen "Not Seen") leaves
          [Libya](/libya) &amp; meets *Ann* Berg at St\\. Ara Hall.
        * The *Nimrod Star* sails for [São Tomé](/x).
        """;
    assertThat(found("a.md", source))
        .containsExactly(
            "Jon Hale", "Libya", "Ann* Berg", "St\\. Ara Hall", "Nimrod Star", "São Tomé");
  }

  @Test
  void htmlIsReadByWhatIsVisible() {
    String source =
        "<!doctype html><title>News</title><script>Not Seen</script>"
            + "<p>Then <a href='Not Seen'>Jon Hale</a> in Caf&eacute; Nord met Ann <b>Berg</b>.<p>Libya";
    assertThat(found("a.html", source))
        .containsExactly("Jon Hale", "Caf&eacute; Nord", "Ann <b>Berg", "Libya");
  }

  @Test
  void escapesKeepTheOffsetsRight() {
    String source =
        "<p>R&eacute;mi Caf&eacute; &amp; Noél of Lom&eacute; &lt;saw&gt; M&#x1F600; R&D by Jo&auml;";
    assertThat(found("a.html", source))
        .contains("R&eacute;mi Caf&eacute; &amp; Noél of Lom&eacute;", "Jo&auml;");
  }

  @Test
  void plainTextIsItsOwnPlace() {
    assertThat(found("a.txt", "Tom &amp; Jon Hale left \\ Libya.")).endsWith("Jon Hale", "Libya");
  }

  @Test
  void kindsAreToldByNameOrLook() {
    assertThat(VisibleFile.of("a.MD", "x")).isEqualTo(VisibleFile.MARKDOWN);
    assertThat(VisibleFile.of("-", "see [x](http://y)")).isEqualTo(VisibleFile.MARKDOWN);
    assertThat(VisibleFile.of("-", "<p>x")).isEqualTo(VisibleFile.HTML);
    assertThat(VisibleFile.of("a.txt", "a < b")).isEqualTo(VisibleFile.PLAIN);
  }
}
