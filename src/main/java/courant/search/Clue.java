package courant.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A leaf that standing searches share, and the numbers of those that hang on it. */
final class Clue {
  private static final int[] NONE = {};

  private final Probe probe;
  private final int number;
  private int uses;
  private int[] hung = NONE;
  private int hanging;

  Clue(Probe probe, int number) {
    this.probe = probe;
    this.number = number;
  }

  Probe probe() {
    return probe;
  }

  int number() {
    return number;
  }

  void use() {
    uses++;
  }

  /** Whether nobody uses it any more. */
  boolean leave() {
    return --uses == 0;
  }

  void hang(int search) {
    if (hanging == hung.length) {
      hung = Arrays.copyOf(hung, Math.max(1, hanging * 2));
    }
    hung[hanging++] = search;
  }

  void unhang(int search) {
    for (int i = 0; i < hanging; i++) {
      if (hung[i] == search) {
        hung[i] = hung[--hanging];
        return;
      }
    }
  }

  IntStream hung() {
    return Arrays.stream(hung, 0, hanging);
  }
}
