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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.roaringbitmap.RoaringBitmap;

/** Who follows and mutes what: durable in the database, quick in memory. */
public final class Follows implements Holding {
  /** Told when somebody begins to follow; subject: the topic, author, section or source, else 0. */
  public static final String BEGAN = "follow.began";

  /** Told when somebody follows no longer; subject as with {@link #BEGAN}. */
  public static final String ENDED = "follow.ended";

  /** More than anybody reads; fewer than what would slow a page. */
  public static final int MOST = 1_000;

  /** Searches among them. */
  public static final int MOST_SEARCHES = 50;

  /** Told when a reader has what another one had. */
  private static final String MOVED = "follow.moved";

  /** Told when an interest has the readers of another one; the subject is its row's number. */
  private static final String TAKEN_OVER = "follow.taken-over";

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
  }

  private record Row(int interest, int reader, Interest to, Stance stance) {}

  /** Fills the memory from the table, on a thread of its own; changes may come meanwhile. */
  public void load() {
    Thread.ofVirtual().name("follows").start(this::fill);
  }

  private void fill() {
    try {
      Optional<Row> last = Optional.empty();
      do {
        // Within one turn, lest a change made since the rows were read is overwritten by them.
        synchronized (index) {
          List<Row> rows = after(last);
          rows.forEach(row -> put(row.reader(), row.to(), Optional.of(row.stance())));
          last = rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast());
        }
      } while (last.isPresent());
      index.compact();
      loaded.complete(true);
    } catch (RuntimeException e) {
      loaded.completeExceptionally(e);
    }
  }

  private List<Row> after(Optional<Row> last) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select interest_id, reader_id, mute, kind, target, query from follow
                    join interest on interest.id = follow.interest_id
                    where (interest_id, reader_id) > (:interest, :reader)
                    order by interest_id, reader_id limit :most
                    """)
                .bind("interest", last.map(Row::interest).orElse(0))
                .bind("reader", last.map(Row::reader).orElse(0))
                .bind("most", LOADED_AT_ONCE)
                .map(
                    (row, context) ->
                        new Row(
                            row.getInt("interest_id"),
                            row.getInt("reader_id"),
                            interest(row, context),
                            stance(row)))
                .list());
  }

  private void put(int reader, Interest interest, Optional<Stance> stance) {
    index.set(new ReaderId(reader), interest, stance);
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
                boolean room = stance.isEmpty() || hasRoom(telling.handle(), reader, interest);
                if (room) {
                  boolean before = follows(telling.handle(), reader, interest);
                  write(telling.handle(), reader, interest, stance);
                  tell(telling, interest, before, stance.equals(Optional.of(Stance.FOLLOW)));
                }
                return room;
              });
      if (changed) {
        index.set(reader, interest, stance);
      }
      return changed;
    }
  }

  private static boolean follows(Handle handle, ReaderId reader, Interest interest) {
    return handle
        .createQuery(
            """
            select 1 from follow join interest on interest.id = follow.interest_id
            where reader_id = :reader and mute = 0
              and kind = :kind and target = :target and query = :query
            """)
        .bind("reader", reader.value())
        .bind("kind", interest.kind().word())
        .bind("target", interest.target())
        .bind("query", interest.words())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static void tell(Facts.Telling telling, Interest to, boolean before, boolean now) {
    if (now != before) {
      telling.tell(now ? BEGAN : ENDED, to.target());
    }
  }

  private static boolean hasRoom(Handle handle, ReaderId reader, Interest interest) {
    String searches = interest instanceof Interest.Matching ? " and kind = 'search'" : "";
    long others =
        handle
            .createQuery(
                """
                select count(*) from follow join interest on interest.id = follow.interest_id
                where reader_id = :reader and not (kind = :kind and target = :target and query = :query)
                """
                    + searches)
            .bind("reader", reader.value())
            .bind("kind", interest.kind().word())
            .bind("target", interest.target())
            .bind("query", interest.words())
            .mapTo(Long.class)
            .one();
    return others < (interest instanceof Interest.Matching ? MOST_SEARCHES : MOST);
  }

  private static void write(
      Handle handle, ReaderId reader, Interest interest, Optional<Stance> stance) {
    if (stance.isEmpty()) {
      number(handle, interest)
          .ifPresent(
              number -> {
                handle.execute(
                    "delete from follow where reader_id = ? and interest_id = ?",
                    reader.value(),
                    number);
                dropUnfollowed(handle, List.of(number));
              });
      return;
    }
    handle
        .createUpdate(
            """
            insert into follow (reader_id, interest_id, mute) values (:reader, :interest, :mute)
            on conflict (reader_id, interest_id) do update set mute = excluded.mute
            """)
        .bind("reader", reader.value())
        .bind("interest", number(handle, interest).orElseGet(() -> add(handle, interest)))
        .bind("mute", stance.get() == Stance.MUTE ? 1 : 0)
        .execute();
  }

  /**
   * Gives all who follow or mute one thing to another, in the caller's transaction. Whoever has a
   * stance to the other already keeps that.
   */
  public void move(Facts.Telling telling, Interest from, Interest into) {
    Handle handle = telling.handle();
    Optional<Integer> old = number(handle, from);
    if (old.isEmpty()) {
      return;
    }
    int taker = number(handle, into).orElseGet(() -> add(handle, into));
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
      database
          .read(
              handle ->
                  handle
                      .createQuery("select kind, target, query from interest where id = :id")
                      .bind("id", interest)
                      .map(Follows::interest)
                      .findOne())
          .ifPresent(
              known -> {
                index.forget(known);
                database
                    .read(handle -> readersOf(handle, interest))
                    .forEach(row -> put(row.reader(), row.to(), Optional.of(row.stance())));
              });
    }
  }

  private static List<Row> readersOf(Handle handle, int interest) {
    return handle
        .createQuery(
            """
            select interest_id, reader_id, mute, kind, target, query from follow
            join interest on interest.id = follow.interest_id where interest_id = :interest
            """)
        .bind("interest", interest)
        .map(
            (row, context) ->
                new Row(
                    row.getInt("interest_id"),
                    row.getInt("reader_id"),
                    interest(row, context),
                    stance(row)))
        .list();
  }

  private static Optional<Integer> number(Handle handle, Interest interest) {
    return handle
        .createQuery(
            "select id from interest where kind = :kind and target = :target and query = :query")
        .bind("kind", interest.kind().word())
        .bind("target", interest.target())
        .bind("query", interest.words())
        .mapTo(Integer.class)
        .findOne();
  }

  private static int add(Handle handle, Interest interest) {
    return handle
        .createUpdate("insert into interest (kind, target, query) values (:kind, :target, :query)")
        .bind("kind", interest.kind().word())
        .bind("target", interest.target())
        .bind("query", interest.words())
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Integer.class)
        .one();
  }

  /** A search that nobody follows any more is nobody's business to keep. */
  private static void dropUnfollowed(Handle handle, List<Integer> interests) {
    interests.forEach(
        interest ->
            handle.execute(
                """
                delete from interest where id = ? and kind = 'search'
                  and not exists (select 1 from follow where interest_id = interest.id)
                """,
                interest));
  }

  /** What a reader follows and mutes. */
  public Following of(ReaderId reader) {
    Map<Integer, Stance> stances = database.read(handle -> stances(handle, reader));
    Map<Integer, Interest> known = interests.of(stances.keySet(), this::named);
    return new Following(
        withStance(stances, known, Stance.FOLLOW), withStance(stances, known, Stance.MUTE));
  }

  /** Of one reader, by the numbers of the interests. */
  private static Map<Integer, Stance> stances(Handle handle, ReaderId reader) {
    Map<Integer, Stance> stances = new LinkedHashMap<>();
    handle
        .createQuery("select interest_id, mute from follow where reader_id = :reader")
        .bind("reader", reader.value())
        .map(
            (row, _) ->
                stances.put(row.getInt(1), row.getInt(2) == 1 ? Stance.MUTE : Stance.FOLLOW))
        .list();
    return stances;
  }

  private Map<Integer, Interest> named(List<Integer> numbers) {
    return database.read(
        handle ->
            handle
                .createQuery("select id, kind, target, query from interest where id in (<numbers>)")
                .bindList("numbers", numbers)
                .map((row, context) -> Map.entry(row.getInt("id"), interest(row, context)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Whoever was let go between the two looks is followed no longer. */
  private static List<Interest> withStance(
      Map<Integer, Stance> stances, Map<Integer, Interest> known, Stance stance) {
    return stances.entrySet().stream()
        .filter(each -> each.getValue() == stance && known.containsKey(each.getKey()))
        .map(each -> Objects.requireNonNull(known.get(each.getKey())))
        .toList();
  }

  private static List<Row> rows(Handle handle, ReaderId reader) {
    return handle
        .createQuery(
            """
            select interest_id, mute, kind, target, query from follow
            join interest on interest.id = follow.interest_id where reader_id = :reader
            """)
        .bind("reader", reader.value())
        .map(
            (row, context) ->
                new Row(
                    row.getInt("interest_id"), reader.value(), interest(row, context), stance(row)))
        .list();
  }

  private static Interest interest(ResultSet row, StatementContext context) throws SQLException {
    Interest.Kind kind = Interest.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    return Interest.of(kind, row.getLong("target"), row.getString("query"));
  }

  private static Stance stance(ResultSet row) throws SQLException {
    return row.getInt("mute") == 1 ? Stance.MUTE : Stance.FOLLOW;
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
      synchronized (turns.get(reader.value() % turns.size())) {
        database
            .read(handle -> rows(handle, reader))
            .forEach(row -> index.set(reader, row.to(), Optional.of(row.stance())));
      }
    }
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
    List<Integer> interests = rows(handle, reader).stream().map(Row::interest).toList();
    handle.execute("delete from follow where reader_id = ?", reader.value());
    dropUnfollowed(handle, interests);
  }
}
