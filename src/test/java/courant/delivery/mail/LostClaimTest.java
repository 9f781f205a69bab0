package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Claim;
import courant.delivery.Claims;
import courant.delivery.Issue;
import courant.delivery.Ledger;
import courant.delivery.Recipients;
import courant.reader.ReaderId;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SmtpSink;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that stood still for so long that another one has taken over what it was sending. */
@BothDatabases
class LostClaimTest extends ReviewThatMails {
  private static final int READERS = 100;
  private static final int CONNECTIONS = 10;

  private static final Duration OTHERS_LEASE = Duration.ofMinutes(10);

  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();

  @Override
  Map<String, String> settings() {
    return Map.of("mail-at-once", "1000");
  }

  @BeforeEach
  void plan() {
    readers(READERS);
    subscribe("review");
    review.story("Port reopens").publish();
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

  /** All readers' messages are refused for now, and then their time comes again. */
  private void putOff() {
    sink.on("RCPT", SmtpSink.say("451 4.7.1 greylisted"));
    review.clock.advance(UNTIL_DUE);
    Await.until(() -> later() == READERS);
    sink.on("RCPT", SmtpSink.say("250 2.1.5 ok"));
  }

  private long later() {
    return review
        .review
        .database()
        .read(
            handle ->
                handle
                    .createQuery("select count(*) from delivery where state = 'later'")
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void sendsNoMoreOfWhatWaitedThanWasOnItsWay() {
    putOff();
    sink.keeping(
        mail -> {
          received.add(mail.to());
          if (count.incrementAndGet() == 1) {
            change(
                "update delivery set due = due + ? where state = 'later'", OTHERS_LEASE.toMillis());
            review.clock.advance(Duration.ofMinutes(15).plusSeconds(1));
          }
        });
    review.clock.advance(Duration.ofMinutes(16));
    Await.until(() -> count.get() > 0 && sink.open() == 0);
    assertThat(count.get()).isLessThanOrEqualTo(CONNECTIONS);
    review.clock.advance(OTHERS_LEASE);
    Await.until(() -> received.size() == READERS);
    assertThat(count.get()).isEqualTo(READERS);
  }

  @Test
  void keepsWhatWaitedForAsLongAsItIsRenewed() {
    review.clock.advance(UNTIL_DUE);
    Await.until(this::isDone);
    Issue issue = review.review.mail().issues().newest(1).getFirst();
    // Of a channel of its own, at which nobody else looks meanwhile.
    Ledger ledger = new Ledger(review.review.database(), "test", review.clock);
    for (int reader = 1; reader <= 2; reader++) {
      ledger.record(
          issue.id(),
          new ReaderId(reader),
          new Ledger.Entry.Later(Duration.ofMinutes(5), "greylisted"));
    }
    review.clock.advance(Duration.ofMinutes(5));
    Claim ours = claims(ledger).again(9).getFirst();
    assertThat(ours.readers()).hasSize(2);
    review.clock.advance(Duration.ofMinutes(14));
    Claim renewed = claims(ledger).renew(ours).orElseThrow();
    review.clock.advance(Duration.ofMinutes(14));
    assertThat(claims(ledger).again(9)).isEmpty();
    assertThat(claims(ledger).renew(ours)).as("what was before it was renewed").isEmpty();
    review.clock.advance(Duration.ofMinutes(2));
    assertThat(claims(ledger).renew(renewed)).as("too late").isEmpty();
    Claim others = claims(ledger).again(9).getFirst();
    assertThat(others.readers()).hasSize(2);
    claims(ledger).release(renewed, Duration.ZERO);
    assertThat(claims(ledger).again(9)).as("it is theirs").isEmpty();
    claims(ledger).release(others, Duration.ZERO);
    assertThat(claims(ledger).again(9)).hasSize(1);
  }

  private Claims claims(Ledger ledger) {
    Recipients recipients =
        new Recipients(
            review.review.follows(),
            review.oneOfEach(),
            review.review.stories(),
            review.review.mastheads(),
            review.review.mail().letters());
    return new Claims(review.review.database(), recipients, ledger, "test", review.clock);
  }
}
