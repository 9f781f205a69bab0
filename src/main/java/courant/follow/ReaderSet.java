package courant.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/**
 * Numbers of readers. Most searches are followed by one reader alone, for whom no bitmap is made:
 * it would take ten times the memory, and thousands of them are slow to unite.
 */
final class ReaderSet {
  /** Readers are counted from 1. */
  private static final int NOBODY = 0;

  private int only = NOBODY;
  private @Nullable RoaringBitmap several;

  void add(int reader) {
    if (several != null) {
      several.add(reader);
    } else if (only == NOBODY || only == reader) {
      only = reader;
    } else {
      several = RoaringBitmap.bitmapOf(only, reader);
      only = NOBODY;
    }
  }

  void remove(int reader) {
    if (only == reader) {
      only = NOBODY;
    }
    if (several != null) {
      several.remove(reader);
      several = several.isEmpty() ? null : several;
    }
  }

  boolean isEmpty() {
    return only == NOBODY && several == null;
  }

  /** Makes it as small as it can be; for after many additions. */
  void compact() {
    if (several != null) {
      several.runOptimize();
      several.trim();
    }
  }

  /**
   * All readers of a share that are in one of these.
   *
   * @return the caller's own to change
   */
  static RoaringBitmap union(Stream<ReaderSet> sets, Share share) {
    IntStream.Builder ones = IntStream.builder();
    List<RoaringBitmap> bitmaps = new ArrayList<>();
    sets.forEach(
        set -> {
          if (set.several != null) {
            bitmaps.add(set.several);
          } else if (share.has(set.only)) {
            ones.add(set.only);
          }
        });
    RoaringBitmap union =
        share.equals(Share.EVERYBODY)
            ? FastAggregation.or(bitmaps.iterator())
            : RoaringBitmap.or(bitmaps.iterator(), share.first(), share.last() + 1L);
    union.or(RoaringBitmap.bitmapOfUnordered(ones.build().toArray()));
    return union;
  }
}
