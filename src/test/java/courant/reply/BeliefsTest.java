package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reply.ReplyScore.Belief;
import courant.support.BothDatabases;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of what the desk has taught. */
@BothDatabases
class BeliefsTest extends RepliesToAStory {
  private static final String SPAM = "Glimmering zephyrs for everybody at www.zephyrs.example";

  private List<String> clues() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle.createQuery("select clue from reply_belief").mapTo(String.class).list());
  }

  private double score() {
    return review.review.replies().score().score(SPAM).score();
  }

  private void spam(String text) {
    assertThat(form().with("text", text).send().statusCode()).isEqualTo(303);
    decide(in(ReplyState.HELD).getFirst(), ReplyState.SPAM);
  }

  private void decide(Reply reply, ReplyState state) {
    review.review.replies().moderate().decide(List.of(reply.id()), state, "Desk", "");
  }

  @Test
  void wordsThatWereLearnedFromGoWithTheReply() throws IOException {
    spam(SPAM);
    assertThat(score()).isGreaterThan(new ReplyScore().score(SPAM).score());
    review.review.replies().own().delete(in(ReplyState.SPAM).getFirst());
    review.review.database().scrub();
    assertThat(clues()).hasSizeGreaterThan(10).allMatch(clue -> clue.matches("#[\\w+/]{12}"));
    assertThat(review.filesWhere(file -> file.toLowerCase(Locale.ROOT).contains("zephyrs")))
        .isEmpty();
  }

  @Test
  void aWordOfAnyLengthIsLearned() {
    StringBuilder word = new StringBuilder();
    for (int i = 0; word.length() < 9_000; i++) {
      word.append(Integer.toString(i * 7_919, 36));
    }
    spam("Read " + word);
    assertThat(in(ReplyState.SPAM)).hasSize(1);
  }

  @Test
  void whatWasLearnedIsLearnedAnewWhereOnlyTheDecisionsAreLeft() {
    spam(SPAM);
    double learned = score();
    review
        .review
        .database()
        .change(handle -> handle.execute("update reply_belief set clue = substr(clue, 2)"));
    review.review.replies().moderate().recall();
    assertThat(score()).isEqualTo(learned);
    assertThat(clues()).isNotEmpty().allMatch(clue -> clue.startsWith("#"));
  }

  @Test
  void whatMovedLeastGoesWhenThereIsTooMuchAndSoDoPlainWords() {
    Beliefs two = new Beliefs(2);
    review
        .review
        .database()
        .change(
            handle -> {
              two.write(
                  handle,
                  Map.of(
                      "#a", new Belief(0.1, 0.1),
                      "#b", new Belief(-0.3, 0.1),
                      "#c", new Belief(0.2, 0.1),
                      "zephyrs", new Belief(9, 0.1)));
              assertThat(two.overgrown(handle)).isTrue();
              two.trim(handle);
              assertThat(two.overgrown(handle)).isFalse();
            });
    assertThat(clues()).containsExactlyInAnyOrder("#b", "#c");
  }
}
