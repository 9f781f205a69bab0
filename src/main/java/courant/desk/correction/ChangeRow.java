package courant.desk.correction;

import courant.desk.write.Change;
import courant.source.Source;
import courant.story.Story;
import courant.story.StoryState;
import courant.syndication.change.PartnerChange;
import java.util.Optional;

/**
 * A partner's change as the desk sees it.
 *
 * @param edited whether the desk has changed the story since it was taken
 * @param diff the new text against what stands here, or, where the desk has changed that, against
 *     what was taken; empty for a withdrawal
 */
public record ChangeRow(
    PartnerChange change, Story story, Source source, boolean edited, Optional<Change> diff) {
  /** Whether readers have the story. */
  public boolean isOut() {
    return story.state() instanceof StoryState.Published;
  }

  /** The part of the change's anchor and of the names of its fields. */
  public String number() {
    return Long.toString(change.id());
  }
}
