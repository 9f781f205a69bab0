package courant.delivery.page;

import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.Typed;
import courant.story.Story;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page of the replies to a story, and the form under them.
 *
 * @param count of all replies that can be read
 * @param page from 1
 * @param order which threads come first
 * @param open whether the story takes replies now
 */
public record RepliesShown(
    Story story,
    List<Reply> replies,
    int count,
    int page,
    int pages,
    Replies.Order order,
    boolean open,
    Form form) {
  /**
   * @param problems texts' keys by field
   * @param answered the reply that is being answered
   */
  public record Form(
      Typed typed, Map<String, String> problems, String token, Optional<Reply> answered) {
    /** What is wrong with a field; empty if nothing. */
    public Optional<String> problem(String field) {
      return Optional.ofNullable(problems.get(field));
    }
  }

  /** Where the other pages are. */
  public String path() {
    return story.path() + "/replies";
  }

  /** The colour behind a name's first letter: the same wherever the name stands, from 0 to 359. */
  public static int hue(String name) {
    return Math.floorMod(("courant " + name).hashCode(), 360);
  }

  /** A name's first letter, whatever the script. */
  public static String initial(String name) {
    return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
  }
}
