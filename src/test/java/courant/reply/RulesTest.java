package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a rule keeps out, and whom it must not. */
class RulesTest extends RepliesToAStory {
  private boolean refused(String text) {
    Typed typed = Typed.of("Ada", "ada@writers.example", "", text, "");
    return review.review.replies().rules().refusing(typed, "203.0.113.9").isPresent();
  }

  @Test
  void aDomainIsKeptOutAndNoneThatLooksLikeIt() {
    Rules rules = review.review.replies().rules();
    rules.add(Rules.Kind.DOMAIN, "t.co", "Desk");
    rules.add(Rules.Kind.DOMAIN, "spam-house.example", "Desk");
    rules.add(Rules.Kind.DOMAIN, ".bad", "Desk");
    assertThat(
            List.of(
                "t.co",
                "See https://t.co/x7",
                "(T.CO)",
                "Look at t.co.",
                "_t.co_",
                "www.t.co, you know",
                "microsoft.com and t.co",
                "//www.spam-house.example?x",
                "//any.bad/"))
        .allMatch(this::refused);
    assertThat(
            List.of(
                "microsoft.com",
                "//microsoft.com/x",
                "it-t.co",
                "éat.co",
                "t.com",
                "t.co-op.example",
                "t.co.example",
                "no-spam-house.example",
                "spam-house.examples",
                "//any.badge"))
        .noneMatch(this::refused);
  }
}
