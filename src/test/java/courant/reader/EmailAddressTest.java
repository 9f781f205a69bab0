package courant.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example",
        " with.dots+tag@sub.example.org ",
        "o'hara@example.org",
        "müller@example.org",
        "someone@bücher.example"
      })
  void takesWhatMailTakes(String typed) {
    assertThat(EmailAddress.typed(typed)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "nobody",
        "a@b",
        "a b@example.org",
        "a@exa mple.org",
        "a@b@example.org",
        "a@example.org\r\nRCPT TO:<x@example.org>",
        "<a@example.org>",
        "a@example.org,b@example.org",
        "a@-.org;x"
      })
  void refusesWhatItDoesNot(String typed) {
    assertThat(EmailAddress.typed(typed)).isEmpty();
  }

  @Test
  void neverShowsItself() {
    assertThat(new EmailAddress("someone@example.org")).hasToString("s…@example.org");
    assertThat("" + new Outbox.Message(new EmailAddress("someone@example.org"), "", ""))
        .doesNotContain("someone");
  }
}
