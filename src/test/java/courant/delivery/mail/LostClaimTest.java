package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Claims;
import courant.delivery.Issue;
import courant.delivery.Ledger;
import courant.reader.ManyReaders;
import courant.reader.ReaderId;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SmtpSink;
import courant.support.TestReview;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that stood still for so long that another one has taken over what it was sending. */
@BothDatabases
class LostClaimTest {
  private static final int READERS = 100;
  private static final int CONNECTIONS = 10;

  /** When the readers' daily edition is due, and then the hour it is sent at. */
  private static final Duration UNTIL_DUE = Duration.ofHours(19).plusSeconds(10);

  private static final Duration OTHERS_LEASE = Duration.ofMinutes(10);

  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private SmtpSink sink;
  private TestReview review;

  @BeforeEach
  void start() {
    sink = SmtpSink.start();
    review =
        TestReview.start(
            Map.of(
                "smtp",
                "smtp://127.0.0.1:" + sink.port(),
                "url",
                "https://review.example",
                "mail-at-once",
                "1000"));
    ManyReaders.add(
        review.review.database(),
        review.review.readers(),
        READERS,
        i -> "reader" + i + "@example.org");
    ManyReaders.subscribe(review.review.database(), "review", "daily", "5, 7, 'UTC'");
    change(
        "insert into planned (channel, at) values ('mail', ?) on conflict do nothing",
        TestReview.NOON.toEpochMilli());
    review.story("Port reopens").publish();
  }

  @AfterEach
  void stop() throws IOException {
    review.close();
    sink.close();
  }

  private void change(String sql, Object... values) {
    review.review.database().change(handle -> handle.execute(sql, values));
  }

  /** While the first message is on its way, its node stands still, and another one takes over. */
  private void sendAndStandStill() {
    sink.keeping(
        mail -> {
          received.add(mail.to());
          if (count.incrementAndGet() == 1) {
            change("update issue_range set lease = lease + ?", OTHERS_LEASE.toMillis());
            review.clock.advance(Claims.LEASE.plusSeconds(1));
          }
        });
    review.clock.advance(UNTIL_DUE);
    Await.until(() -> count.get() > 0 && sink.open() == 0);
  }

  private boolean isDone() {
    return review.review.mail().issues().newest(1).stream()
        .anyMatch(issue -> issue.state() == Issue.State.DONE);
  }

  @Test
  void sendsNoMoreThanWasOnItsWay() {
    sendAndStandStill();
    assertThat(count.get()).isLessThanOrEqualTo(CONNECTIONS);
    review.clock.advance(OTHERS_LEASE);
    Await.until(this::isDone);
    assertThat(received).hasSize(READERS);
    assertThat(count.get()).isEqualTo(READERS);
  }

  @Test
  void doesNotPutOffWhatTheOtherHasSent() {
    review.clock.advance(UNTIL_DUE);
    Await.until(this::isDone);
    Issue issue = review.review.mail().issues().newest(1).getFirst();
    Ledger ledger = new Ledger(review.review.database(), "mail", review.clock);
    ledger.record(
        issue.id(), new ReaderId(1), new Ledger.Entry.Later(Duration.ofMinutes(5), "cut off"));
    ledger.record(issue.id(), new ReaderId(2), new Ledger.Entry.Gone("refused"));
    assertThat(ledger.lines(issue.id(), READERS)).allMatch(line -> line.state().equals("sent"));
  }
}
