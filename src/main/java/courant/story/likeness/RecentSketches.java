package courant.story.likeness;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Many stories' marks in memory, 0.8 kB a story, to find those that share some with another. What
 * was once added stays until its time is over: a story that was added again has the marks of all
 * its sketches, so whoever must know counts again ({@link Sketch#common}). Used by one thread at a
 * time.
 */
public final class RecentSketches {
  /** Marks of more stories than this are of what stands under every story of a house. */
  private static final int TELLING = 60;

  /** The oldest are forgotten for newer ones; about 80 MB. */
  private static final int MOST = 100_000;

  /** The oldest first. */
  private final Deque<Block> blocks = new ArrayDeque<>();

  /** Of them all. */
  private int stories;

  /**
   * Adds a story's marks.
   *
   * @param at its instant, by which it is forgotten; in milliseconds
   */
  public void add(long story, long at, Sketch sketch) {
    if (sketch.marks().length == 0) {
      return;
    }
    if (blocks.isEmpty() || blocks.getLast().isFull()) {
      while (stories >= MOST) {
        stories -= blocks.removeFirst().size;
      }
      blocks.add(new Block(stories));
    }
    blocks.getLast().add(story, at, sketch.marks());
    stories++;
  }

  /** Forgets what is older, many together, as soon as none of those is younger. */
  public void forget(long before) {
    while (!blocks.isEmpty() && blocks.getFirst().isFull() && blocks.getFirst().newest < before) {
      stories -= blocks.removeFirst().size;
    }
  }

  /** How many telling marks each story shares with a sketch; those that share none are left out. */
  public Map<Long, Integer> common(Sketch sketch) {
    Map<Integer, Set<Long>> having = new HashMap<>();
    blocks.forEach(block -> block.find(sketch.marks(), having));
    Map<Long, Integer> common = new HashMap<>();
    having.values().stream()
        .filter(stories -> stories.size() <= TELLING)
        .forEach(stories -> stories.forEach(story -> common.merge(story, 1, Integer::sum)));
    return common;
  }

  /**
   * A hash table that chains marks by their numbers, from 1, in the order they were added. The
   * lower bits of a mark say which chain it is in, and the upper ones stand beside the number of
   * the one before.
   */
  private static final class Block {
    private static final int FEWEST_BITS = 16;
    private static final int MOST_BITS = 20;
    private static final int SPREAD = 0x9E3779B1;

    private final int bits;

    /** The number of each chain's last mark; 0 if it has none. */
    private final int[] last;

    /** By number: the mark's upper bits, and the number of the one before in its chain. */
    private final int[] before;

    private final long[] stories;
    private int size;
    private long newest = Long.MIN_VALUE;

    /**
     * @param stories about how many are to have room
     */
    Block(int stories) {
      int wanted = Integer.SIZE - Integer.numberOfLeadingZeros(stories * Sketch.MARKS);
      bits = Math.clamp(wanted, FEWEST_BITS, MOST_BITS);
      last = new int[1 << (bits - 1)];
      before = new int[1 << bits];
      this.stories = new long[(1 << bits) / Sketch.MARKS - 1];
    }

    boolean isFull() {
      return size == stories.length;
    }

    void add(long story, long at, long[] marks) {
      for (int place = 0; place < marks.length; place++) {
        int mark = (int) marks[place];
        int chain = chain(place, mark);
        int number = size * Sketch.MARKS + place + 1;
        before[number] = (upper(mark) << bits) | last[chain];
        last[chain] = number;
      }
      stories[size++] = story;
      newest = Math.max(newest, at);
    }

    /**
     * Adds the stories that have one of these marks, by its place. All chains are followed step by
     * step together, so that the processor waits for many places in memory at a time.
     */
    void find(long[] marks, Map<Integer, Set<Long>> found) {
      int[] numbers = new int[marks.length];
      for (int place = 0; place < marks.length; place++) {
        numbers[place] = last[chain(place, (int) marks[place])];
      }
      for (int left = 1; left != 0; ) {
        left = 0;
        for (int place = 0; place < marks.length; place++) {
          int number = numbers[place];
          int one = before[number];
          if (upper(one) == upper((int) marks[place]) && isAt(place, number)) {
            long story = stories[(number - 1) / Sketch.MARKS];
            found.computeIfAbsent(place, _ -> new HashSet<>()).add(story);
          }
          numbers[place] = one & ((1 << bits) - 1);
          left |= numbers[place];
        }
      }
    }

    /** Whether a number is of a mark at a place, and not the end of a chain. */
    private static boolean isAt(int place, int number) {
      return number % Sketch.MARKS == (place + 1) % Sketch.MARKS && number != 0;
    }

    private int upper(int mark) {
      return mark >>> bits;
    }

    private int chain(int place, int mark) {
      return (mark + place * SPREAD) & (last.length - 1);
    }
  }
}
