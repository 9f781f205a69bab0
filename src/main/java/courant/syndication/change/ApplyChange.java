package courant.syndication.change;

import courant.masthead.Mastheads;
import courant.platform.job.Facts;
import courant.story.Correction;
import courant.story.Corrections;
import courant.story.Revisions;
import courant.story.Revisions.Revision;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.WriteStory;
import courant.syndication.change.PartnerChange.State;
import courant.syndication.change.PartnerChange.What;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** Lets a partner's change stand here, too, or leaves it, and takes either back. */
public final class ApplyChange {
  private final PartnerChanges changes;
  private final TakenTexts taken;
  private final Stories stories;
  private final WriteStory writeStory;
  private final Revisions revisions;
  private final Corrections corrections;
  private final Mastheads mastheads;
  private final DropDraft drop;
  private final InstantSource clock;

  /** Lets a story that never went out disappear from where the desk takes up its work. */
  @FunctionalInterface
  public interface DropDraft {
    void drop(Handle handle, StoryId story);
  }

  ApplyChange(
      PartnerChanges changes,
      TakenTexts taken,
      Stories stories,
      WriteStory writeStory,
      Revisions revisions,
      Corrections corrections,
      Mastheads mastheads,
      DropDraft drop,
      InstantSource clock) {
    this.changes = changes;
    this.taken = taken;
    this.stories = stories;
    this.writeStory = writeStory;
    this.revisions = revisions;
    this.corrections = corrections;
    this.mastheads = mastheads;
    this.drop = drop;
    this.clock = clock;
  }

  /** What came of a wish. */
  public enum Result {
    DONE,
    /** The story has gone on meanwhile; nothing was written. */
    OVERTAKEN,
    /** Readers have been told at once, which cannot be taken back. */
    TOLD
  }

  /**
   * Applies a change that waits.
   *
   * @param byWhom a member's name, or the source's if a rule does it
   * @param note what readers are told; empty for nothing
   * @param serious whether those who had the story are told at once
   */
  public Result apply(
      Facts.Telling telling, PartnerChange change, String byWhom, String note, boolean serious) {
    Optional<Story> found = current(telling, change);
    if (found.isEmpty() || !isPending(telling, change)) {
      return Result.OVERTAKEN;
    }
    Story story = found.get();
    int replaced = revisions.current(telling.handle(), story.id());
    switch (change.what()) {
      case What.Rewritten text -> rewrite(telling, story, text, byWhom, note);
      case What.Withdrawn _ -> withdraw(telling, story, byWhom, note);
    }
    Optional<Long> told =
        story.state() instanceof StoryState.Published
            ? corrections.make(telling, story.id(), note, serious, change.isWithdrawal())
            : Optional.empty();
    changes.decide(
        telling.handle(),
        change.id(),
        new State.Applied(clock.instant(), byWhom, note, told, OptionalInt.of(replaced)));
    return Result.DONE;
  }

  /** Whether a story is out, or may still go out. */
  static boolean isThere(Story story) {
    return switch (story.state()) {
      case StoryState.Draft _, StoryState.Scheduled _, StoryState.Published _ -> true;
      case StoryState.Withdrawn _, StoryState.Expired _ -> false;
    };
  }

  /** The story, unless it was withdrawn meanwhile. */
  private Optional<Story> current(Facts.Telling telling, PartnerChange change) {
    return stories.byId(telling.handle(), change.story()).filter(ApplyChange::isThere);
  }

  private boolean isPending(Facts.Telling telling, PartnerChange change) {
    return changes
        .byId(telling.handle(), change.id())
        .filter(now -> now.state() instanceof State.Pending)
        .isPresent();
  }

  /** Gives a story the partner's words; what the desk added beside them stays. */
  void rewrite(
      Facts.Telling telling, Story story, What.Rewritten text, String byWhom, String note) {
    Story written = write(telling, story.saying(text.headline(), text.body()), story, byWhom, note);
    Optional<TakenTexts.TakenText> before = taken.of(telling.handle(), story.id());
    taken.put(
        telling.handle(),
        written.id(),
        Print.of(written.headline(), written.body()),
        before.map(TakenTexts.TakenText::scope).orElse(0L),
        before.map(TakenTexts.TakenText::fromPage).orElse(false));
  }

