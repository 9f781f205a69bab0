package courant.torture;

import courant.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An editor who publishes and a reader who replies in front of each node, one request after the
 * other, whatever becomes of them.
 */
final class Work implements AutoCloseable {
  private static final Duration BREATH = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(6);

  private final String story;
  private final Set<String> published = ConcurrentHashMap.newKeySet();
  private final Set<String> replied = ConcurrentHashMap.newKeySet();
  private final List<Person> people = new ArrayList<>();
  private volatile boolean over;

  /**
   * @param story what is replied to
   */
  Work(String story) {
    this.story = story;
  }

  private interface Asking {
    boolean of(String text) throws IOException;
  }

  /** Somebody who asks for the same again and again, and keeps what was said yes to. */
  private final class Person {
    private final Newsroom room;
    private final Set<String> acknowledged;
    private final String text;
    private final Asking asking;
    private final Thread thread;
    private final AtomicInteger yes = new AtomicInteger();
    private volatile long longestPause;

    private Person(Newsroom room, Set<String> acknowledged, String text, Asking asking) {
      this.room = room;
      this.acknowledged = acknowledged;
      this.text = text.formatted(people.size());
      this.asking = asking;
      this.thread = Thread.startVirtualThread(this::work);
    }

    private void work() {
      long last = System.nanoTime();
      for (int number = 0; !over; number++) {
        if (took(text + number)) {
          acknowledged.add(text + number);
          longestPause = Math.max(longestPause, System.nanoTime() - last);
          last = System.nanoTime();
          yes.incrementAndGet();
        }
        LockSupport.parkNanos(BREATH.toNanos());
      }
    }

    private boolean took(String one) {
      try {
        return asking.of(one);
      } catch (IOException _) {
        return false; // whether it was taken is not known, and not promised
      }
    }
  }

  /** Two begin to work in front of a node. */
  void at(Newsroom room) {
    people.add(new Person(room, published, "Torture %d-", room::publish));
    people.add(
        new Person(
            room,
            replied,
            "I have counted %d lighthouses and then ",
            text -> room.reply(story, text)));
  }

  /** Waits until each at these nodes has been told yes once more. */
  void goesOnAt(List<Newsroom> rooms) {
    List<Person> there = people.stream().filter(one -> rooms.contains(one.room)).toList();
    List<Integer> before = there.stream().map(one -> one.yes.get()).toList();
    for (int i = 0; i < there.size(); i++) {
      Person one = there.get(i);
      int yes = before.get(i);
      Await.until(LONGEST, () -> one.yes.get() > yes);
    }
  }

  /** The longest that anyone at these nodes was told nothing good, in milliseconds. */
  long longestPauseAt(List<Newsroom> rooms) {
    return people.stream()
        .filter(one -> rooms.contains(one.room))
        .mapToLong(one -> TimeUnit.NANOSECONDS.toMillis(one.longestPause))
        .max()
        .orElseThrow();
  }

  Set<String> published() {
    return published;
  }

  Set<String> replied() {
    return replied;
  }

  /** All stop, once they have their last answer. */
  @Override
  public void close() throws InterruptedException {
    over = true;
    for (Person one : people) {
      one.thread.join();
    }
  }
}
