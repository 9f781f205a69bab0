package courant.syndication.article;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of one text is in another, in runs of four words; scripts without spaces are cut into
 * characters.
 *
 * @param precision the share of the found text that was expected
 * @param recall the share of the expected text that was found
 */
record Overlap(double precision, double recall) {
  private static final int RUN = 4;
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]]+");

  static Overlap of(String found, String expected) {
    Map<String, Integer> ours = runs(found);
    Map<String, Integer> theirs = runs(expected);
    int common =
        ours.entrySet().stream()
            .mapToInt(run -> Math.min(run.getValue(), theirs.getOrDefault(run.getKey(), 0)))
            .sum();
    return new Overlap(share(common, ours), share(common, theirs));
  }

  double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /** Nothing where nothing is expected is all of it. */
  private static double share(int common, Map<String, Integer> runs) {
    int all = runs.values().stream().mapToInt(Integer::intValue).sum();
    return all == 0 ? 1 : (double) common / all;
  }

  private static Map<String, Integer> runs(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (word.find()) {
      words.add(word.group());
    }
    Map<String, Integer> runs = new HashMap<>();
    int last = Math.max(words.isEmpty() ? 0 : 1, words.size() - RUN + 1);
    for (int i = 0; i < last; i++) {
      runs.merge(
          String.join(" ", words.subList(i, Math.min(words.size(), i + RUN))), 1, Integer::sum);
    }
    return runs;
  }
}
