package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.Holdings;
import courant.Review;
import courant.delivery.Issue;
import courant.support.Await;
import courant.support.SettableClock;
import courant.support.SmallDisk;
import courant.support.SmtpSink;
import courant.support.TestReview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the ledger is full in the middle of a newsletter: it stops, and then goes on. */
class FullDiskWhileSendingTest {
  private static final int READERS = 900;
  private static final int FULL_AFTER = 100;
  private static final Instant DUE = Instant.parse("2026-11-24T07:00:10Z");

  @TempDir Path folder;
  private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();
  private final AtomicInteger received = new AtomicInteger();
  private volatile boolean full;

  @Test
  void everybodyGetsItAndNobodyMoreOftenThanWasInFlight() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("small"), 48);
    Assumptions.assumeTrue(mounted.isPresent(), "a small disk can be mounted");
    SettableClock clock = new SettableClock(TestReview.NOON);
    try (SmallDisk disk = mounted.get();
        SmtpSink sink = SmtpSink.start()) {
      String port = Integer.toString(sink.port());
      Holdings held = Holdings.open(KilledWhileSending.settings(disk.folder(), port), clock);
      sink.keeping(mail -> keep(mail, disk, held));
      try (Review review = new Review(held)) {
        KilledWhileSending.prepare(held, review, READERS);
        review.serve();
        clock.set(DUE);
        Await.until(() -> full && sink.open() == 0);
        assertThat(received.get()).as("it stops").isLessThan(READERS);
        disk.free();
        Await.until(() -> isDone(review, sink, clock));
        assertThat(review.mail().ledger().progress(newest(review).id()).sent()).isEqualTo(READERS);
      }
    }
    assertThat(ids).hasSize(READERS);
    assertThat(ids.values()).as("each with its same Message-ID").allMatch(all -> all.size() == 1);
    assertThat(received.get() - READERS).isLessThanOrEqualTo(KilledWhileSending.IN_FLIGHT);
  }

  private void keep(SmtpSink.Mail mail, SmallDisk disk, Holdings held) {
    ids.computeIfAbsent(mail.to(), _ -> ConcurrentHashMap.newKeySet())
        .add(KilledWhileSending.id(mail));
    if (received.incrementAndGet() == FULL_AFTER) {
      fill(disk, held);
      full = true;
    }
  }

  /** With the log of writes, too, which has room in what it has taken before. */
  private static void fill(SmallDisk disk, Holdings held) {
    try {
      disk.fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int bytes : new int[] {100_000, 10}) {
      for (int i = 0; takes(held, i + "x".repeat(bytes)); i++) {
        assertThat(i).as("it is full some time").isLessThan(10_000);
      }
    }
  }

  private static boolean takes(Holdings held, String text) {
    try {
      held.database()
          .change(
              handle -> handle.execute("insert into planned (channel, at) values (?, 1)", text));
      return true;
    } catch (RuntimeException _) {
      return false;
    }
  }

  private static Issue newest(Review review) {
    return review.mail().issues().newest(1).getFirst();
  }

  /** Time goes on while nothing is sent: what was claimed is free again some minutes later. */
  private static boolean isDone(Review review, SmtpSink sink, SettableClock clock) {
    if (sink.open() == 0) {
      clock.advance(Duration.ofMinutes(1));
    }
    return newest(review).state() == Issue.State.DONE;
  }
}
