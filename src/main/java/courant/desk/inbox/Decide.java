package courant.desk.inbox;

import courant.desk.Member;
import courant.desk.write.Newsroom;
import courant.platform.db.Database;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.syndication.intake.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What becomes of stories in the inbox, and how that is undone. */
public final class Decide {
  /** A story goes out after this long, so that a slip of the hand can be undone. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** What can be done with a story. */
  public enum Verb {
    /** Takes it among the drafts. */
    DRAFT,
    /** Sends it out as it stands. */
    PUBLISH,
    /** Puts it aside. */
    DISMISS,
    /** Lets it wait again. */
    BACK,
    /** Takes the last decision back. */
    UNDO;

    /** How it is written in forms. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Verb> of(String word) {
      return Arrays.stream(values()).filter(known -> known.word().equals(word)).findFirst();
    }
  }

  private final Database database;
  private final Newsroom newsroom;
  private final Stories stories;
  private final Inbox inbox;
  private final InstantSource clock;

  public Decide(
      Database database, Newsroom newsroom, Stories stories, Inbox inbox, InstantSource clock) {
    this.database = database;
    this.newsroom = newsroom;
    this.stories = stories;
    this.inbox = inbox;
    this.clock = clock;
  }

  /** Does the same with several stories; those are answered with which it could be done. */
  List<StoryId> all(Member member, Verb verb, List<StoryId> chosen) {
    return chosen.stream().filter(story -> one(member, verb, story)).toList();
  }

  private boolean one(Member member, Verb verb, StoryId story) {
    return switch (verb) {
      case DRAFT -> database.write(handle -> inbox.take(handle, story));
      case DISMISS -> database.write(handle -> inbox.drop(handle, story, now()));
      case BACK -> database.write(handle -> inbox.drop(handle, story, Optional.empty()));
      case PUBLISH -> database.read(handle -> inbox.holds(handle, story)) && send(member, story);
      case UNDO -> false;
    };
  }

  private boolean send(Member member, StoryId story) {
    try {
      newsroom.release(member, story, clock.instant().plus(GRACE));
      return true;
    } catch (Newsroom.Overtaken _) {
      return false;
    }
  }

  private Optional<Instant> now() {
    return Optional.of(clock.instant());
  }

  /** Lets stories wait again; those that are out already stay so. */
  List<StoryId> undo(Member member, List<StoryId> chosen) {
    return chosen.stream().filter(story -> back(member, story)).toList();
  }

  private boolean back(Member member, StoryId id) {
    if (database.write(handle -> inbox.drop(handle, id, Optional.empty()))) {
      return true;
    }
    Optional<Story> story = stories.byId(id).filter(known -> known.origin().isPresent());
    if (story.isEmpty()) {
      return false;
    }
    return switch (story.get().state()) {
      case StoryState.Draft _ -> database.write(handle -> put(handle, story.get()));
      case StoryState.Scheduled _ -> unscheduled(member, story.get());
      case StoryState.Published _, StoryState.Withdrawn _, StoryState.Expired _ -> false;
    };
  }

  private boolean unscheduled(Member member, Story story) {
    try {
      newsroom.unschedule(member, story.id());
      return database.write(handle -> put(handle, story));
    } catch (Newsroom.Overtaken _) {
      return false;
    }
  }

  private boolean put(Handle handle, Story story) {
    inbox.put(handle, story.id(), story.origin().orElseThrow().source().id(), clock.instant());
    return true;
  }
}
