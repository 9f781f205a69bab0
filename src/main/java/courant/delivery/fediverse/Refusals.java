package courant.delivery.fediverse;

import courant.platform.db.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was refused. In memory, and written down now and then: nobody makes us write by
 * sending rubbish.
 */
final class Refusals {
  private static final int DAYS = 30;

  private final Database database;
  private final InstantSource clock;
  private final Map<Refusal, LongAdder> since = new EnumMap<>(Refusal.class);
  private final Map<Refusal, Long> written = new EnumMap<>(Refusal.class);

  Refusals(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    for (Refusal refusal : Refusal.values()) {
      since.put(refusal, new LongAdder());
      written.put(refusal, 0L);
    }
  }

  void count(Refusal refusal) {
    adder(refusal).increment();
  }

  private LongAdder adder(Refusal refusal) {
    return Objects.requireNonNull(since.get(refusal));
  }

  /** How many since the server started. */
  long counted(Refusal refusal) {
    return adder(refusal).sum();
  }

  /** Writes down what has been counted since the last time. */
  synchronized void write() {
    long day = day();
    for (Refusal refusal : Refusal.values()) {
      long now = counted(refusal);
      long more = now - Objects.requireNonNull(written.get(refusal));
      if (more > 0) {
        database.change(
            handle ->
                handle.execute(
                    """
                    insert into fediverse_refusal (reason, day, number) values (?, ?, ?)
                    on conflict (reason, day) do update set number = fediverse_refusal.number + excluded.number
                    """,
                    refusal.word(),
                    day,
                    more));
        written.put(refusal, now);
      }
    }
  }

  /** By reason, in the last month; those that never happened are left out. */
  Map<String, Long> lately() {
    write();
    Map<String, Long> lately = new LinkedHashMap<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  select reason, sum(number) as number from fediverse_refusal where day > :since
                  group by reason order by sum(number) desc, reason
                  """)
              .bind("since", day() - DAYS)
              .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
              .forEach(one -> lately.put(one.getKey(), one.getValue()));
          return true;
        });
    return lately;
  }

  /** Forgets what is older than it is shown. */
  void tidy() {
    database.change(
        handle -> handle.execute("delete from fediverse_refusal where day <= ?", day() - DAYS));
  }

  private long day() {
    return clock.millis() / Duration.ofDays(1).toMillis();
  }
}
