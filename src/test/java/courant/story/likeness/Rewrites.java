package courant.story.likeness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What becomes of a story on its way through other newsrooms, and what only looks like it.
 *
 * <p>Words that are changed are taken from another story, so that they are words of the language.
 */
enum Rewrites {
  /** Word for word, with somebody's own last paragraph. */
  VERBATIM(true),
  /** Only how it began, as far as a third of it. */
  CUT_TO_A_THIRD(true),
  /** Paragraphs in another order, some left out. */
  REORDERED(true),
  /** One word in ten changed, dropped or added. */
  TOUCHED(true),
  /** One word in five changed, dropped or added. */
  REWORDED(true),
  /** A third of its paragraphs, and one word in ten of them changed, among others' paragraphs. */
  WORKED_INTO_ANOTHER(true),
  /** Another story on the same thing: its headline words, one speaker's words, nothing else. */
  SAME_EVENT(false),
  /** Another story of the same house, with the same lines at its foot. */
  SAME_HOUSE(false),
  /** Another story. */
  OTHER(false);

  private static final String FOOT =
      """
      Our newsletter brings you the day in five minutes every morning. Sign up on our website, or follow us
      on your favourite network. Republished with permission under a licence of the original publisher.""";

  final boolean same;

  Rewrites(boolean same) {
    this.same = same;
  }

  /**
   * One such text.
   *
   * @param story paragraphs, an empty line between each
   * @param other a story that has nothing to do with it
   */
  String of(String story, String other, Random random) {
    List<String> paragraphs = new ArrayList<>(List.of(story.split("\n\n")));
    List<String> others = List.of(other.split("\n\n"));
    return switch (this) {
      case VERBATIM -> story + "\n\n" + FOOT;
      case CUT_TO_A_THIRD -> words(story, words(story).size() / 3);
      case REORDERED -> {
        Collections.shuffle(paragraphs, random);
        yield String.join("\n\n", paragraphs.subList(0, (paragraphs.size() * 4 + 4) / 5));
      }
      case TOUCHED -> changed(story, other, 0.1, random);
      case REWORDED -> changed(story, other, 0.2, random);
      case WORKED_INTO_ANOTHER -> {
        int third = words(story).size() / 3;
        yield changed(words(story, third), other, 0.1, random) + "\n\n" + words(other, third);
      }
      case SAME_EVENT ->
          words(other, words(other).size() / 2)
              + "\n\n"
              + words(story, Math.min(25, words(story).size() / 8))
              + "\n\n"
              + String.join("\n\n", others.subList(others.size() / 2, others.size()));
      case SAME_HOUSE -> other + "\n\n" + FOOT;
      case OTHER -> other;
    };
  }

  /** What the second house makes of the first, with the lines of its foot where both have them. */
  static String first(Rewrites rewrite, String story) {
    return rewrite == SAME_HOUSE ? story + "\n\n" + FOOT : story;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).toList();
  }

  private static String words(String text, int most) {
    return words(text).stream().limit(Math.max(1, most)).collect(Collectors.joining(" "));
  }

  private static String changed(String text, String other, double share, Random random) {
    List<String> foreign = words(other);
    List<String> changed = new ArrayList<>();
    for (String word : words(text)) {
      if (random.nextDouble() >= share) {
        changed.add(word);
        continue;
      }
      int how = random.nextInt(3);
      if (how != 0) {
        changed.add(foreign.get(random.nextInt(foreign.size())));
      }
      if (how == 1) {
        changed.add(word);
      }
    }
    return String.join(" ", changed);
  }

  /** Made-up stories of words that are about as common as in a language. */
  static List<String> madeUp(int many, Random random) {
    return IntStream.range(0, many).mapToObj(_ -> madeUp(random)).toList();
  }

  private static String madeUp(Random random) {
    return IntStream.range(0, 4 + random.nextInt(9))
        .mapToObj(
            _ ->
                IntStream.range(0, 25 + random.nextInt(60))
                    .mapToObj(_ -> "w" + (int) Math.exp(random.nextDouble() * Math.log(8_000)))
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n\n"));
  }
}
