package courant.delivery;

import courant.story.StoryId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An edition that is mailed.
 *
 * @param stretch of time that it covers; both ends are the same for a single story or letter
 * @param subject number of the single story, letter or correction; 0 for a list
 * @param stories what is in it, in order; empty if every reader has others
 * @param made when it was planned; the date of its messages
 */
public record Issue(
    long id,
    MailList list,
    Pace pace,
    Schedule.Stretch stretch,
    long subject,
    List<StoryId> stories,
    State state,
    Instant made) {
  /** How far it has come. */
  public enum State {
    OPEN,
    PAUSED,
    DONE,
    /** There was nothing to send, so nothing is sent. */
    EMPTY;

    /** Its lower-case name. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether each reader gets a selection of their own. */
  public boolean personal() {
    return list.equals(MailList.FOLLOWS) && pace != Pace.ONCE;
  }

  /** The single story it is of. */
  public Optional<StoryId> story() {
    return subject == 0 || list.equals(MailList.LETTERS) || list.equals(MailList.CORRECTIONS)
        ? Optional.empty()
        : Optional.of(new StoryId(subject));
  }

  /** The letter of the desk it is. */
  public Optional<Long> letter() {
    return list.equals(MailList.LETTERS) ? Optional.of(subject) : Optional.empty();
  }

  /** The correction it is, by number. */
  public Optional<Long> correction() {
    return list.equals(MailList.CORRECTIONS) ? Optional.of(subject) : Optional.empty();
  }

  /** How many stories a message shows. */
  public static final int MOST_SHOWN = 25;

  /** Whether its messages show a story; of those of a reader's own, the ledger knows. */
  boolean shows(StoryId story) {
    return stories.stream().limit(MOST_SHOWN).anyMatch(story::equals);
  }

  /** What somebody leaves who has enough of messages like this. */
  public String leaves() {
    return story().isPresent() ? STORIES : list.key();
  }

  /** Names all lists by which single stories come. */
  public static final String STORIES = "stories";
}
