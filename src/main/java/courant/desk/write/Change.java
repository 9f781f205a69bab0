package courant.desk.write;

import courant.platform.html.HtmlText;
import courant.story.Revisions.Revision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A revision and how it differs from the one before, word by word.
 *
 * @param words the text in runs: kept, added, removed
 */
public record Change(Revision revision, List<Run> words) {
  private static final int LONGEST = 4_000;

  /** Words that share a fate. */
  public record Run(Fate fate, String text) {}

  /** What became of words. */
  public enum Fate {
    KEPT,
    ADDED,
    REMOVED
  }

  /** Each revision against the one before it; newest first, as given. */
  static List<Change> between(List<Revision> newestFirst) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < newestFirst.size(); i++) {
      String before = i + 1 < newestFirst.size() ? text(newestFirst.get(i + 1)) : "";
      changes.add(
          new Change(newestFirst.get(i), runs(words(before), words(text(newestFirst.get(i))))));
    }
    return changes;
  }

  private static String text(Revision revision) {
    return revision.headline() + "\n" + revision.standfirst() + "\n" + HtmlText.of(revision.body());
  }

  private static String[] words(String text) {
    return Arrays.stream(text.split("\\s+"))
        .filter(word -> !word.isEmpty())
        .limit(LONGEST)
        .toArray(String[]::new);
  }

  /** By the longest common subsequence, between what both begin and end with. */
  private static List<Run> runs(String[] before, String[] after) {
    int start = 0;
    while (start < before.length && start < after.length && before[start].equals(after[start])) {
      start++;
    }
    int end = 0;
    while (end < before.length - start
        && end < after.length - start
        && before[before.length - 1 - end].equals(after[after.length - 1 - end])) {
      end++;
    }
    List<Run> runs = new ArrayList<>();
    add(runs, Fate.KEPT, String.join(" ", Arrays.copyOfRange(after, 0, start)));
    middle(
        runs,
        Arrays.copyOfRange(before, start, before.length - end),
        Arrays.copyOfRange(after, start, after.length - end));
    add(
        runs,
        Fate.KEPT,
        String.join(" ", Arrays.copyOfRange(after, after.length - end, after.length)));
    return runs;
  }

  private static void middle(List<Run> runs, String[] before, String[] after) {
    int[][] common = new int[before.length + 1][after.length + 1];
    for (int i = before.length - 1; i >= 0; i--) {
      for (int j = after.length - 1; j >= 0; j--) {
        common[i][j] =
            before[i].equals(after[j])
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < before.length || j < after.length) {
      if (i < before.length && j < after.length && before[i].equals(after[j])) {
        add(runs, Fate.KEPT, after[j++]);
        i++;
      } else if (i < before.length && (j == after.length || common[i + 1][j] >= common[i][j + 1])) {
        add(runs, Fate.REMOVED, before[i++]);
      } else {
        add(runs, Fate.ADDED, after[j++]);
      }
    }
  }

  private static void add(List<Run> runs, Fate fate, String words) {
    if (words.isEmpty()) {
      return;
    }
    if (!runs.isEmpty() && runs.getLast().fate() == fate) {
      Run last = runs.removeLast();
      runs.add(new Run(fate, last.text() + " " + words));
    } else {
      runs.add(new Run(fate, words));
    }
  }
}
