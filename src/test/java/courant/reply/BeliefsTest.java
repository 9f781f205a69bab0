package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reply.ReplyScore.Belief;
import courant.support.BothDatabases;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  /** As an older server left it. */
  private void writePlainWords() {
    review
        .review
        .database()
        .change(handle -> handle.execute("update reply_belief set clue = substr(clue, 2)"));
  }

  @Test
  void whatWasLearnedIsLearnedAnewWhereOnlyTheDecisionsAreLeft() {
    spam(SPAM);
    double learned = score();
    writePlainWords();
    review.review.replies().moderate().recall();
    assertThat(score()).isEqualTo(learned);
    assertThat(clues()).filteredOn(clue -> clue.startsWith("#")).hasSizeGreaterThan(10);
  }

  @Test
  void olderServersKeepTheirPlainWordsUntilTheyAreReplaced() {
    spam(SPAM);
    writePlainWords();
    ModerateReplies moderate = review.review.replies().moderate();
    moderate.recall();
    int both = clues().size();
    review.clock.advance(Duration.ofDays(6));
    moderate.tidy();
    assertThat(clues()).hasSize(both);
    review.clock.advance(Duration.ofDays(1));
    moderate.tidy();
    assertThat(clues()).hasSize(both / 2).allMatch(clue -> clue.startsWith("#"));
  }

  @Test
  void notMoreIsLearnedAnewThanIsKept() {
    for (int reply = 0; reply < 8; reply++) {
      int number = reply;
      spam(
          SPAM
              + IntStream.range(0, 200)
                  .mapToObj(word -> " word" + number + "x" + word)
                  .collect(Collectors.joining()));
    }
    review.review.database().change(handle -> handle.execute("delete from reply_belief"));
    Beliefs few = new Beliefs(1_000);
    ReplyScore score = new ReplyScore(clue -> "#" + clue);
    learnAnew(few, score);
    assertThat(clues()).hasSize(1_000).contains("#zephyrs");
    ReplyScore kept = new ReplyScore(clue -> "#" + clue);
    kept.restore(review.review.database().read(few::all));
    for (Reply reply : in(ReplyState.SPAM)) {
      assertThat(score.score(reply.source())).isEqualTo(kept.score(reply.source()));
    }
  }

  private void learnAnew(Beliefs beliefs, ReplyScore score) {
    var unused =
        new ModerateReplies(
            review.review.database(),
            review.review.facts(),
            review.review.replies().replies(),
            score,
            beliefs,
            review.review.ids(),
            review.clock);
  }

  @Test
  void whatIsMoreThanIsSentAtOnceIsWrittenWhole() {
    Map<String, Belief> many =
        IntStream.range(0, 2_500)
            .boxed()
            .collect(Collectors.toMap(i -> "#" + i, i -> new Belief(i, 0.1)));
    Beliefs beliefs = new Beliefs(3_000);
    review.review.database().change(handle -> beliefs.write(handle, many, review.clock.instant()));
    assertThat(review.review.database().read(beliefs::all)).isEqualTo(many);
  }

  @Test
  void whatMovedLeastGoesWhenThereIsTooMuch() {
    Beliefs two = new Beliefs(2);
    Instant now = review.clock.instant();
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
                      "zephyrs", new Belief(9, 0.1)),
                  now);
              assertThat(two.overgrown(handle, now)).isTrue();
              two.trim(handle, now);
              assertThat(two.overgrown(handle, now)).isFalse();
            });
    assertThat(clues()).containsExactlyInAnyOrder("#b", "#c", "zephyrs");
  }
}
