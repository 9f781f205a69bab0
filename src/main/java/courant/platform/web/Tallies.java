package courant.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts in memory what happens too often to be written down one by one. Counting costs a look into
 * a map and an add to a striped counter; nothing is kept of who it was. Whoever writes the counts
 * down takes them from time to time; those not yet taken are lost with the process.
 */
public final class Tallies {
  /**
   * Different things counted between two takings; what comes beyond is counted as {@link #REST}.
   */
  static final int MOST = 20_000;

  /** In place of what was one too many. */
  public static final String REST = "";

  /**
   * So many times.
   *
   * @param subject what it happened to, such as a story's tag
   * @param what happened, such as {@code view}
   * @param detail further told apart by this, such as the site readers came from; may be empty
   */
  public record Count(String subject, String what, String detail, long times) {}

  /**
   * What an answer is counted as.
   *
   * @param name empty: not counted
   * @param ofPrograms whether programs count, too, as with a feed
   */
  public record Subject(String name, boolean ofPrograms) {
    static final Subject NOTHING = new Subject("", false);

    boolean counts(boolean person) {
      return (person || ofPrograms) && !name.isEmpty();
    }
  }

  private record Key(String subject, String what, String detail) {}

  private static final class Generation {
    private final Map<String, LongAdder> views = new ConcurrentHashMap<>();
    private final Map<Key, LongAdder> others = new ConcurrentHashMap<>();
    private final AtomicInteger different = new AtomicInteger();
  }

  private volatile Generation now = new Generation();
  private Generation before = new Generation();

  /**
   * A page was shown to a person.
   *
   * @param from the site they came from; empty if none, or ours
   */
  void viewed(Subject of, String from) {
    String subject = of.name();
    Generation generation = now;
    LongAdder known = generation.views.get(subject);
    (known == null ? made(generation, generation.views, subject, REST) : known).increment();
    if (!from.isEmpty()) {
      add(generation, subject, "from", from, 1);
    }
  }

  /** Something happened so many times. */
  public void add(String subject, String what, long times) {
    add(now, subject, what, "", times);
  }

  private static void add(
      Generation generation, String subject, String what, String detail, long times) {
    Key key = new Key(subject, what, detail);
    LongAdder known = generation.others.get(key);
    (known == null ? made(generation, generation.others, key, new Key(REST, what, REST)) : known)
        .add(times);
  }

  private static <K> LongAdder made(Generation generation, Map<K, LongAdder> map, K key, K rest) {
    boolean room = generation.different.incrementAndGet() <= MOST;
    return map.computeIfAbsent(room ? key : rest, _ -> new LongAdder());
  }

  /**
   * What was counted up to the last taking but one: whoever was just counting then has long
   * finished, so that nothing is missed and nothing waits.
   */
  public synchronized List<Count> take() {
    Generation settled = before;
    before = now;
    now = new Generation();
    List<Count> counts = new ArrayList<>();
    settled.views.forEach(
        (subject, times) -> counts.add(new Count(subject, "view", "", times.sum())));
    settled.others.forEach(
        (key, times) -> counts.add(new Count(key.subject, key.what, key.detail, times.sum())));
    return counts;
  }
}
