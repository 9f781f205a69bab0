package courant.syndication;

import courant.platform.job.Facts;
import courant.source.Source;
import courant.story.StoryId;

/** Hears of items that are stories already and say something else now. */
interface Revise {
  /**
   * Called within the transaction that remembers what the item says now.
   *
   * @param intake the rules that hold for where it came from
   * @param entry as the partner tells it now, with its page's text if that is wanted
   * @param story what was made of it before, in whatever state it is
   */
  void revised(Facts.Telling telling, Source source, Intake intake, Entry entry, StoryId story);
}
