package courant.delivery.page;

import static org.assertj.core.api.Assertions.assertThat;

import courant.edition.Edition;
import courant.platform.i18n.Texts;
import courant.support.TestReview;
import gg.jte.Content;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A story's card is rendered once for all readers who are shown it. */
class CardsTest {
  @Test
  void aCardIsRenderedAgainOnlyWhereItSaysSomethingElse() {
    try (TestReview review = TestReview.start()) {
      Edition.Entry entry = new Edition.Entry(review.story("Port reopens").publish(), List.of());
      Cards cards = new Cards();
      Content card = cards.of(entry, Texts.in(Locale.ENGLISH), ZoneOffset.UTC);
      assertThat(cards.of(entry, Texts.in(Locale.ENGLISH), ZoneOffset.UTC)).isSameAs(card);
      assertThat(cards.of(entry, Texts.in(Locale.FRENCH), ZoneOffset.UTC)).isNotSameAs(card);
      assertThat(cards.of(entry, Texts.in(Locale.FRENCH), ZoneId.of("Pacific/Auckland")))
          .isNotSameAs(card);
    }
  }
}
