package courant.platform.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain &amp; simple                      | plain & simple
          <p>one</p><p>two <b>bold</b></p>        | one⏎two bold
          a<br>b                                  | a⏎b
          <ul> <li>a</li> <li> b </li> </ul>      | a⏎b
          <p>a</p><script>b</script><style>c      | a
          a <p hidden>b</p><p style=display:none>c | a
          <h2>T</h2>text                          | T⏎text
          a&nbsp;b                                | a b
          <table><tr><td>a<td>b<tr><td>c</table>  | a⏎b⏎c
          <textarea>a</textarea>b                 | b
          1 &lt; 2                                | 1 < 2
          I <img src=/2764.png class=emoji alt=❤️> it | I ❤️ it
          """)
  void readsText(String html, String text) {
    assertThat(HtmlText.of(html)).isEqualTo(text.replace('⏎', '\n'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p>One two three four.</p>    | 3 | One two three…
          <p>One two three.</p>         | 3 | One two three.
          One, two (three) four         | 2 | One, two…
          <p>One</p><p>two three</p>    | 2 | One two…
          قال المتحدث باسم الحكومة أمس | 3 | قال المتحدث باسم…
          """)
  void givesFirstWords(String html, int words, String excerpt) {
    assertThat(HtmlText.excerpt(html, words)).isEqualTo(excerpt);
  }

  @Test
  void nothingSaysNothing() {
    assertThat(HtmlText.of("")).isEmpty();
    assertThat(HtmlText.of("<img src=x>")).isEmpty();
    assertThat(HtmlText.excerpt("", 5)).isEmpty();
  }
}
