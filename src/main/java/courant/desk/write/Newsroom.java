package courant.desk.write;

import courant.desk.Member;
import courant.desk.Members;
import courant.masthead.Mastheads;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.story.Corrections;
import courant.story.Origin;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.WriteStory;
import courant.syndication.intake.Inbox;
import courant.syndication.intake.KnownItems;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * What the desk does with stories: each verb one transaction, with its revision and its line in the
 * log.
 */
public final class Newsroom {
  /** Someone saved a newer version meanwhile, or its hour came; nothing was written. */
  public static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The revision that is there now. */
    public final int current;

    Overtaken(int current) {
      super("saved by someone else meanwhile", null, false, false);
      this.current = current;
    }
  }

  private final Facts facts;
  private final Mastheads mastheads;
  private final Stories stories;
  private final WriteStory writeStory;
  private final Revisions revisions;
  private final Corrections corrections;
  private final ApplyForm apply;
  private final WorkingCopies copies;
  private final Inbox inbox;
  private final KnownItems known;
  private final Members members;
  private final Reviewing reviewing;
  private final Ids ids;
  private final InstantSource clock;

  public Newsroom(
      Facts facts,
      Mastheads mastheads,
      Stories stories,
      WriteStory writeStory,
      Revisions revisions,
      Corrections corrections,
      ApplyForm apply,
      WorkingCopies copies,
      Inbox inbox,
      KnownItems known,
      Members members,
      Reviewing reviewing,
      Ids ids,
      InstantSource clock) {
    this.facts = facts;
    this.mastheads = mastheads;
    this.stories = stories;
    this.writeStory = writeStory;
    this.revisions = revisions;
    this.corrections = corrections;
    this.apply = apply;
    this.copies = copies;
    this.inbox = inbox;
    this.known = known;
    this.members = members;
    this.reviewing = reviewing;
    this.ids = ids;
    this.clock = clock;
  }

  /** Begins an empty draft. */
  public Story begin(Member member) {
    return write(member, blank(new StoryId(ids.next())), OptionalInt.empty(), "begin", "");
  }

  private Story blank(StoryId id) {
    return Story.blank(id, mastheads.masthead().language().toLanguageTag());
  }

  /**
   * Saves what was typed, in the state the story is in; a published one becomes a correction.
   *
   * @param note what readers are told of the change; empty for nothing
   * @param serious whether those who had the story are told at once
   * @throws Overtaken if someone saved meanwhile, or if it is a draft no more and has to be one
   */
  public Story save(Member member, StoryId id, Typed typed, String note, boolean serious) {
    return facts.write(telling -> save(telling, member, id, typed, note, serious));
  }

  private Story save(
      Facts.Telling telling, Member member, StoryId id, Typed typed, String note, boolean serious) {
    Predicate<StoryState> may = state -> typed.beyondDrafts() || draft(state);
    Story story = saved(telling, member, id, typed, may, "save", note);
    if (published(story.state())) {
      corrections.make(telling, id, note, serious, false);
    }
    return story;
  }

  /**
   * Files a story elsewhere as it stands by now, so that nothing is lost that somebody saved just
   * before. What is gone for readers is left as it is; what would stay the same is not written.
   *
   * @return the story before; empty if it was left
   */
  Optional<Story> refile(Member member, StoryId id, Function<Story, StoryForm> filed) {
    return facts.write(
        telling ->
            stories
                .byId(telling.handle(), id)
                .filter(story -> toCome(story.state()) || published(story.state()))
                .filter(story -> !filed.apply(story).equals(StoryForm.of(story)))
                .map(
                    story -> {
                      Typed typed = Typed.elsewhere(filed.apply(story), OptionalInt.empty(), true);
                      save(telling, member, id, typed, "", false);
                      return story;
                    }));
  }

  /**
   * Saves a draft and hands it in for review.
   *
   * @param note to the editors; may be empty
   * @param mailed whether the member wants to be mailed what becomes of it
   * @throws Overtaken if someone saved meanwhile, or if it is a draft no more
   */
  Story submit(Member member, StoryId id, Typed typed, String note, boolean mailed) {
    return facts.write(
        telling -> {
          Story story = saved(telling, member, id, typed, Newsroom::draft, "submit", "");
          reviewing.submit(telling.handle(), id, member, note, mailed);
          return story;
        });
  }

  /**
   * Saves and publishes, now.
   *
   * @throws Overtaken if someone saved meanwhile, or if it is out already
   */
  public Story publish(Member member, StoryId id, Typed typed) {
    Instant now = clock.instant();
    return sent(member, id, typed, new StoryState.Published("", now, now), "publish");
  }

  /**
   * Saves, to be published at an instant.
   *
   * @throws Overtaken if someone saved meanwhile, or if it is out already
   */
  public Story schedule(Member member, StoryId id, Typed typed, Instant due) {
    return sent(member, id, typed, new StoryState.Scheduled(due), "schedule");
  }

  /**
   * Lets a draft or a scheduled story go out at an instant, as it stands.
   *
   * @throws Overtaken if it is neither any more
   */
  public Story release(Member member, StoryId id, Instant due) {
    return turn(member, id, Newsroom::toCome, _ -> new StoryState.Scheduled(due), "schedule");
  }

  /**
   * Takes a scheduled story back to the drafts.
   *
   * @throws Overtaken if it is scheduled no more, as when its hour has come
   */
  public Story unschedule(Member member, StoryId id) {
    return turn(
        member,
        id,
        StoryState.Scheduled.class::isInstance,
        _ -> new StoryState.Draft(),
        "unschedule");
  }

  /**
   * Kills a published story, with a reason for its readers.
   *
   * @param serious whether those who had the story are told at once
   * @throws Overtaken if it is published no more
   */
  public Story withdraw(Member member, StoryId id, String reason, boolean serious) {
    return facts.write(
        telling -> {
          Story story = in(telling.handle(), id, Newsroom::published);
          corrections.make(telling, id, reason, serious, true);
          return put(
              telling,
              member,
              story.in(
                  new StoryState.Withdrawn(
                      story.path(), story.published(), clock.instant(), reason)),
              "withdraw");
        });
  }

  /**
   * Brings a withdrawn story back to its address.
   *
   * @throws Overtaken if readers have it already
   */
  public Story reinstate(Member member, StoryId id) {
    return turn(
        member,
        id,
        state -> state instanceof StoryState.Withdrawn || state instanceof StoryState.Expired,
        story -> new StoryState.Published(story.path(), story.published(), clock.instant()),
        "reinstate");
  }

  /** Puts a story as it stands into another state, unless it left the one it was seen in. */
  private Story turn(
      Member member,
      StoryId id,
      Predicate<StoryState> from,
      Function<Story, StoryState> into,
      String action) {
    return facts.write(
        telling -> {
          Story story = in(telling.handle(), id, from);
          return put(telling, member, story.in(into.apply(story)), action);
        });
  }

  /** With the words it had; whoever is writing it goes on from there. */
  private Story put(Facts.Telling telling, Member member, Story story, String action) {
    int before = revisions.current(telling.handle(), story.id());
    Story written = write(telling, member, story, OptionalInt.empty(), action, "");
    int after = revisions.current(telling.handle(), story.id());
    copies.follow(telling.handle(), story.id(), before, after);
    return written;
  }

  /** What it is now: what a page showed before may be over. */
  private Story in(Handle handle, StoryId id, Predicate<StoryState> wanted) {
    Story story = current(handle, id);
    if (!wanted.test(story.state())) {
      throw new Overtaken(revisions.current(handle, id));
    }
    return story;
  }

  /**
   * Removes a draft that never went out, with all that was kept of it.
   *
   * @return what it was; empty if it is none
   */
  Optional<SeveralDeeds.Was> remove(Member member, StoryId id) {
    return facts.write(
        telling -> {
          Handle handle = telling.handle();
          Story story = current(handle, id);
          if (!(story.state() instanceof StoryState.Draft)) {
            return Optional.empty();
          }
          SeveralDeeds.Was was = SeveralDeeds.Was.whole(story, known.of(handle, id));
          known.leaveOut(handle, id);
          writeStory.removeDraft(handle, id);
          members.record(handle, member.id(), "remove", story.headline());
          return Optional.of(was);
        });
  }

  /** Writes a draft again that was removed. */
  Story bringBack(Member member, SeveralDeeds.Was was) {
    return facts.write(
        telling -> {
          Story typed = apply.to(telling, blank(was.story()), was.form());
          Optional<Origin> origin =
              typed
                  .origin()
                  .map(from -> new Origin(from.source(), from.address(), was.originated()));
          Story written =
              write(telling, member, typed.from(origin), OptionalInt.empty(), "bring-back", "");
          known.bringBack(telling.handle(), written.id(), was.names());
          return written;
        });
  }

  /** What the story would be if this were saved; nothing is written. */
  Story preview(StoryId id, StoryForm form) {
    Instant now = clock.instant();
    Story story = stories.byId(id).orElseThrow();
    Story typed = apply.preview(story, form);
    return story.state() instanceof StoryState.Published
        ? typed
        : typed.in(new StoryState.Published("/preview", now, now));
  }

  private static boolean draft(StoryState state) {
    return state instanceof StoryState.Draft;
  }

  private static boolean published(StoryState state) {
    return state instanceof StoryState.Published;
  }

  private static boolean toCome(StoryState state) {
    return draft(state) || state instanceof StoryState.Scheduled;
  }

  private Story saved(
      Facts.Telling telling,
      Member member,
      StoryId id,
      Typed typed,
      Predicate<StoryState> from,
      String action,
      String note) {
    Story story = in(telling.handle(), id, from);
    return saved(telling, member, apply.to(telling, story, typed.form()), typed, action, note);
  }

  private Story saved(
      Facts.Telling telling, Member member, Story story, Typed typed, String action, String note) {
    Story written = write(telling, member, story, typed.begun(), action, note);
    if (typed.page()) {
      copies.drop(telling.handle(), story.id(), member.id());
    }
    return written;
  }

  private Story sent(Member member, StoryId id, Typed typed, StoryState into, String action) {
    return facts.write(
        telling -> {
          Story story = in(telling.handle(), id, Newsroom::toCome);
          Story whole = apply.to(telling, story, typed.form()).in(into);
          return saved(telling, member, whole, typed, action, "");
        });
  }

  private Story current(Handle handle, StoryId id) {
    return stories
        .byId(handle, id)
        .orElseThrow(() -> new IllegalStateException("no story " + id.value()));
  }

  private Story write(
      Member member, Story story, OptionalInt expected, String action, String note) {
    return facts.write(telling -> write(telling, member, story, expected, action, note));
  }

  private Story write(
      Facts.Telling telling,
      Member member,
      Story story,
      OptionalInt expected,
      String action,
      String note) {
    int current = revisions.current(telling.handle(), story.id());
    if (expected.isPresent() && expected.getAsInt() != current) {
      throw new Overtaken(current);
    }
    // What came from elsewhere has no revision yet; its words must not be lost with the first
    // change.
    revisions.keep(telling.handle(), story, "", "");
    Story dated =
        story.state() instanceof StoryState.Published(var path, var published, _) && !path.isEmpty()
            ? story.in(new StoryState.Published(path, published, clock.instant()))
            : story;
    Story written = writeStory.save(telling, dated, mastheads.masthead().zone());
    revisions.keep(telling.handle(), written, member.name(), note);
    inbox.take(telling.handle(), story.id());
    reviewing.settle(telling.handle(), written, member);
    members.record(telling.handle(), member.id(), action, story.headline());
    return written;
  }
}
