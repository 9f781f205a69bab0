package courant.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Things with small numbers; a number that is given up is given out again. */
final class Numbered<T> {
  private final List<@Nullable T> things = new ArrayList<>();
  private final BitSet taken = new BitSet();

  /** All numbers below it are taken. */
  private int full;

  /** The number the next thing will have. */
  int next() {
    return taken.nextClearBit(full);
  }

  int add(T thing) {
    int number = next();
    if (number == things.size()) {
      things.add(thing);
    } else {
      things.set(number, thing);
    }
    taken.set(number);
    full = number + 1;
    return number;
  }

  T get(int number) {
    return Objects.requireNonNull(things.get(number));
  }

  T remove(int number) {
    T thing = get(number);
    things.set(number, null);
    taken.clear(number);
    full = Math.min(full, number);
    return thing;
  }

  /** All numbers are below it. */
  int size() {
    return things.size();
  }
}
