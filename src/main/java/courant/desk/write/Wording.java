package courant.desk.write;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.util.ArrayList;
import java.util.List;

/** How one text differs from another, word by word. */
public final class Wording {
  /** Words that share a fate, with the spaces between them. */
  public record Run(Fate fate, String text) {}

  /** What became of words. */
  public enum Fate {
    KEPT,
    ADDED,
    REMOVED
  }

  private Wording() {}

  /** The later text in runs, with what was taken out in its places. */
  static List<Run> between(String before, String after) {
    List<String> old = words(before);
    List<String> now = words(after);
    List<AbstractDelta<String>> deltas = DiffUtils.diff(old, now).getDeltas();
    List<Run> runs = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < deltas.size(); i++) {
      int first = i;
      while (i + 1 < deltas.size()
          && blank(old.subList(end(deltas.get(i)), start(deltas, i + 1)))) {
        i++;
      }
      Chunk<String> from = deltas.get(first).getTarget();
      Chunk<String> to = deltas.get(i).getTarget();
      add(runs, Fate.KEPT, old.subList(at, start(deltas, first)));
      add(runs, Fate.REMOVED, old.subList(start(deltas, first), end(deltas.get(i))));
      add(runs, Fate.ADDED, now.subList(from.getPosition(), to.getPosition() + to.size()));
      at = end(deltas.get(i));
    }
    add(runs, Fate.KEPT, old.subList(at, old.size()));
    return runs;
  }

  private static int start(List<AbstractDelta<String>> deltas, int which) {
    return deltas.get(which).getSource().getPosition();
  }

  private static int end(AbstractDelta<String> delta) {
    return delta.getSource().getPosition() + delta.getSource().size();
  }

  /** A space between two changed words parts nothing: they are read as one change. */
  private static boolean blank(List<String> between) {
    return between.stream().allMatch(String::isBlank);
  }

  /** Words, marks and the spaces between them; put together they are the text again. */
  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=[\\s\\p{P}])|(?=[\\s\\p{P}])"));
  }

  private static void add(List<Run> runs, Fate fate, List<String> words) {
    if (!words.isEmpty()) {
      runs.add(new Run(fate, String.join("", words)));
    }
  }
}
