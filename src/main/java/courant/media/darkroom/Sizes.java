package courant.media.darkroom;

import java.util.List;
import java.util.stream.IntStream;

/** To which widths a picture is cut, in pixels. */
final class Sizes {
  private static final int[] USUAL = {360, 720, 1080, 1600, 2400};

  /** A long strip is kept this high at most; WebP ends at 16,383. */
  static final int HIGHEST = 6_000;

  /** Of what stands for a picture in lists, and in a text: see {@code Photo.USUAL_WIDTH}. */
  private static final int[] FIRST = {1080, 360};

  private Sizes() {}

  /** Those without which a picture cannot be used yet: for a text first, then for lists. */
  static List<Integer> first(List<Integer> widths) {
    return IntStream.of(FIRST)
        .map(
            wanted ->
                widths.stream()
                    .mapToInt(Integer::intValue)
                    .filter(width -> width >= wanted * 0.9)
                    .findFirst()
                    .orElse(widths.getLast()))
        .distinct()
        .boxed()
        .toList();
  }

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
