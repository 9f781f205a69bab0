package courant.delivery.push;

import static org.assertj.core.api.Assertions.assertThat;

import courant.Holdings;
import courant.platform.config.Settings;
import courant.platform.db.Database;
import courant.story.Listing;
import courant.story.StoryId;
import courant.support.BothDatabases;
import courant.support.HeldStory;
import courant.support.SettableClock;
import courant.support.TestDatabase;
import courant.support.TestReview;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several nodes sends a story. */
@BothDatabases
class PushLedgerTest {
  private final SettableClock clock = new SettableClock(TestReview.NOON);

  @TempDir Path folder;

  @Test
  void aNodeThatSleptOverItsClaimSendsNothingMoreAndEndsNothing() {
    Map<String, String> settings =
        Map.of("data", folder.toString(), "database", TestDatabase.address(folder));
    Holdings held = Holdings.open(Settings.of(settings), clock);
    try (Database database = held.database()) {
      HeldStory.write(held, "Port reopens");
      StoryId story = held.stories().published(new Listing.Everything(), 0, 1).getFirst().id();
      PushLedger slow = new PushLedger(database, held.ids(), clock);
      PushLedger other = new PushLedger(database, held.ids(), clock);
      slow.plan(story, true, Optional.empty());
      PushSend slept = slow.claim().orElseThrow();
      assertThat(other.claim()).as("it is somebody's").isEmpty();
      clock.advance(Duration.ofMinutes(3));
      PushSend further = other.reached(other.claim().orElseThrow(), 50).orElseThrow();
      assertThat(slow.reached(slept, 10)).isEmpty();
      slow.finish(slept);
      clock.advance(Duration.ofMinutes(3));
      PushSend last = slow.claim().orElseThrow();
      assertThat(last.reached()).isEqualTo(50);
      other.finish(further);
      slow.finish(last);
      clock.advance(Duration.ofMinutes(3));
      assertThat(slow.claim()).isEmpty();
    }
  }
}
