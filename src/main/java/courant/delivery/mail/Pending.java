package courant.delivery.mail;

import courant.platform.smtp.Letter;
import courant.reader.EmailAddress;
import courant.reader.ReaderId;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Readers waiting for their copy. It has a next one as long as some destination bears another
 * message, and never makes anybody wait: whoever waited here would keep the message before from
 * leaving. Used by one thread at a time.
 */
final class Pending implements Iterator<Supplier<Letter>> {
  /** How far to look for a destination that bears more. */
  private static final int LOOK_AHEAD = 200;

  /** Where a copy goes. */
  record Addressee(ReaderId reader, EmailAddress address) {
    String domain() {
      return Destinations.domain(address.value());
    }
  }

  /** Makes their copies. */
  interface Copies {
    /** Whether no more of them are to be sent for now. */
    boolean stopped();

    /** Whether there is anything to say to somebody; who has nothing waits no longer. */
    boolean has(Addressee to);

    /** One of them. */
    Letter make(Addressee to);
  }

  private final LinkedList<Addressee> waiting = new LinkedList<>();
  private final Destinations destinations;
  private final Copies copies;
  private @Nullable Addressee chosen;

  Pending(
      List<ReaderId> readers,
      Map<ReaderId, EmailAddress> addresses,
      Destinations destinations,
      Copies copies) {
    this.destinations = destinations;
    this.copies = copies;
    for (ReaderId reader : readers) {
      EmailAddress address = addresses.get(reader);
      if (address != null) {
        waiting.add(new Addressee(reader, address));
      }
    }
  }

  /** Whether anybody still waits. */
  synchronized boolean isLeft() {
    return !waiting.isEmpty();
  }

  /** Chooses anew each time, for what was chosen may have waited long for a connection. */
  @Override
  public synchronized boolean hasNext() {
    chosen = copies.stopped() ? null : choose();
    return chosen != null;
  }

  private @Nullable Addressee choose() {
    Iterator<Addressee> each = waiting.iterator();
    for (int i = 0; i < LOOK_AHEAD && each.hasNext(); i++) {
      Addressee one = each.next();
      if (destinations.admits(one.domain())) {
        if (copies.has(one)) {
          return one;
        }
        each.remove();
      }
    }
    return null;
  }

  /** Only from now on it counts as on its way: between the two, everything may end. */
  @Override
  public synchronized Supplier<Letter> next() {
    Addressee next = chosen != null || hasNext() ? chosen : null;
    if (next == null) {
      throw new NoSuchElementException();
    }
    chosen = null;
    waiting.remove(next);
    destinations.begin(next.domain());
    return () -> copies.make(next);
  }
}
