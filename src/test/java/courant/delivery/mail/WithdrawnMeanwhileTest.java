package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Issue;
import courant.delivery.Ledger;
import courant.follow.Interest;
import courant.follow.Stance;
import courant.platform.web.Role;
import courant.reader.ReaderId;
import courant.story.Listing;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.TestReview;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A story is withdrawn or corrected when the first of its readers has it, and others not yet. */
@BothDatabases
class WithdrawnMeanwhileTest extends ReviewThatMails {
  private static final int READERS = 4;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private Newsperson editor;

  @Override
  Map<String, String> settings() {
    return Map.of("mail-at-once", "1");
  }

  @BeforeEach
  void join() {
    editor = new Newsperson(review, Role.EDITOR);
    readers(READERS);
  }

  /** All readers get a list; those that are theirs have all that is about Libya in it. */
  private void subscribeAndFollow(String list) {
    subscribe(list);
    Interest libya = new Interest.Listed(new Listing.About(review.topic("Libya").id()));
    numbers()
        .forEach(reader -> review.review.follows().set(reader, libya, Optional.of(Stance.FOLLOW)));
  }

  private List<ReaderId> numbers() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery("select reader_id from subscription order by reader_id")
                    .mapTo(Integer.class)
                    .list())
        .stream()
        .map(ReaderId::new)
        .toList();
  }

  /** Sends, and has something happen as soon as the first message has arrived. */
  private void send(Runnable afterTheFirst) {
    sink.keeping(
        mail -> {
          received.add(NewsletterTest.decoded(mail));
          if (received.size() == 1) {
            afterTheFirst.run();
          }
        });
    Instant before = review.clock.instant();
    review.clock.advance(UNTIL_DUE);
    Await.until(
        () -> {
          review.clock.advance(Duration.ofSeconds(1));
          return newest()
              .filter(issue -> issue.stretch().until().isAfter(before))
              .filter(issue -> issue.state() == Issue.State.DONE)
              .isPresent();
        });
  }

  private Optional<Issue> newest() {
    return review.review.mail().issues().newest(1).stream().findFirst();
  }

  private void withdraw(Story story) {
    editor.post(
        "/desk/story/" + story.id().value(), "action", "withdraw", "reason", "It was a hoax.");
  }

  private Story aboutLibya(String headline) {
    return review.story(headline).topic("Libya").publish();
  }

  @Test
  void othersGetTheirOwnEditionWithoutIt() {
    subscribeAndFollow("follows");
    Story hoax = aboutLibya("Nine ships");
    aboutLibya("New quay");
    send(() -> withdraw(hoax));
    assertThat(received).hasSize(READERS).allMatch(mail -> mail.contains("New quay"));
    assertThat(received.getFirst()).contains("Nine ships");
    assertThat(received.subList(1, READERS)).noneMatch(mail -> mail.contains("Nine ships"));
  }

  @Test
  void othersGetTheirOwnEditionAsItReadsNow() {
    subscribeAndFollow("follows");
    Story wrong = aboutLibya("Nine ships");
    send(
        () ->
            editor.post(
                "/desk/story/" + wrong.id().value(),
                "action",
                "save",
                "headline",
                "Ten ships",
                "body",
                "<p>Text.</p>",
                "topics",
                "Libya",
                "note",
                "There were ten."));
    assertThat(received).hasSize(READERS);
    assertThat(received.subList(1, READERS))
        .allMatch(mail -> mail.contains("Subject: Ten ships"))
        .noneMatch(mail -> mail.contains("Nine ships"));
  }

  @Test
  void whoseOwnEditionIsEmptyNowGetsNone() {
    subscribeAndFollow("follows");
    Story hoax = aboutLibya("Nine ships");
    send(() -> withdraw(hoax));
    assertThat(received).hasSize(1);
    assertThat(
            review.review.mail().ledger().lines(newest().orElseThrow().id(), READERS).stream()
                .map(Ledger.Line::state))
        .containsExactlyInAnyOrder("sent", "gone", "gone", "gone");
  }

  @Test
  void theDailyEditionOfTheReviewEndsWhenNothingOfItIsLeft() {
    subscribeAndFollow("review");
    Story hoax = aboutLibya("Nine ships");
    send(() -> withdraw(hoax));
    assertThat(received).hasSize(1);
  }

  @Test
  void whatOthersWereToBeToldBesidesWaitsForTheirNextMail() {
    subscribeAndFollow("review");
    Story wrong = aboutLibya("Cup final");
    send(() -> {});
    editor.post(
        "/desk/story/" + wrong.id().value(),
        "action",
        "save",
        "headline",
        "Cup final",
        "body",
        "<p>New.</p>",
        "note",
        "It was a draw.");
    Await.until(() -> waiting() == READERS);
    received.clear();
    Story hoax = aboutLibya("Nine ships");
    review.clock.set(TestReview.NOON.plus(Duration.ofDays(1)));
    send(() -> withdraw(hoax));
    assertThat(received).hasSize(1).allMatch(mail -> mail.contains("It was a draw."));
    assertThat(waiting()).isEqualTo(READERS - 1);
  }

  /** How many are still to be told of the first correction. */
  private long waiting() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        select count(*) from owed_correction where told_by is null
                          and correction_id = (select min(id) from correction)
                        """)
                    .mapTo(Long.class)
                    .one());
  }
}
