package courant.platform.job;

import courant.platform.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what happened. A fact is written in the transaction that made it true; prompt
 * listeners hear it before the teller goes on, durable readers soon after, from the place they had
 * reached.
 */
public final class Facts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Facts.class);
  private static final int MOST_AT_ONCE = 1_000;

  /** How often a fact is heard, a moment apart, while somebody cannot take it in. */
  private static final int MOST_TRIES = 100;

  /** Before the place to begin at has been looked up. */
  private static final long NOWHERE = -1;

  /** Between two tries at facts that a reader could not take in. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final InstantSource clock;
  private final List<Consumer<Fact>> memories = new CopyOnWriteArrayList<>();
  private final List<Consumer<Fact>> listeners = new CopyOnWriteArrayList<>();
  private final List<Following> readers = new CopyOnWriteArrayList<>();
  private final ConcurrentSkipListSet<Long> toldHere = new ConcurrentSkipListSet<>();
  private final Queue<Missed> missed = new ConcurrentLinkedQueue<>();
  private long heard;

  /** A fact that somebody could not take in, and how often it has been heard. */
  private record Missed(Fact fact, int tries) {}

  public Facts(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.heard = newest();
  }

  /** A transaction in progress, into which facts can be told. */
  public final class Telling {
    private final Handle handle;
    private final List<Fact> told = new ArrayList<>();

    private Telling(Handle handle) {
      this.handle = handle;
    }

    public Handle handle() {
      return handle;
    }

    /** Tells a fact; it holds, and is heard, only if the transaction commits. */
    public void tell(String kind, long subject) {
      Instant now = clock.instant();
      long place =
          handle
              .createQuery(
                  "insert into fact (kind, subject, at) values (:kind, :subject, :at) returning place")
              .bind("kind", kind)
              .bind("subject", subject)
              .bind("at", now.toEpochMilli())
              .mapTo(Long.class)
              .one();
      toldHere.add(place);
      told.add(new Fact(place, kind, subject, now));
    }
  }

  /** Runs one transaction; once it is committed, everyone hears what it told. */
  public <T> T write(Function<Telling, T> work) {
    List<Fact> told = new ArrayList<>();
    T result =
        database.write(
            handle -> {
              Telling telling = new Telling(handle);
              T value = work.apply(telling);
              if (!telling.told.isEmpty()) {
                database.callOthers(handle);
              }
              told.addAll(telling.told);
              return value;
            });
    told.forEach(fact -> hear(fact, 1));
    if (!told.isEmpty()) {
      readers.forEach(Following::wake);
    }
    return result;
  }

  /**
   * One that fails keeps nobody else from hearing. At the next moment all hear the fact again, in
   * their order: a listener may have made something from what a memory had not forgotten.
   */
  private void hear(Fact fact, int tries) {
    boolean taken = hear(memories, fact);
    taken &= hear(listeners, fact);
    if (!taken && tries < MOST_TRIES) {
      missed.add(new Missed(fact, tries));
    }
  }

  private static boolean hear(List<Consumer<Fact>> hearers, Fact fact) {
    boolean taken = true;
    for (Consumer<Fact> hearer : hearers) {
      try {
        hearer.accept(fact);
      } catch (RuntimeException | Error e) {
        LOG.error("{} could not be taken in", fact, e);
        taken = false;
      }
    }
    return taken;
  }

  /** Once each: what is missed once more waits for the next moment. */
  private void hearMissed() {
    for (int waiting = missed.size(); waiting > 0; waiting--) {
      Missed again = missed.remove();
      hear(again.fact(), again.tries() + 1);
    }
  }

  /** From now on hears at once what other nodes tell, where the database lets them be heard. */
  public void hearAtOnce() {
    database.whenCalled(this::hearOthers);
  }

  /**
   * Hears what other processes have told on the same database, such as an import beside the server,
   * and what could not be taken in a moment ago. To be called every moment; costs one look into an
   * index.
   */
  public synchronized void hearOthers() {
    boolean others = false;
    List<Fact> facts = after(heard);
    hearMissed();
    for (; !facts.isEmpty(); facts = after(heard)) {
      for (Fact fact : facts) {
        heard = fact.place();
        if (!toldHere.remove(heard)) {
          others = true;
          hear(fact, 1);
        }
      }
    }
    toldHere.headSet(heard).clear();
    if (others) {
      readers.forEach(Following::wake);
    }
  }

  /**
   * Calls a quick listener for every fact: those told here before their teller goes on. It may hear
   * one again, if anybody could not take it in.
   */
  public void listen(Consumer<Fact> listener) {
    listeners.add(listener);
  }

  /**
   * Calls a memory for every fact, before any listener: whoever makes something anew because of a
   * fact shall not make it from what was remembered before. It may hear one again, too.
   */
  public void remind(Consumer<Fact> memory) {
    memories.add(memory);
  }

  /** Starts a durable reader; {@code name} keeps its place over restarts. */
  public void follow(String name, FactReader reader) {
    follow(new Following(name, () -> database.read(handle -> place(handle, name)), true, reader));
  }

  /**
   * Starts a reader that keeps its place itself.
   *
   * @param begin called on the reader's own thread; from which place to read on
   */
  public void followFrom(String name, LongSupplier begin, FactReader reader) {
    follow(new Following(name, begin, false, reader));
  }

  private void follow(Following following) {
    readers.add(following);
    following.start();
  }

  /**
   * Takes facts out of the log that are older; for kinds that would tell on a reader in the long
   * run.
   */
  public void forget(Collection<String> kinds, Duration age) {
    database.change(
        handle ->
            handle
                .createUpdate("delete from fact where kind in (<kinds>) and at < :before")
                .bindList("kinds", List.copyOf(kinds))
                .bind("before", clock.instant().minus(age).toEpochMilli())
                .execute());
  }

  /** The place of the last fact told; 0 if there was none. */
  public long newest() {
    return database.read(
        handle ->
            handle.createQuery("select coalesce(max(place), 0) from fact").mapTo(Long.class).one());
  }

  private static long place(Handle handle, String name) {
    return handle
        .createQuery("select place from fact_place where reader = :reader")
        .bind("reader", name)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  @Override
  public void close() {
    readers.forEach(Following::stop);
  }

  /** One durable reader on its own virtual thread. */
  private final class Following {
    private final String name;
    private final LongSupplier begin;
    private final boolean keeps;
    private final FactReader reader;
    private final Thread thread;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopping;

    /** The last fact taken in; used by the thread only. */
    private long reached = NOWHERE;

    private Following(String name, LongSupplier begin, boolean keeps, FactReader reader) {
      this.name = name;
      this.begin = begin;
      this.keeps = keeps;
      this.reader = reader;
      this.thread = Thread.ofVirtual().name("facts-" + name).unstarted(this::run);
    }

    private void start() {
      thread.start();
    }

    private void wake() {
      signal.release();
    }

    /** Never by an interrupt: that would close the files a reader is writing. */
    private void stop() {
      stopping = true;
      wake();
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    /** Never ends by itself, whatever fails: nobody would begin it again before a restart. */
    private void run() {
      while (!stopping) {
        try {
          if (!readOn()) {
            signal.acquireUninterruptibly();
            signal.drainPermits();
          }
        } catch (RuntimeException | Error e) {
          LOG.error("{} could not take in facts after {}; trying again", name, reached, e);
          pause();
        }
      }
    }

    /** Takes in the next facts; whether there were any. */
    private boolean readOn() {
      if (reached == NOWHERE) {
        reached = begin.getAsLong();
      }
      List<Fact> facts = after(reached);
      if (facts.isEmpty()) {
        return false;
      }
      reader.read(facts);
      reached = facts.getLast().place();
      if (keeps) {
        keep(reached);
      }
      return true;
    }

    private void pause() {
      LockSupport.parkNanos(PAUSE.toNanos());
    }

    private void keep(long place) {
      database.change(
          handle ->
              handle
                  .createUpdate(
                      """
                      insert into fact_place (reader, place) values (:reader, :place)
                      on conflict (reader) do update set place = excluded.place
                      """)
                  .bind("reader", name)
                  .bind("place", place)
                  .execute());
    }
  }

  private List<Fact> after(long place) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select place, kind, subject, at from fact
                    where place > :place order by place limit :most
                    """)
                .bind("place", place)
                .bind("most", MOST_AT_ONCE)
                .map(
                    (row, _) ->
                        new Fact(
                            row.getLong("place"),
                            row.getString("kind"),
                            row.getLong("subject"),
                            Instant.ofEpochMilli(row.getLong("at"))))
                .list());
  }
}