  private void withdraw(Facts.Telling telling, Story story, String byWhom, String note) {
    switch (story.state()) {
      case StoryState.Published(var path, var published, _) ->
          write(
              telling,
              story.in(new StoryState.Withdrawn(path, published, clock.instant(), note)),
              story,
              byWhom,
              "");
      case StoryState.Scheduled _ -> hold(telling, story, byWhom);
      case StoryState.Draft _ -> drop.drop(telling.handle(), story.id());
      case StoryState.Withdrawn _, StoryState.Expired _ -> {}
    }
  }

  /** Takes a story back to the drafts: it must not go out by itself. */
  void hold(Facts.Telling telling, Story story, String byWhom) {
    write(telling, story.in(new StoryState.Draft()), story, byWhom, "");
  }

  /** Lets a scheduled story go out later. */
  void putOff(Facts.Telling telling, Story story, Instant until, String byWhom) {
    write(telling, story.in(new StoryState.Scheduled(until)), story, byWhom, "");
  }

  private Story write(Facts.Telling telling, Story now, Story before, String byWhom, String note) {
    revisions.keep(telling.handle(), before, "", "");
    Story dated =
        now.state() instanceof StoryState.Published(var path, var published, _)
            ? now.in(new StoryState.Published(path, published, clock.instant()))
            : now;
    Story written = writeStory.save(telling, dated, mastheads.masthead().zone());
    revisions.keep(telling.handle(), written, byWhom, note);
    return written;
  }

  /** Leaves the story as it is. */
  public Result ignore(Facts.Telling telling, PartnerChange change, String byWhom) {
    if (!isPending(telling, change)) {
      return Result.OVERTAKEN;
    }
    changes.decide(telling.handle(), change.id(), new State.Ignored(clock.instant(), byWhom));
    return Result.DONE;
  }

  /** Takes a decision back; the change waits again, and what readers were to be told is dropped. */
  public Result undo(Facts.Telling telling, PartnerChange seen, String byWhom) {
    Handle handle = telling.handle();
    Optional<PartnerChange> change = changes.byId(handle, seen.id());
    return switch (change.map(PartnerChange::state).orElseGet(State.Pending::new)) {
      case State.Pending _ -> Result.OVERTAKEN;
      case State.Ignored _ -> waitAgain(handle, seen);
      case State.Applied applied -> {
        if (applied
            .correction()
            .flatMap(corrections::byId)
            .filter(Correction::serious)
            .isPresent()) {
          yield Result.TOLD;
        }
        Result result = restore(telling, seen, applied, byWhom);
        if (result == Result.DONE) {
          applied.correction().ifPresent(told -> corrections.retract(handle, told));
          waitAgain(handle, seen);
        }
        yield result;
      }
    };
  }

  private Result waitAgain(Handle handle, PartnerChange change) {
    changes.settle(handle, change.story(), change.isWithdrawal());
    changes.decide(handle, change.id(), new State.Pending());
    return Result.DONE;
  }

  private Result restore(
      Facts.Telling telling, PartnerChange change, State.Applied applied, String byWhom) {
    Optional<Story> found = stories.byId(telling.handle(), change.story());
    if (found.isEmpty()) {
      return Result.OVERTAKEN;
    }
    Story story = found.get();
    return switch (change.what()) {
      case What.Withdrawn _ -> {
        if (story.state() instanceof StoryState.Withdrawn(var path, var published, _, _)) {
          write(
              telling,
              story.in(new StoryState.Published(path, published, clock.instant())),
              story,
              byWhom,
              "");
        }
        yield Result.DONE;
      }
      case What.Rewritten text -> {
        Optional<Revision> before =
            applied.replaced().isPresent()
                ? revisions.at(telling.handle(), story.id(), applied.replaced().getAsInt())
                : Optional.empty();
        if (before.isEmpty() || !isThere(story) || !says(story, text)) {
          yield Result.OVERTAKEN;
        }
        write(
            telling, story.saying(before.get().headline(), before.get().body()), story, byWhom, "");
        yield Result.DONE;
      }
    };
  }

  private static boolean says(Story story, What.Rewritten text) {
    return Print.of(story.headline(), story.body()).equals(Print.of(text.headline(), text.body()));
  }
}
