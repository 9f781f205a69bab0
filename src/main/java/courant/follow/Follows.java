package courant.follow;

import courant.platform.db.Database;
import courant.platform.db.Remembered;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import courant.reader.Holding;
import courant.reader.ReaderId;
import courant.reader.Readers;
import courant.search.StoryTerms;
import courant.story.Story;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.roaringbitmap.RoaringBitmap;

/** Who follows and mutes what: durable in the database, quick in memory. */
public final class Follows implements Holding {
  /**
   * Told when somebody begins to follow; the subject is the reader, for the other nodes to look up
   * what. Not what is followed: the log shall not know more than the table does.
   */
  public static final String BEGAN = "follow.began";

  /** Told when somebody follows no longer; subject as with {@link #BEGAN}. */
  public static final String ENDED = "follow.ended";

  /** Told when somebody mutes, or no longer; subject as with {@link #BEGAN}. */
  private static final String MUTES = "follow.mutes";

  /** More than anybody reads; fewer than what would slow a page. */
  public static final int MOST = 1_000;

  /** Searches among them. */
  public static final int MOST_SEARCHES = 50;

  /** Told when a reader has what another one had. */
  private static final String MOVED = "follow.moved";

  /** Told when an interest has the readers of another one; the subject is its row's number. */
  private static final String TAKEN_OVER = "follow.taken-over";

  /** Other nodes hear at once; one that was cut off for longer has to be started anew. */
  private static final Duration KNOWN_WHEN = Duration.ofDays(7);

  private static final int LOADED_AT_ONCE = 20_000;
  private static final int MOST_INTERESTS_REMEMBERED = 100_000;

  private final Database database;
  private final Facts facts;
  private final FollowIndex index;

  /** By the number of their row, which is never given to another. */
  private final Remembered<Integer, Interest> interests =
      new Remembered<>(MOST_INTERESTS_REMEMBERED, (_, _) -> 1);

  private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();

  /** Changes of one reader take turns, so that memory takes them in the order of the table. */
  private final List<Object> turns = IntStream.range(0, 64).mapToObj(_ -> new Object()).toList();

  /**
   * @param index empty; {@link #load} fills it
   */
  public Follows(Database database, Facts facts, FollowIndex index) {
    this.database = database;
    this.facts = facts;
    this.index = index;
    facts.listen(this::hear);
    facts.listenToOthers(this::hearOthers);
  }

