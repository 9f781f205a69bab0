package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a text, and at what cost. */
class CluesTest {
  @Test
  void addressesAndLinksAreFound() {
    assertThat(Clues.in("Write to ann.b+c@mail.example, or to bob (at) mail.example"))
        .contains("*mail address")
        .doesNotContain("*link");
    assertThat(Clues.in("<a class=x\nhref='//spam.example'>here</a> and www.spam.example"))
        .contains("*marked-up link", "*link");
  }

  /** What is read once is done in a moment; what is read n² times is not. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "㎉", "ﷺ", "<a ", "<a\t", " ", "a@", "a-", "a.", "*a", "9 ", "<", "&lt;a "})
  void everyTextIsReadInOneGo(String part) {
    String text = part.repeat(20_000 / part.length());
    for (String whole : List.of(text, "<a" + text)) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            for (int i = 0; i < 5; i++) {
              assertThat(Clues.in(whole)).isNotEmpty();
            }
          });
    }
  }
}
