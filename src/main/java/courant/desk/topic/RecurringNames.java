package courant.desk.topic;

import courant.story.Story;
import courant.story.StoryId;
import courant.topic.Candidate;
import courant.topic.KnownTopics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names that recur in some stories. Reading hundreds of stories takes a second, so that each is
 * read once, beside what is asked for; what was read is kept for as long as the story is among
 * them.
 */
final class RecurringNames {
  /** Who asks waits this long for what is being read, and then gets what was read before. */
  private static final Duration PATIENCE = Duration.ofMillis(60);

  private final Supplier<List<Story>> stories;
  private final KnownTopics known;
  private final int least;
  private @Nullable CompletableFuture<Map<Worded, List<Candidate>>> reading;
  private volatile Map<Worded, List<Candidate>> read = Map.of();

  /**
   * @param least in how many stories a name recurs
   */
  RecurringNames(Supplier<List<Story>> stories, KnownTopics known, int least) {
    this.stories = stories;
    this.known = known;
    this.least = least;
  }

  /** A story as it is worded at one time. */
  private record Worded(StoryId story, int words) {
    static Worded of(Story story) {
      return new Worded(
          story.id(),
          Objects.hash(story.headline(), story.standfirst(), story.body(), story.language()));
    }
  }

  /**
   * What recurs.
   *
   * @param whole false if newer stories are still being read
   */
  record Seen(List<Candidate> names, boolean whole) {}

  /** What recurs and is no topic now, the most frequent first. */
  Seen seen() {
    CompletableFuture<Map<Worded, List<Candidate>>> now = reading();
    Map<Worded, List<Candidate>> names =
        now.copy().completeOnTimeout(Map.of(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    boolean whole = now.isDone() && names == now.join();
    return new Seen(known.recurring((whole ? names : read).values(), least), whole);
  }

  private synchronized CompletableFuture<Map<Worded, List<Candidate>>> reading() {
    CompletableFuture<Map<Worded, List<Candidate>>> now = reading;
    if (now == null || now.isDone()) {
      now = CompletableFuture.supplyAsync(this::read, Thread.ofVirtual().name("names")::start);
      reading = now;
    }
    return now;
  }

  private Map<Worded, List<Candidate>> read() {
    Map<Worded, List<Candidate>> before = read;
    Map<Worded, List<Candidate>> after = new LinkedHashMap<>();
    for (Story story : stories.get()) {
      Worded worded = Worded.of(story);
      List<Candidate> names = before.get(worded);
      after.put(worded, names == null ? known.names(story.prose()) : names);
    }
    read = after;
    return after;
  }
}
