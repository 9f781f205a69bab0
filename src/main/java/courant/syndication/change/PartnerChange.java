package courant.syndication.change;

import courant.source.SourceId;
import courant.story.StoryId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a partner did to a story that we have.
 *
 * @param sign by what it was noticed
 * @param said what the partner itself says of it; may be empty
 */
public record PartnerChange(
    long id,
    StoryId story,
    SourceId source,
    Sign sign,
    What what,
    String said,
    Instant found,
    State state) {

  /** What it is. */
  public sealed interface What {
    /**
     * Other words.
     *
     * @param headline plain
     * @param body sanitised, as it would stand here
     */
    record Rewritten(String headline, String body) implements What {}

    /** The story was taken back. */
    record Withdrawn() implements What {}
  }

  /** By what it was noticed. */
  public enum Sign {
    /** The feed says something else. */
    ENTRY,
    /** The feed says that it is no more. */
    TOMBSTONE,
    /** The story's own page has changed, or is gone. */
    PAGE,
    /** The partner sent a notice. */
    NOTICE;

    /** How it is written in the database and in the names of texts. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far it has come. */
  public sealed interface State {
    /** It waits for the desk. */
    record Pending() implements State {}

    /** It was left. */
    record Ignored(Instant when, String byWhom) implements State {}

    /**
     * It stands here, too.
     *
     * @param byWhom a name; the source's if a rule did it
     * @param note what readers were told; empty for nothing
     * @param correction the number of what they were told
     * @param replaced the revision that was there before
     */
    record Applied(
        Instant when, String byWhom, String note, Optional<Long> correction, OptionalInt replaced)
        implements State {}
  }

  /** Whether the story was taken back. */
  public boolean isWithdrawal() {
    return what instanceof What.Withdrawn;
  }
}
