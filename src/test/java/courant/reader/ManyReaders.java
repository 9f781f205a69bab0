package courant.reader;

import courant.platform.db.Database;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Readers with accounts, as many as a test or bench needs, without mail to each. */
public final class ManyReaders {
  private static final int AT_ONCE = 5_000;

  private ManyReaders() {}

  /** Adds them; their numbers go on from the last there is. */
  public static void add(
      Database database, Readers readers, int count, IntFunction<String> address) {
    AddressBook book = readers.addresses();
    for (int from = 0; from < count; from += AT_ONCE) {
      int first = from;
      database.change(
          handle ->
              IntStream.range(first, Math.min(count, first + AT_ONCE))
                  .mapToObj(address)
                  .map(EmailAddress::new)
                  .forEach(one -> readers.add(handle, book.seal(one), book.hash(one))));
    }
  }

  /** Subscribes all readers to a list; {@code schedule} names weekday, hour and zone of each. */
  public static void subscribe(Database database, String kind, String pace, String schedule) {
    subscribe(database, kind, 0, pace, schedule);
  }

  /** The same to the list of one topic, section and so on, by its number. */
  public static void subscribe(
      Database database, String kind, long target, String pace, String schedule) {
    database.change(
        handle ->
            handle.execute(
                """
                insert into subscription (reader_id, kind, target, pace, weekday, hour, zone, since)
                select id, '%s', %d, '%s', %s, 0 from reader where confirmed is not null
                """
                    .formatted(kind, target, pace, schedule)));
  }
}
