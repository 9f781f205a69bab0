package courant.follow;

import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.reader.Holding;
import courant.reader.ReaderId;
import courant.search.SearchQuery.Leaf;
import courant.search.StoryTerms;
import courant.story.Story;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.roaringbitmap.RoaringBitmap;

/** Who follows and mutes what: durable in the database, quick in memory. */
public final class Follows implements Holding {
  /** Told when somebody begins to follow; the subject is for {@link KeepFollows}. */
  public static final String BEGAN = "follow.began";

  /** Told when somebody follows no longer; subject as with {@link #BEGAN}. */
  public static final String ENDED = "follow.ended";

  /** More than anybody reads; fewer than what would slow a page. */
  public static final int MOST = 1_000;

  /** Searches among them. */
  public static final int MOST_SEARCHES = 50;

  /** Told when a reader has what another one had; the subject is the reader's number. */
  static final String MOVED = "follow.moved";

  /** Told when an interest has the readers of another one; the subject is its row's number. */
  static final String TAKEN_OVER = "follow.taken-over";

  /** Told when nobody follows a search any more; the subject is the number its row had. */
  static final String DROPPED = "follow.dropped";

  /** Other nodes hear at once; one that was cut off for longer has to be started anew. */
  private static final Duration KNOWN_WHEN = Duration.ofDays(7);

  private final Database database;
  private final Facts facts;
  private final Interests interests;
  private final KeepFollows kept;

  /**
   * Knows nobody until {@link #load}.
   *
   * @param commonness in how many stories a search's leaf is found, about; only speed depends on it
   * @param room memory for who follows what, in bytes; what has no room is read from the database
   *     when a story needs it. Empty: all of it has
   */
  public Follows(
      Database database, Facts facts, ToLongFunction<Leaf> commonness, Optional<Long> room) {
    this.database = database;
    this.facts = facts;
    this.interests = new Interests(database);
    this.kept =
        new KeepFollows(
            database,
            interests,
            room.<Followers>map(bytes -> new FollowTable(database, commonness, bytes))
                .orElseGet(() -> new FollowIndex(commonness)));
    facts.listen(kept::hear);
  }

  /** Fills the memory from the table, on a thread of its own; changes may come meanwhile. */
  public void load() {
    kept.load();
  }

  /**
   * Sets how a reader stands to an interest: durable and in force when this returns.
   *
   * @return false if the reader has as many as one may have; then nothing changed
   */
  public boolean set(ReaderId reader, Interest interest, Optional<Stance> stance) {
    return facts.write(telling -> set(telling, reader, interest, stance));
  }

  private static boolean set(
      Facts.Telling telling, ReaderId reader, Interest interest, Optional<Stance> stance) {
    Handle handle = telling.handle();
    FollowRows.Before before = FollowRows.before(handle, reader, interest);
    if (before.stance().equals(stance)) {
      return true;
    }
    if (stance.isPresent() && before.others() >= most(interest)) {
      return false;
    }
    int number = before.interest().orElseGet(() -> Interests.add(handle, interest));
    FollowRows.write(handle, reader, number, stance);
    telling.tell(
        FollowFact.kind(before.stance(), stance), new FollowFact(number, reader).subject());
    if (stance.isEmpty()) {
      dropUnfollowed(telling, List.of(number));
    }
    return true;
  }

  private static void dropUnfollowed(Facts.Telling telling, List<Integer> numbers) {
    Interests.dropUnfollowed(telling.handle(), numbers)
        .forEach(number -> telling.tell(DROPPED, number));
  }

  private static int most(Interest interest) {
    return interest instanceof Interest.Matching ? MOST_SEARCHES : MOST;
  }

  /**
   * Gives all who follow or mute one thing to another, in the caller's transaction. Whoever has a
   * stance to the other already keeps that.
   */
  public void move(Facts.Telling telling, Interest from, Interest into) {
    Handle handle = telling.handle();
    Optional<Integer> old = Interests.number(handle, from);
    if (old.isEmpty()) {
      return;
    }
    int taker = Interests.number(handle, into).orElseGet(() -> Interests.add(handle, into));
    FollowRows.move(handle, old.get(), taker);
    telling.tell(TAKEN_OVER, old.get());
    telling.tell(TAKEN_OVER, taker);
  }

  /** Whether anybody follows something, within the caller's transaction or moment. */
  public boolean any(Handle handle, Interest interest) {
    return Interests.number(handle, interest)
        .filter(one -> FollowRows.any(handle, one))
        .isPresent();
  }

  /** What a reader follows and mutes. */
  public Following of(ReaderId reader) {
    List<FollowRows.Row> rows = database.read(handle -> FollowRows.of(handle, reader));
    Map<Integer, Interest> known =
        interests.of(rows.stream().map(FollowRows.Row::interest).toList());
    return new Following(
        withStance(rows, known, Stance.FOLLOW), withStance(rows, known, Stance.MUTE));
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
   * Who is to be told of a story: followers, less those who mute any of it. Waits until all follows
   * are known.
   *
   * @param zone whose days searches by date mean
   * @param share among which readers
   * @return readers' numbers
   */
  public RoaringBitmap audienceOf(Story story, ZoneId zone, Share share) {
    return kept.followers().audienceOf(story, StoryTerms.of(story, zone), share);
  }

  /** What anyone follows or mutes of a story; waits as {@link #audienceOf} does. */
  public Set<Interest> interestsOf(Story story, ZoneId zone) {
    return kept.followers().interestsOf(story, StoryTerms.of(story, zone));
  }

  /** Everybody who mutes anything a story is about; waits as {@link #audienceOf} does. */
  public RoaringBitmap mutersOf(Story story, ZoneId zone) {
    return kept.followers().mutersOf(story, StoryTerms.of(story, zone));
  }

  /** The followers of one interest; waits as {@link #audienceOf} does. */
  public RoaringBitmap followersOf(Interest.Listed interest) {
    return kept.followers().followersOf(interest);
  }

  /**
   * Forgets who has changed what they follow when, once all nodes have heard of it: the log is not
   * to remember what a reader has let go of.
   */
  public void tidy() {
    facts.forget(List.of(BEGAN, ENDED, FollowFact.MUTED, DROPPED), KNOWN_WHEN);
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
    FollowRows.move(telling.handle(), from, into);
    telling.tell(MOVED, into.value());
  }

  @Override
  public void erase(Facts.Telling telling, ReaderId reader) {
    List<Integer> had =
        FollowRows.of(telling.handle(), reader).stream().map(FollowRows.Row::interest).toList();
    telling.handle().execute("delete from follow where reader_id = ?", reader.value());
    dropUnfollowed(telling, had);
  }
}
