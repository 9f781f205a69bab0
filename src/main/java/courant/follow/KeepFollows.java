package courant.follow;

import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.reader.ReaderId;
import courant.reader.Readers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is known of follows true to the table: fills it once, then looks up what each fact is
 * about, whichever node tells it.
 */
final class KeepFollows {
  private static final Logger LOG = LoggerFactory.getLogger(KeepFollows.class);
  private static final int LOADED_AT_ONCE = 20_000;

  private final Database database;
  private final Interests interests;
  private final Followers followers;
  private volatile CompletableFuture<Followers> loaded = new CompletableFuture<>();

  /** Changes of one reader take turns, so that what was read last is put last. */
  private final List<Object> turns = IntStream.range(0, 64).mapToObj(_ -> new Object()).toList();

  /**
   * @param followers empty
   */
  KeepFollows(Database database, Interests interests, Followers followers) {
    this.database = database;
    this.interests = interests;
    this.followers = followers;
  }

  /** Fills the memory on a thread of its own; changes may come meanwhile. */
  void load() {
    CompletableFuture<Followers> filled = loaded;
    Thread.ofVirtual().name("follows").start(() -> fill(filled));
  }

  /**
   * Who follows what, once all of it is known: waits until then. If it could not be read, whoever
   * asks next has it read again.
   */
  Followers followers() {
    if (loaded.isCompletedExceptionally()) {
      loadAgain();
    }
    return loaded.join();
  }

  private synchronized void loadAgain() {
    if (loaded.isCompletedExceptionally()) {
      loaded = new CompletableFuture<>();
      load();
    }
  }

  /** What was put before stays right, for changes were heard meanwhile. */
  private void fill(CompletableFuture<Followers> filled) {
    try {
      switch (followers) {
        case FollowIndex index -> fill(index);
        case FollowTable table -> fill(table);
      }
      filled.complete(followers);
    } catch (RuntimeException e) {
      LOG.warn("follows could not be read; they are when they are asked for", e);
      filled.completeExceptionally(e);
    }
  }

  private void fill(FollowIndex index) {
    Optional<FollowRows.Row> last = Optional.empty();
    do {
      // Within one turn, lest a change made since the rows were read is overwritten by them.
      synchronized (followers) {
        Optional<FollowRows.Row> before = last;
        List<FollowRows.Row> rows = database.read(handle -> FollowRows.after(handle, before));
        put(rows);
        last = rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast());
      }
    } while (last.isPresent());
    index.compact();
  }

  private void fill(FollowTable table) {
    SortedMap<Integer, Interest> some;
    int last = 0;
    do {
      synchronized (followers) {
        int before = last;
        some = database.read(handle -> Interests.after(handle, before, LOADED_AT_ONCE));
        some.forEach(table::add);
        last = some.isEmpty() ? last : some.lastKey();
      }
    } while (!some.isEmpty());
  }

  private void put(List<FollowRows.Row> rows) {
    Map<Integer, Interest> known =
        interests.of(rows.stream().map(FollowRows.Row::interest).collect(Collectors.toSet()));
    for (FollowRows.Row row : rows) {
      Interest interest = known.get(row.interest());
      if (interest != null) {
        put(row, interest);
      }
    }
  }

  private void put(FollowRows.Row row, Interest interest) {
    followers.set(new ReaderId(row.reader()), row.interest(), interest, Optional.of(row.stance()));
  }

  void hear(Fact fact) {
    switch (fact.kind()) {
      case Follows.TAKEN_OVER -> learn((int) fact.subject());
      case Follows.DROPPED -> followers.drop((int) fact.subject());
      case Follows.MOVED -> learn(new ReaderId((int) fact.subject()));
      case Readers.ERASED -> followers.forget(new ReaderId((int) fact.subject()));
      default -> FollowFact.of(fact).ifPresent(this::learn);
    }
  }

  /** Who follows an interest. */
  private void learn(int number) {
    // As in fill: within one turn with changes, lest one made since the rows were read is lost.
    synchronized (followers) {
      followers.drop(number);
      interest(number)
          .ifPresent(
              interest ->
                  FollowRows.ofInterest(
                      database, number, Share.EVERYBODY, row -> put(row, interest)));
    }
  }

  /** What a reader follows besides. */
  private void learn(ReaderId reader) {
    synchronized (turn(reader)) {
      put(database.read(handle -> FollowRows.of(handle, reader)));
    }
  }

  /** How a reader stands to an interest; that it is gone meanwhile is told by itself. */
  private void learn(FollowFact fact) {
    synchronized (turn(fact.reader())) {
      interest(fact.interest())
          .ifPresent(
              interest ->
                  followers.set(
                      fact.reader(),
                      fact.interest(),
                      interest,
                      database.read(
                          handle -> FollowRows.stance(handle, fact.reader(), fact.interest()))));
    }
  }

  private Optional<Interest> interest(int number) {
    return Optional.ofNullable(interests.of(List.of(number)).get(number));
  }

  private Object turn(ReaderId reader) {
    return turns.get(Math.floorMod(reader.value(), turns.size()));
  }
}
