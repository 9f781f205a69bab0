package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Claims;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SmtpSink;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay takes no connections for a while, and then all goes out. */
@BothDatabases
class RelayOutageTest extends ReviewThatMails {
  private static final int READERS = 12;

  @Override
  Map<String, String> settings() {
    return Map.of("mail-at-once", "5");
  }

  @BeforeEach
  void plan() {
    readers(READERS);
    subscribe("review");
    review.story("Port reopens").publish();
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
