package courant.delivery.mail;

import courant.platform.smtp.Letter;
import courant.reader.EmailAddress;
import courant.reader.ReaderId;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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

  private final LinkedList<Addressee> waiting = new LinkedList<>();
  private final Destinations destinations;
  private final BooleanSupplier stopped;
  private final Function<Addressee, Letter> letter;
  private @Nullable Addressee chosen;

  Pending(
      List<ReaderId> readers,
      Map<ReaderId, EmailAddress> addresses,
      Destinations destinations,
      BooleanSupplier stopped,
      Function<Addressee, Letter> letter) {
    this.destinations = destinations;
    this.stopped = stopped;
    this.letter = letter;
    for (ReaderId reader : readers) {
      EmailAddress address = addresses.get(reader);
      if (address != null) {
        waiting.add(new Addressee(reader, address));
      }
    }
  }

  /** Whether anybody still waits. */
  synchronized boolean isLeft() {
    return chosen != null || !waiting.isEmpty();
  }

  @Override
  public synchronized boolean hasNext() {
    if (stopped.getAsBoolean()) {
      return false;
    }
    Iterator<Addressee> each = waiting.iterator();
    for (int i = 0; chosen == null && i < LOOK_AHEAD && each.hasNext(); i++) {
      Addressee one = each.next();
      if (destinations.admits(one.domain())) {
        chosen = one;
        each.remove();
      }
    }
    return chosen != null;
  }

  @Override
  public synchronized Supplier<Letter> next() {
    Addressee next = hasNext() ? chosen : null;
    if (next == null) {
      throw new NoSuchElementException();
    }
    chosen = null;
    return () -> letter.apply(next);
  }
}
