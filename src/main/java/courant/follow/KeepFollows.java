package courant.follow;

import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.reader.ReaderId;
import courant.reader.Readers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keeps the index of follows true to the table: fills it once, then looks up what each fact is
 * about, whichever node tells it.
 */
final class KeepFollows {
  private static final int LOADED_AT_ONCE = 20_000;

  private final Database database;
  private final Interests interests;
  private final FollowIndex index;
  private final CompletableFuture<FollowIndex> loaded = new CompletableFuture<>();

  /** Changes of one reader take turns, so that what was read last is put last. */
  private final List<Object> turns = IntStream.range(0, 64).mapToObj(_ -> new Object()).toList();

  /**
   * @param index empty
   */
  KeepFollows(Database database, Interests interests, FollowIndex index) {
    this.database = database;
    this.interests = interests;
    this.index = index;
  }

  /** Fills the index on a thread of its own; changes may come meanwhile. */
  void load() {
    Thread.ofVirtual().name("follows").start(this::fill);
  }

  /** The index, once all follows are in it: waits until then. */
  FollowIndex index() {
    return loaded.join();
  }

  private void fill() {
    try {
      Optional<FollowRows.Row> last = Optional.empty();
      do {
        // Within one turn, lest a change made since the rows were read is overwritten by them.
        synchronized (index) {
          Optional<FollowRows.Row> before = last;
          List<FollowRows.Row> rows =
              database.read(handle -> FollowRows.after(handle, before, LOADED_AT_ONCE));
          put(rows);
          last = rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast());
        }
      } while (last.isPresent());
      index.compact();
      loaded.complete(index);
    } catch (RuntimeException e) {
      loaded.completeExceptionally(e);
    }
  }

  private void put(List<FollowRows.Row> rows) {
    Map<Integer, Interest> known =
        interests.of(rows.stream().map(FollowRows.Row::interest).collect(Collectors.toSet()));
    for (FollowRows.Row row : rows) {
      Interest interest = known.get(row.interest());
      if (interest != null) {
        index.set(new ReaderId(row.reader()), interest, Optional.of(row.stance()));
      }
    }
  }

  void hear(Fact fact) {
    switch (fact.kind()) {
      case Follows.TAKEN_OVER -> learn((int) fact.subject());
      case Follows.MOVED -> learn(new ReaderId((int) fact.subject()));
      case Readers.ERASED -> index.forget(new ReaderId((int) fact.subject()));
      default -> FollowFact.of(fact).ifPresent(this::learn);
    }
  }

  /** Who follows an interest. */
  private void learn(int interest) {
    // As in fill: within one turn with changes, lest one made since the rows were read is lost.
    synchronized (index) {
      interests.of(List.of(interest)).values().forEach(index::forget);
      put(database.read(handle -> FollowRows.readersOf(handle, interest)));
    }
  }

  /** What a reader follows besides. */
  private void learn(ReaderId reader) {
    synchronized (turn(reader)) {
      put(database.read(handle -> FollowRows.of(handle, reader)));
    }
  }

  private void learn(FollowFact fact) {
    Optional<Interest> known =
        Optional.ofNullable(interests.of(List.of(fact.interest())).get(fact.interest()));
    if (known.isEmpty()) {
      // Dropped with its last follower, and who that was is all there is to go by.
      index.forget(fact.reader());
      learn(fact.reader());
      return;
    }
    synchronized (turn(fact.reader())) {
      index.set(
          fact.reader(),
          known.get(),
          database.read(handle -> FollowRows.stance(handle, fact.reader(), fact.interest())));
    }
  }

  private Object turn(ReaderId reader) {
    return turns.get(Math.floorMod(reader.value(), turns.size()));
  }
}
