package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.Issues;
import courant.delivery.MailList;
import courant.delivery.Pace;
import courant.delivery.Schedule;
import courant.platform.web.Addresses;
import courant.reader.ManyReaders;
import courant.story.Story;
import courant.support.Await;
import courant.support.BothDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is mailed may have an address in any script; one that cannot be mailed stops no others. */
@BothDatabases
class AnyAddressMailedTest extends ReviewThatMails {
  @Override
  Map<String, String> settings() {
    return Map.of();
  }

  private void subscribe(String kind, long target, String pace, int hour) {
    ManyReaders.subscribe(review.review.database(), kind, target, pace, "5, " + hour + ", 'UTC'");
  }

  private String mailed() {
    Await.until(() -> !sink.mails().isEmpty());
    return NewsletterTest.decoded(sink.mails().getFirst());
  }

  @Test
  void aStoryWithAnArabicHeadline() {
    readers(1);
    subscribe("review", 0, "once", 7);
    Story story = review.story("القاهرة تستضيف المحادثات").language("ar").publish();
    assertThat(mailed())
        .contains(
            "List-Archive: <https://review.example" + Addresses.encode(story.path()) + ">",
            "href=\"https://review.example" + Addresses.encode(story.path()) + "\"");
  }

  @Test
  void theDailyEditionOfAnArabicSection() {
    readers(1);
    subscribe("section", review.section("العالم").id().value(), "daily", 7);
    review.story("Port reopens").section("العالم").publish();
    review.clock.advance(UNTIL_DUE);
    assertThat(mailed())
        .contains(
            "List-Archive: <https://review.example" + Addresses.encode("/section/العالم") + ">");
  }

  @Test
  void whatCannotBeMadeKeepsNobodyElseWaiting() {
    readers(1);
    subscribe("review", 0, "daily", 7);
    Story story = review.story("Port reopens").publish();
    // So many that there is always one whose turn it is before what comes daily.
    List<MailList> broken = IntStream.range(0, 6).mapToObj(i -> section("World " + i)).toList();
    broken.forEach(section -> subscribe("section", section.target(), "once", 7));
    change("update section set slug = ? || id", "w".repeat(2_000));
    broken.forEach(section -> plan(section, Pace.ONCE, story));
    plan(MailList.REVIEW, Pace.DAILY, story);
    Await.until(
        () -> {
          review.clock.advance(Duration.ofSeconds(1));
          return !sink.mails().isEmpty();
        });
    assertThat(mailed()).contains("List-Archive: <https://review.example/>");
  }

  private MailList section(String name) {
    return new MailList(MailList.Kind.SECTION, review.section(name).id().value());
  }

  private void plan(MailList list, Pace pace, Story story) {
    Instant seven = Instant.parse("2026-11-23T07:00:00Z");
    Schedule.Stretch day = new Schedule.Stretch(seven.minus(Duration.ofDays(1)), seven);
    Issues.Plan plan = new Issues.Plan(list, pace, day, 0, List.of(story.id()), false, 1);
    review.review.database().change(handle -> review.review.mail().issues().add(handle, plan));
  }
}
