package courant.story.likeness;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import java.util.Arrays;

/**
 * A text in short: for each of many orders of all possible runs of words the first that the text
 * has (MinHash). Two texts have the same first run as often as they share runs, so that likeness
 * can be looked up, mark by mark, without reading any text.
 *
 * @param marks in order; the same number at another place is another mark
 * @param size how many different runs of words the text has
 */
public record Sketch(long[] marks, int size) {
  static final int MARKS = 128;
  private static final int BITS = 32;

  /** Runs of words; a text with fewer says too little to be told from another. */
  private static final int LEAST = 12;

  /** Marks of which two texts have so many in common are one story's. */
  private static final int ENOUGH = 16;

  /** With fewer in common than these, nothing can be said. */
  public static final int SOME = 6;

  private static final double MOSTLY = 0.5;

  private static final SimilarityHashPolicy POLICY = SimilarityHashing.superMinHash(MARKS, BITS);

  /** The sketch of plain text; one of very few words has no marks and is like nothing. */
  public static Sketch of(String text) {
    long[] shingles = Shingles.of(text);
    if (shingles.length < LEAST) {
      return new Sketch(new long[0], shingles.length);
    }
    byte[] signature = POLICY.createHasher().compute(ElementHashProvider.ofValues(shingles));
    long[] marks = new long[MARKS];
    for (int i = 0; i < MARKS; i++) {
      marks[i] = (long) i << BITS | POLICY.getComponent(signature, i);
    }
    return new Sketch(marks, shingles.length);
  }

  /** How many marks two sketches have in common. */
  public int common(Sketch other) {
    int common = 0;
    for (int i = 0; i < Math.min(marks.length, other.marks.length); i++) {
      common += marks[i] == other.marks[i] ? 1 : 0;
    }
    return common;
  }

  /**
   * Whether two texts are versions of one: enough of both is the same, or the shorter one was cut
   * from the longer. Thresholds are measured by {@code bench/likeness}; docs/figures.md has the
   * table.
   *
   * @param common how many marks they share
   * @param one size of one text
   * @param other size of the other
   */
  public static boolean same(int common, int one, int other) {
    return common >= ENOUGH || common >= SOME && contained(common, one, other) >= MOSTLY;
  }

  /**
   * About how much of the shorter of two texts is in the longer, from 0 to 1: a text that was cut
   * is all in the one it was cut from.
   */
  static double contained(int common, int one, int other) {
    double shared = (double) common / MARKS;
    double runs = shared / (1 + shared) * (one + other);
    return Math.min(1, runs / Math.max(1, Math.min(one, other)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sketch(var theirs, var many)
        && many == size
        && Arrays.equals(marks, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(marks);
  }

  @Override
  public String toString() {
    return size + " runs of words";
  }
}
