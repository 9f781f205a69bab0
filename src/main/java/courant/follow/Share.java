package courant.follow;

import courant.reader.ReaderId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Readers whose numbers stand together. What concerns many readers is found out for one share after
 * the other, so that no node needs room for all of them at once.
 *
 * @param first the lowest number in it
 * @param last the highest number in it
 */
public record Share(int first, int last) {
  /** All readers there are and will be. */
  public static final Share EVERYBODY = new Share(1, Integer.MAX_VALUE);

  /** Readers in a share but the first, as a power of two: sixteen blocks of a bitmap. */
  private static final int BITS = 20;

  /** The share in which a reader is. */
  public static Share of(ReaderId reader) {
    int first = reader.value() >> BITS << BITS;
    return new Share(Math.max(1, first), first + (1 << BITS) - 1);
  }

  /** The shares in which the readers with these numbers and lower ones are. */
  static List<Share> upTo(int reader) {
    return IntStream.rangeClosed(0, reader >> BITS)
        .mapToObj(number -> of(new ReaderId(Math.max(1, number << BITS))))
        .toList();
  }

  boolean has(int reader) {
    return reader >= first && reader <= last;
  }
}
