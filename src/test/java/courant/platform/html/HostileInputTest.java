package courant.platform.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Input made to exhaust: each has to be done with in time and memory linear in its length. */
class HostileInputTest {
  static Stream<String> hostile() {
    return Stream.concat(
        Stream.of(
                "<div>",
                "<b>",
                "<i><b>",
                "<a href=x>",
                "<p>",
                "<table>",
                "<table><tr><td>",
                "<ul><li>",
                "<span lang=en>",
                "<q>",
                "<svg>",
                "<math><mi>",
                "<blockquote>",
                "<template>",
                "<select>",
                "<nobr>",
                "<button>",
                "<dl><dt>",
                "<ruby><rt>",
                "<x-y>",
                "</p>",
                "</b>",
                "<!--",
                "<![CDATA[",
                "<p a=1 b",
                "&",
                "<",
                "<a href='",
                "<b>x</p>",
                "<a><table>",
                "<b><p>",
                "<details><summary>",
                "<br>",
                "<marquee>",
                "<object>",
                "<svg><style><",
                "<math><annotation-xml encoding=text/html><p>",
                "<iframe src=https://youtube.com/embed/abcdefg>",
                "&nbsp;",
                "<p hidden>")
            .map(piece -> piece.repeat(50_000)),
        Stream.of(
            "<p title='" + "a".repeat(2_000_000) + "'>x",
            "<a href='https://x.example/" + "a ".repeat(1_000_000) + "'>x",
            "<img srcset='" + "a 1x,".repeat(400_000) + "'>",
            "<p class='" + "x ".repeat(200_000) + "'>x",
            "<p style='" + "width:".repeat(200_000) + "'>x",
            "<p " + "a=1 b=2 ".repeat(150_000) + ">x",
            "word ".repeat(400_000),
            " ".repeat(4_000_000),
            "<p>".repeat(200_000),
            "<q cite=https://x.example>".repeat(100) + "<p>x".repeat(50_000),
            "<p><a href='https://x.example/" + "a".repeat(8000) + "'>" + "<p>x".repeat(50_000)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("hostile")
  @Timeout(30)
  void isSurvived(String html) {
    for (Policy policy : Policy.values()) {
      assertThat(policy.sanitise(html).length()).isLessThan(5 * html.length() + 100_000);
    }
    assertThat(HtmlText.of(html).length()).isLessThanOrEqualTo(html.length());
  }
}
