package courant.syndication.change;

import courant.masthead.Mastheads;
import courant.platform.db.Ids;
import courant.platform.i18n.Texts;
import courant.platform.job.Facts;
import courant.source.Source;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.syndication.change.ChangeRule.Rewrites;
import courant.syndication.change.ChangeRule.Withdrawals;
import courant.syndication.change.PartnerChange.Sign;
import courant.syndication.change.PartnerChange.What;
import courant.syndication.change.TakenTexts.TakenText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Hears that a partner tells a story otherwise than before, or no more: finds out whether readers
 * would notice, and does as the source's rule says. What the desk has changed is never written over
 * by a rule.
 */
public final class HearChange {
  /** More withdrawals at the same time are for a person to look at. */
  public static final int MOST_WITHDRAWN = 10;

  /** A withdrawal leaves no text: one is like the other. */
  private static final Print NOTHING = new Print("");

  private final PartnerChanges changes;
  private final ChangeRules rules;
  private final TakenTexts taken;
  private final ApplyChange apply;
  private final Stories stories;
  private final Mastheads mastheads;
  private final Ids ids;
  private final InstantSource clock;

  HearChange(
      PartnerChanges changes,
      ChangeRules rules,
      TakenTexts taken,
      ApplyChange apply,
      Stories stories,
      Mastheads mastheads,
      Ids ids,
      InstantSource clock) {
    this.changes = changes;
    this.rules = rules;
    this.taken = taken;
    this.apply = apply;
    this.stories = stories;
    this.mastheads = mastheads;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Keeps what a story was taken with, within the transaction that wrote it.
   *
   * @param print of its words as they were written
   * @param scope by which of the partner's feeds, or other ways, it came
   * @param fromPage whether it is the text of its page
   */
  public void took(Handle handle, StoryId story, Print print, long scope, boolean fromPage) {
    taken.put(handle, story, print, scope, fromPage);
  }

  /** Whether a story was taken with the text of its page. */
  public boolean isFromPage(Handle handle, StoryId story) {
    return taken.of(handle, story).filter(TakenText::fromPage).isPresent();
  }

  /**
   * The partner tells a story in these words now.
   *
   * @param scope by which of its feeds, or other ways
   * @param headline plain
   * @param body as it would stand here
   * @param said what the partner says of the change beside the story; may be empty
   */
  public void rewritten(
      Facts.Telling telling,
      Source source,
      long scope,
      Sign sign,
      StoryId id,
      String headline,
      String body,
      String said) {
    Handle handle = telling.handle();
    Optional<Story> story = stories.byId(handle, id).filter(ApplyChange::isThere);
    Optional<TakenText> before = taken.of(handle, id);
    if (story.isEmpty() || !before.map(it -> taken.listensTo(handle, it, scope)).orElse(true)) {
      return;
    }
    Print now = Print.of(headline, body);
    Print ours = Print.of(story.get().headline(), story.get().body());
    if (now.equals(ours) || before.map(it -> it.says(now)).orElse(false)) {
      changes.settle(handle, id, false);
      return;
    }
    if (now.isExcerptOf(ours) || changes.isKnown(handle, id, false, now.digest())) {
      return;
    }
    PartnerChange change =
        change(
            source,
            sign,
            id,
            new What.Rewritten(headline, body),
            said.isEmpty()
                ? CorrectionWords.in(headline, story.get().body(), body).orElse("")
                : said);
    decide(
        telling, source, story.get(), change, now, before.map(it -> it.says(ours)).orElse(false));
  }

  private void decide(
      Facts.Telling telling,
      Source source,
      Story story,
      PartnerChange change,
      Print print,
      boolean untouched) {
    Rewrites rule = rules.of(telling.handle(), source.id()).rewrites();
    if (rule == Rewrites.IGNORE) {
      return;
    }
    boolean isOut = story.state() instanceof StoryState.Published;
    if (untouched && !isOut && change.what() instanceof What.Rewritten text) {
      // Nobody has worked on it, and no reader has it: it is as new as ever.
      apply.rewrite(telling, story, text, source.name(), "");
      return;
    }
    changes.add(telling.handle(), change, print.digest());
    if (untouched && rule != Rewrites.ASK) {
      String note =
          change.said().isEmpty() && rule == Rewrites.TELL
              ? say("correction.rewritten", source)
              : change.said();
      apply.apply(telling, change, source.name(), note, false);
    }
  }

  /**
   * The partner has taken a story back.
   *
   * @param said its reason; may be empty
   * @param alone whether it is no more than one of a few: a rule does not take back a whole list,
   *     which is more often a fault of the feed's
   */
  public void withdrawn(
      Facts.Telling telling, Source source, Sign sign, StoryId id, String said, boolean alone) {
    Handle handle = telling.handle();
    Optional<Story> story = stories.byId(handle, id).filter(ApplyChange::isThere);
    Withdrawals rule = rules.of(handle, source.id()).withdrawals();
    if (story.isEmpty()
        || rule == Withdrawals.IGNORE
        || changes.isKnown(handle, id, true, NOTHING.digest())) {
      return;
    }
    PartnerChange change = change(source, sign, id, new What.Withdrawn(), said.strip());
    changes.add(handle, change, NOTHING.digest());
    Print ours = Print.of(story.get().headline(), story.get().body());
    boolean untouched = taken.of(handle, id).map(it -> it.says(ours)).orElse(false);
    if (rule == Withdrawals.APPLY && untouched && alone) {
      String note = change.said().isEmpty() ? say("correction.withdrawn", source) : change.said();
      apply.apply(telling, change, source.name(), note, false);
    } else if (story.get().state() instanceof StoryState.Scheduled) {
      apply.hold(telling, story.get(), source.name());
    }
  }

  /**
   * The partner wants a story not to be out before an instant.
   *
   * @return whether it is scheduled, now for that instant or a later one
   */
  public boolean putOff(Facts.Telling telling, Source source, StoryId id, Instant until) {
    Optional<Story> story = stories.byId(telling.handle(), id);
    if (story.isEmpty() || !(story.get().state() instanceof StoryState.Scheduled(var due))) {
      return false;
    }
    if (due.isBefore(until)) {
      apply.putOff(telling, story.get(), until, source.name());
    }
    return true;
  }

  private String say(String key, Source source) {
    return Texts.in(mastheads.masthead().language()).say(key, source.name());
  }

  private PartnerChange change(Source source, Sign sign, StoryId story, What what, String said) {
    return new PartnerChange(
        ids.next(),
        story,
        source.id(),
        sign,
        what,
        said,
        clock.instant(),
        new PartnerChange.State.Pending());
  }
}
