package courant.delivery.mail;

import courant.delivery.Issue;
import courant.reader.ManyReaders;
import courant.support.SmtpSink;
import courant.support.TestReview;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A review before a sink, whose newsletters count from its first moment on. */
abstract class ReviewThatMails {
  /** When the readers' daily edition is due, and then the hour it is sent at. */
  static final Duration UNTIL_DUE = Duration.ofHours(19).plusSeconds(10);

  final SmtpSink sink = SmtpSink.start();
  TestReview review;

  /** Settings beside the relay and the address, by name. */
  abstract Map<String, String> settings();

  @BeforeEach
  final void open() {
    Map<String, String> all = new HashMap<>(settings());
    all.put("smtp", "smtp://127.0.0.1:" + sink.port());
    all.put("url", "https://review.example");
    review = TestReview.start(all);
    change(
        "insert into planned (channel, at) values ('mail', ?) on conflict do nothing",
        TestReview.NOON.toEpochMilli());
  }

  @AfterEach
  final void close() throws IOException {
    review.close();
    sink.close();
  }

  final void change(String sql, Object... values) {
    review.review.database().change(handle -> handle.execute(sql, values));
  }

  /** Readers with accounts, {@code reader0@example.org} and so on. */
  final void readers(int count) {
    ManyReaders.add(
        review.review.database(),
        review.review.readers(),
        count,
        i -> "reader" + i + "@example.org");
  }

  /** All readers get a list daily, at an hour of UTC. */
  final void subscribe(String list) {
    ManyReaders.subscribe(review.review.database(), list, "daily", "5, 7, 'UTC'");
  }

  /** Whether the newest issue has been sent. */
  final boolean isDone() {
    return review.review.mail().issues().newest(1).stream()
        .anyMatch(issue -> issue.state() == Issue.State.DONE);
  }
}
