package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Claims;
import courant.delivery.Issue;
import courant.reader.ManyReaders;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SmtpSink;
import courant.support.TestReview;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay takes no connections for a while, and then all goes out. */
@BothDatabases
class RelayOutageTest {
  private static final int READERS = 12;

  /** When the readers' daily edition is due, and then the hour it is sent at. */
  private static final Duration UNTIL_DUE = Duration.ofHours(19).plusSeconds(10);

  private final SmtpSink sink = SmtpSink.start();
  private TestReview review;

  @BeforeEach
  void start() {
    review =
        TestReview.start(
            Map.of(
                "smtp",
                "smtp://127.0.0.1:" + sink.port(),
                "url",
                "https://review.example",
                "mail-at-once",
                "5"));
    ManyReaders.add(
        review.review.database(),
        review.review.readers(),
        READERS,
        i -> "reader" + i + "@example.org");
    ManyReaders.subscribe(review.review.database(), "review", "daily", "5, 7, 'UTC'");
    review
        .review
        .database()
        .change(
            handle ->
                handle.execute(
                    "insert into planned (channel, at) values ('mail', ?) on conflict do nothing",
                    TestReview.NOON.toEpochMilli()));
    review.story("Port reopens").publish();
  }

  @AfterEach
  void stop() throws IOException {
    review.close();
    sink.close();
  }

  private boolean isDone() {
    return review.review.mail().issues().newest(1).stream()
        .anyMatch(issue -> issue.state() == Issue.State.DONE);
  }

  private void awaitAllSent() {
    Await.until(
        () -> {
          review.clock.advance(Duration.ofSeconds(1));
          return isDone();
        });
    assertThat(sink.mails().stream().map(SmtpSink.Mail::to))
        .hasSize(READERS)
        .doesNotHaveDuplicates();
  }

  /** Waits until the readers were given back, to be tried in a while. */
  private void awaitPutOff() {
    Await.until(
        () -> {
          review.clock.advance(Duration.ofSeconds(1));
          return isPutOff();
        });
  }

  private boolean isPutOff() {
    return review
            .review
            .database()
            .read(
                handle ->
                    handle
                        .createQuery("select count(*) from issue_range where lease > :soon")
                        .bind("soon", review.clock.instant().plus(Claims.LEASE).toEpochMilli())
                        .mapTo(Integer.class)
                        .one())
        > 0;
  }

  @Test
  void allGoesOutAfterItWasAwayForLong() {
    sink.on("GREETING", SmtpSink.say("554 5.3.2 not now"));
    review.clock.advance(UNTIL_DUE);
    for (int i = 0; i < 7; i++) {
      awaitPutOff();
      review.clock.advance(Duration.ofMinutes(6));
    }
    awaitPutOff();
    sink.on("GREETING", SmtpSink.say("220 sink ESMTP"));
    review.clock.advance(Duration.ofMinutes(6));
    awaitAllSent();
  }
}
