package courant.reply;

import courant.story.StoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a reader wrote under a story. The replier's address is not here: nothing that shows a reply
 * can show it.
 *
 * @param thread the reply that began its thread; its own number if that is itself
 * @param depth how deep it is shown, from 0
 * @param website where the name leads; may be empty
 * @param source as written, in Markdown; empty once deleted
 * @param body sanitised HTML
 * @param reasons why it was held, as codes with what they found: {@code first}, {@code links:3}
 * @param score how likely it is spam, from 0 to 1
 */
public record Reply(
    ReplyId id,
    StoryId story,
    Optional<ReplyId> parent,
    ReplyId thread,
    int depth,
    String name,
    String website,
    String source,
    String body,
    Instant at,
    Optional<Instant> edited,
    ReplyState state,
    List<String> reasons,
    double score) {
  /** Its place in a page. */
  public String anchor() {
    return "reply-" + id.value();
  }

  /** Its lasting address from our root; leads to the page it is on. */
  public String path() {
    return "/replies/" + id.value();
  }
}