  /** Fills the memory from the table, on a thread of its own; changes may come meanwhile. */
  public void load() {
    Thread.ofVirtual().name("follows").start(this::fill);
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
      loaded.complete(true);
    } catch (RuntimeException e) {
      loaded.completeExceptionally(e);
    }
  }

  private void put(List<FollowRows.Row> rows) {
    Map<Integer, Interest> known = named(rows);
    for (FollowRows.Row row : rows) {
      Interest interest = known.get(row.interest());
      if (interest != null) {
        index.set(new ReaderId(row.reader()), interest, Optional.of(row.stance()));
      }
    }
  }

  /**
   * Sets how a reader stands to an interest: durable and in force when this returns.
   *
   * @return false if the reader has as many as one may have; then nothing changed
   */
  public boolean set(ReaderId reader, Interest interest, Optional<Stance> stance) {
    synchronized (turns.get(reader.value() % turns.size())) {
      boolean changed =
          facts.write(
              telling -> {
                boolean room =
                    stance.isEmpty() || FollowRows.hasRoom(telling.handle(), reader, interest);
                if (room) {
                  Optional<Stance> before = FollowRows.stance(telling.handle(), reader, interest);
                  FollowRows.write(telling.handle(), reader, interest, stance);
                  change(before, stance).ifPresent(kind -> telling.tell(kind, reader.value()));
                }
                return room;
              });
      if (changed) {
        index.set(reader, interest, stance);
      }
      return changed;
    }
  }

  private static Optional<String> change(Optional<Stance> before, Optional<Stance> now) {
    if (now.equals(before)) {
      return Optional.empty();
    }
    boolean begins = now.equals(Optional.of(Stance.FOLLOW));
    boolean ends = before.equals(Optional.of(Stance.FOLLOW));
    return Optional.of(begins ? BEGAN : ends ? ENDED : MUTES);
  }

  /**
   * Gives all who follow or mute one thing to another, in the caller's transaction. Whoever has a
   * stance to the other already keeps that.
   */
  public void move(Facts.Telling telling, Interest from, Interest into) {
    Handle handle = telling.handle();
    Optional<Integer> old = FollowRows.number(handle, from);
    if (old.isEmpty()) {
      return;
    }
    int taker = FollowRows.number(handle, into).orElseGet(() -> FollowRows.add(handle, into));
    handle
        .createUpdate(
            """
            insert into follow (reader_id, interest_id, mute)
            select reader_id, :into, mute from follow where interest_id = :from
            on conflict (reader_id, interest_id) do nothing
            """)
        .bind("into", taker)
        .bind("from", old.get())
        .execute();
    handle.execute("delete from follow where interest_id = ?", old.get());
    telling.tell(TAKEN_OVER, old.get());
    telling.tell(TAKEN_OVER, taker);
  }

  /** Learns from the table who follows an interest. */
  private void learn(int interest) {
    // As in fill: within one turn with changes, lest one made since the rows were read is lost.
    synchronized (index) {
      interests(List.of(interest)).values().forEach(index::forget);
      put(database.read(handle -> FollowRows.readersOf(handle, interest)));
    }
  }

  /** What a reader follows and mutes. */
  public Following of(ReaderId reader) {
    List<FollowRows.Row> rows = database.read(handle -> FollowRows.of(handle, reader));
    Map<Integer, Interest> known = named(rows);
    return new Following(
        withStance(rows, known, Stance.FOLLOW), withStance(rows, known, Stance.MUTE));
  }

  private Map<Integer, Interest> named(List<FollowRows.Row> rows) {
    return interests(rows.stream().map(FollowRows.Row::interest).collect(Collectors.toSet()));
  }

  private Map<Integer, Interest> interests(Collection<Integer> numbers) {
    return interests.of(
        numbers, some -> database.read(handle -> FollowRows.interests(handle, some)));
  }

  /** What was let go between the two looks is followed no longer. */
  private static List<Interest> withStance(
      List<FollowRows.Row> rows, Map<Integer, Interest> known, Stance stance) {
    return rows.stream()
        .filter(row -> row.stance() == stance)
        .flatMap(row -> Optional.ofNullable(known.get(row.interest())).stream())
        .toList();
  }

  /**
   * Takes in what was followed at other nodes until now, so that a story goes to everybody who
   * followed before it came out, whichever node sends it.
   */
  public void catchUp() {
    facts.hearOthers();
  }

  /**
   * Everybody who is to be told of a story: followers, less those who mute any of it. Waits until
   * all follows are in memory.
   *
   * @return readers' numbers
   */
  public RoaringBitmap audienceOf(Story story, StoryTerms terms) {
    loaded.join();
    return index.audienceOf(story, terms);
  }

  /**
   * The same for a story that has not been taken apart.
   *
   * @param zone whose days searches by date mean
   */
  public RoaringBitmap audienceOf(Story story, ZoneId zone) {
    return audienceOf(story, StoryTerms.of(story, zone));
  }

  /** What anyone follows or mutes of a story; waits as {@link #audienceOf} does. */
  public Set<Interest> interestsOf(Story story, ZoneId zone) {
    loaded.join();
    return index.interestsOf(story, StoryTerms.of(story, zone));
  }

  /** Everybody who mutes anything a story is about; waits as {@link #audienceOf} does. */
  public RoaringBitmap mutersOf(Story story, ZoneId zone) {
    loaded.join();
    return index.mutersOf(story, StoryTerms.of(story, zone));
  }

  /** The followers of one interest; waits as {@link #audienceOf} does. */
  public RoaringBitmap followersOf(Interest interest) {
    loaded.join();
    return index.followersOf(interest);
  }

  private void hear(Fact fact) {
    if (fact.kind().equals(TAKEN_OVER)) {
      learn((int) fact.subject());
      return;
    }
    if (!fact.kind().equals(Readers.ERASED) && !fact.kind().equals(MOVED)) {
      return;
    }
    ReaderId reader = new ReaderId((int) fact.subject());
    if (fact.kind().equals(Readers.ERASED)) {
      index.forget(reader);
    } else if (fact.kind().equals(MOVED)) {
      learn(reader);
    }
  }

  private void hearOthers(Fact fact) {
    if (fact.subject() != (int) fact.subject() || fact.subject() == 0) {
      return; // a node of an older version says what is followed, and by nobody
    }
    ReaderId reader = new ReaderId((int) fact.subject());
    switch (fact.kind()) {
      case BEGAN -> learn(reader);
      case ENDED, MUTES -> learnAnew(reader);
      default -> {}
    }
  }

  /** Learns from the table what a reader follows and mutes, and forgets nothing. */
  private void learn(ReaderId reader) {
    synchronized (turns.get(reader.value() % turns.size())) {
      put(database.read(handle -> FollowRows.of(handle, reader)));
    }
  }

  /** The same for one who may have let go of something, which is looked for everywhere. */
  private void learnAnew(ReaderId reader) {
    synchronized (turns.get(reader.value() % turns.size())) {
      synchronized (index) {
        index.forget(reader);
        put(database.read(handle -> FollowRows.of(handle, reader)));
      }
    }
  }

  /** Forgets who has changed what they follow when, once all nodes have heard of it. */
  public void tidy() {
    facts.forget(List.of(BEGAN, ENDED, MUTES), KNOWN_WHEN);
  }

  @Override
  public String name() {
    return "follows";
  }

  @Override
  public Object export(Handle handle, ReaderId reader) {
    JsonArray all = new JsonArray();
    for (NamedInterest named : NamedInterest.of(handle, reader)) {
      all.add(
          new JsonObject()
              .put("kind", named.interest().kind().word())
              .put("name", named.name())
              .put("stance", named.stance().word()));
    }
    return all;
  }

  /** The interests of a reader with their names, by name. */
  public List<NamedInterest> named(ReaderId reader) {
    return database.read(handle -> NamedInterest.of(handle, reader));
  }

  @Override
  public void move(Facts.Telling telling, ReaderId from, ReaderId into) {
    telling
        .handle()
        .createUpdate(
            """
            insert into follow (reader_id, interest_id, mute)
            select :into, interest_id, mute from follow where reader_id = :from
            on conflict (reader_id, interest_id) do nothing
            """)
        .bind("into", into.value())
        .bind("from", from.value())
        .execute();
    telling.tell(MOVED, into.value());
  }

  @Override
  public void erase(Handle handle, ReaderId reader) {
    List<Integer> interests =
        FollowRows.of(handle, reader).stream().map(FollowRows.Row::interest).toList();
    handle.execute("delete from follow where reader_id = ?", reader.value());
    FollowRows.dropUnfollowed(handle, interests);
  }
}
