package courant.desk.write;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import courant.platform.html.Blocks;
import courant.platform.html.HtmlText;
import courant.story.Revisions.Revision;
import java.util.ArrayList;
import java.util.List;

/**
 * A revision and how it differs from the one before.
 *
 * @param headline in runs of words
 * @param standfirst in runs of words
 * @param body its blocks, those that stayed gathered
 */
public record Change(
    Revision revision,
    List<Wording.Run> headline,
    List<Wording.Run> standfirst,
    List<Block> body,
    boolean first) {
  /** A piece of the body. */
  public sealed interface Block {
    /** So many blocks that stayed as they were. */
    record Same(int blocks) implements Block {}

    /** A block in runs of words. */
    record Changed(List<Wording.Run> words) implements Block {}

    /** A block whose words stayed, and whose markup, links or pictures did not. */
    record Restyled(String text) implements Block {}
  }

  /** Whether only the story's other fields, or nothing, changed. */
  public boolean isEmpty() {
    return !first
        && body.stream().allMatch(Block.Same.class::isInstance)
        && same(headline)
        && same(standfirst);
  }

  /** Whether words stayed as they were. */
  public static boolean same(List<Wording.Run> runs) {
    return runs.stream().allMatch(run -> run.fate() == Wording.Fate.KEPT);
  }

  /** One text against an earlier one. */
  public static Change between(Revision before, Revision after) {
    return between(List.of(after, before)).getFirst();
  }

  /** Each revision against the one before it; newest first, as given. */
  static List<Change> between(List<Revision> newestFirst) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < newestFirst.size(); i++) {
      boolean first = i + 1 == newestFirst.size();
      Revision after = newestFirst.get(i);
      Revision before =
          first ? new Revision(0, after.at(), "", "", "", "", "") : newestFirst.get(i + 1);
      changes.add(
          new Change(
              after,
              Wording.between(before.headline(), after.headline()),
              Wording.between(before.standfirst(), after.standfirst()),
              blocks(Blocks.of(before.body()), Blocks.of(after.body())),
              first));
    }
    return changes;
  }

  private static List<Block> blocks(List<String> before, List<String> after) {
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
      same(blocks, delta.getSource().getPosition() - at);
      changed(blocks, delta.getSource().getLines(), delta.getTarget().getLines());
      at = delta.getSource().getPosition() + delta.getSource().size();
    }
    same(blocks, before.size() - at);
    return blocks;
  }

  private static void same(List<Block> blocks, int many) {
    if (many > 0) {
      blocks.add(new Block.Same(many));
    }
  }

  private static void changed(List<Block> blocks, List<String> old, List<String> now) {
    for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
      String was = i < old.size() ? HtmlText.of(old.get(i)) : "";
      String is = i < now.size() ? HtmlText.of(now.get(i)) : "";
      blocks.add(
          was.equals(is) ? new Block.Restyled(is) : new Block.Changed(Wording.between(was, is)));
    }
  }
}
