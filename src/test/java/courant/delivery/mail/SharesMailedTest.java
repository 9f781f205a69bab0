package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.follow.Interest;
import courant.follow.Share;
import courant.follow.Stance;
import courant.reader.ManyReaders;
import courant.reader.ReaderId;
import courant.story.Listing;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.SmtpSink;
import courant.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of several shares get what is theirs, each once, with and without room for all. */
@BothDatabases
@ParameterizedClass
@ValueSource(strings = {"", "0"})
class SharesMailedTest extends ReviewThatMails {
  private static final int EACH = 4;

  @Parameter String room;

  private List<ReaderId> all;

  @Override
  Map<String, String> settings() {
    return Map.of("follows", room);
  }

  @BeforeEach
  void join() {
    review.topic("Libya");
    for (int share : new int[] {0, 1, 4}) {
      // The first half of them stand at the end of a share, the others begin the next.
      lastReaderWas(Math.max(1, (share << 20) - EACH / 2 - 1));
      ManyReaders.add(
          review.review.database(),
          review.review.readers(),
          EACH,
          i -> "reader%d-%d@example.org".formatted(share, i));
    }
    all = query("select id from reader order by id").stream().map(ReaderId::new).toList();
    assertThat(all.stream().map(Share::of).distinct()).hasSize(4);
  }

  private List<Integer> query(String sql) {
    return review
        .review
        .database()
        .read(handle -> handle.createQuery(sql).mapTo(Integer.class).list());
  }

  private void lastReaderWas(int number) {
    review
        .review
        .database()
        .change(
            handle -> {
              if (TestDatabase.isPostgres()) {
                handle.execute("select setval(pg_get_serial_sequence('reader', 'id'), ?)", number);
              } else {
                handle.execute("insert into reader (id, since) values (?, 0)", number);
                handle.execute("delete from reader where id = ?", number);
              }
            });
  }

  /** All but the second of each four follow Libya. */
  private long follow() {
    Interest libya = new Interest.Listed(new Listing.About(review.topic("Libya").id()));
    List<ReaderId> some =
        IntStream.range(0, all.size()).filter(i -> i % EACH != 1).mapToObj(all::get).toList();
    some.forEach(reader -> review.review.follows().set(reader, libya, Optional.of(Stance.FOLLOW)));
    return some.size();
  }

  private List<String> told() {
    return sink.mails().stream()
        .filter(mail -> mail.text().contains("List-Id:"))
        .map(SmtpSink.Mail::to)
        .toList();
  }

  @Test
  void dailyEditionsOfTheirOwn() {
    subscribe("follows");
    long followers = follow();
    review.story("Port reopens").topic("Libya").publish();
    review.story("Cup final").publish();
    review.clock.set(Instant.parse("2026-11-24T07:00:10Z"));
    Await.until(this::isDone);
    assertThat(told()).hasSize((int) followers).doesNotHaveDuplicates();
  }

  @Test
  void aStoryByItself() {
    ManyReaders.subscribe(review.review.database(), "follows", "once", "5, 7, 'UTC'");
    long followers = follow();
    review.story("Port reopens").topic("Libya").publish();
    Await.until(this::isDone);
    assertThat(told()).hasSize((int) followers).doesNotHaveDuplicates();
  }

  @Test
  void theReviewForAll() {
    subscribe("review");
    review.story("Port reopens").publish();
    review.clock.set(Instant.parse("2026-11-24T07:00:10Z"));
    Await.until(this::isDone);
    assertThat(told()).hasSize(all.size()).doesNotHaveDuplicates();
  }
}
