package courant.media.darkroom;

import java.util.List;
import java.util.stream.IntStream;

/** To which widths a picture is cut, in pixels. */
final class Sizes {
  private static final int[] USUAL = {360, 720, 1080, 1600, 2400};

  /** A long strip is kept this high at most; WebP ends at 16,383. */
  static final int HIGHEST = 6_000;

  private Sizes() {}

  /** Widths no larger than the picture's own, ascending; its own where it is smaller than all. */
  static List<Integer> of(int width, int height) {
    int most = (int) Math.max(1, Math.min(width, (long) width * HIGHEST / Math.max(1, height)));
    int largest = USUAL[USUAL.length - 1];
    return IntStream.concat(
            IntStream.of(USUAL).filter(usual -> usual < most * 9L / 10),
            IntStream.of(Math.min(most, largest)))
        .distinct()
        .boxed()
        .toList();
  }
}
