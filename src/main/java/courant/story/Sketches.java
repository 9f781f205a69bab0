package courant.story;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.db.PreparedQuery;
import courant.platform.html.HtmlText;
import courant.platform.job.Facts;
import courant.story.likeness.RecentSketches;
import courant.story.likeness.Sketch;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The last days' published stories in short, to find of which a new one is a version. Only what
 * comes from different houses is: what one house repeats, such as every day's weather, it means to
 * repeat.
 */
final class Sketches {
  /** Between two versions of one story, at most. */
  private static final Duration WINDOW = Duration.ofDays(3);

  private static final Duration KEPT = WINDOW.plusDays(1);

  /** With so many marks in common somebody may want to look. */
  private static final int HINT = 3;

  private static final int OUR_OWN = 0;

  /** Of the rows that are read before the first story is written after a start. */
  private static final int AT_ONCE = 1_000;

  /** Of rows that earlier versions wrote, whose marks are in a table of their own. */
  private static final int UNPLACED = 0;

  /** Read from the index alone: of many stories in one transaction, each looks at those before. */
  private static final PreparedQuery<Long> PLACES =
      new PreparedQuery<>(
          "select place from story_sketch where place > ? order by place", row -> row.getLong(1));

  private static final PreparedQuery<Long> OLD =
      new PreparedQuery<>(
          "select story_id from story_sketch where published < ? limit 10", row -> row.getLong(1));

  /** What else is like a story, as far as its marks tell. */
  private record Like(
      long story, int common, int size, long house, Optional<Long> cluster, boolean alone) {}

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  /** Of every sketch in the database, and maybe of some that never came to be there. */
  private final RecentSketches recent = new RecentSketches();

  /** Places of sketches written here that are not known to be committed. */
  private final NavigableSet<Long> own = new TreeSet<>();

  /** The place of the newest sketch that is committed, with all before it, and in memory. */
  private long seen = UNPLACED - 1;

  Sketches(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Reads what there is after a start, four days of it, so that no transaction has to. */
  void ready() {
    // The connection first, as everybody who reads here: who held this and waited for one could
    // wait for ever.
    if (isUnread()) {
      database.read(this::catchUp);
    }
  }

  private synchronized boolean isUnread() {
    return seen < UNPLACED;
  }

  /**
   * Takes in a story as it is now written, and joins it to what it is a version of, if anything.
   *
   * @param again whether it was written before
   */
  synchronized void keep(Facts.Telling telling, Story story, Sketch sketch, boolean again) {
    if (!wants(story)) {
      return;
    }
    Handle handle = telling.handle();
    if (again) {
      forget(handle, story.id().value());
    }
    if (sketch.marks().length == 0) {
      return;
    }
    long newest = catchUp(handle);
    if (!again || Versions.cluster(handle, story.id()).isEmpty()) {
      find(handle, story, sketch, story.published()).ifPresent(like -> join(telling, story, like));
    }
    write(handle, story, sketch, Math.max(newest + 1, ids.next()));
    tidy(handle);
  }

  /**
   * Brings to memory what others have written since, which is committed if it can be seen here.
   *
   * @return the place of the newest sketch
   */
  private synchronized long catchUp(Handle handle) {
    List<Long> places = PLACES.list(handle, seen);
    places.stream()
        .filter(place -> !own.contains(place))
        .findFirst()
        .ifPresent(first -> read(handle, first));
    return places.isEmpty() ? seen : places.getLast();
  }

  /** What is not our own, from a place on. */
  private void read(Handle handle, long first) {
    long oldest = clock.instant().minus(KEPT).toEpochMilli();
    handle
        .createQuery(
            """
            select place, story_id, published, size, marks from story_sketch
            where place >= :first order by place
            """)
        .bind("first", first)
        .setFetchSize(AT_ONCE)
        .map(
            (row, _) -> {
              long place = row.getLong("place");
              long published = row.getLong("published");
              if (own.contains(place)) {
                return seen;
              }
              if (published >= oldest) {
                recent.add(row.getLong("story_id"), published, sketch(row));
              }
              return place;
            })
        .forEach(place -> seen = Math.max(seen, place));
  }

  private synchronized void committed(long place) {
    seen = Math.max(seen, place);
    own.headSet(seen, true).clear();
  }

  /** Whether other versions of a story can still come, or have come lately. */
  boolean wants(Story story) {
    return story.state() instanceof StoryState.Published(_, var published, _)
        && !published.isBefore(clock.instant().minus(WINDOW));
  }

  /** A story's words in short. */
  static Sketch sketch(Story story) {
    return Sketch.of(
        story.headline() + ". " + story.standfirst() + " " + HtmlText.of(story.body()));
  }

  private static void join(Facts.Telling telling, Story story, Like like) {
    long cluster = like.cluster().orElse(like.story());
    if (like.cluster().isEmpty()) {
      Versions.put(telling.handle(), new StoryId(like.story()), cluster, false);
    }
    Versions.put(telling.handle(), story.id(), cluster, false);
    Versions.tell(telling, cluster);
  }

  /** The likest story of another house. */
  private Optional<Like> find(Handle handle, Story story, Sketch sketch, Instant published) {
    Map<Long, Integer> common = common(handle, sketch, Sketch.SOME);
    long house = story.origin().map(origin -> origin.source().id().value()).orElse((long) OUR_OWN);
    return likes(handle, common, published).stream()
        .filter(like -> like.story() != story.id().value() && like.house() != house)
        .filter(like -> !like.alone())
        .filter(like -> Sketch.same(like.common(), sketch.size(), like.size()))
        .max(Comparator.comparingInt(Like::common));
  }

  /** By how many marks other stories are like one. */
  synchronized Map<StoryId, Integer> near(Handle handle, StoryId story) {
    Map<StoryId, Integer> near = new HashMap<>();
    catchUp(handle);
    sketches(handle, List.of(story.value())).values().stream()
        .flatMap(sketch -> common(handle, sketch, HINT).entrySet().stream())
        .filter(other -> other.getKey() != story.value())
        .forEach(other -> near.put(new StoryId(other.getKey()), other.getValue()));
    return near;
  }

  /**
   * The stories that share so many marks with a sketch, with how many. What memory says is only
   * where to look.
   */
  private Map<Long, Integer> common(Handle handle, Sketch sketch, int least) {
    Map<Long, Integer> common = recent.common(sketch);
    common.values().removeIf(many -> many < least);
    Map<Long, Sketch> written = sketches(handle, common.keySet());
    common.replaceAll(
        (story, many) ->
            Optional.ofNullable(written.get(story))
                .map(other -> Math.min(many, sketch.common(other)))
                .orElse(0));
    common.values().removeIf(many -> many < least);
    return common;
  }

  private static Map<Long, Sketch> sketches(Handle handle, Collection<Long> stories) {
    Map<Long, Sketch> sketches = new HashMap<>();
    if (!stories.isEmpty()) {
      handle
          .createQuery(
              "select story_id, size, marks from story_sketch where story_id in (<stories>)")
          .bindList("stories", List.copyOf(stories))
          .map((row, _) -> Map.entry(row.getLong("story_id"), sketch(row)))
          .forEach(row -> sketches.put(row.getKey(), row.getValue()));
    }
    return sketches;
  }

  private static List<Like> likes(Handle handle, Map<Long, Integer> common, Instant published) {
    if (common.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            """
            select story.id, sketch.size, coalesce(story.source_id, 0) as house, version.cluster,
              coalesce(version.by_hand, 0) = 1 and not exists (select 1 from story_version other
                where other.cluster = version.cluster and other.story_id <> story.id) as alone
            from story_sketch sketch
            join story on story.id = sketch.story_id and story.state = 'published'
            left join story_version version on version.story_id = story.id
            where sketch.story_id in (<stories>) and story.published between :from and :until
            """)
        .bindList("stories", List.copyOf(common.keySet()))
        .bind("from", published.minus(WINDOW).toEpochMilli())
        .bind("until", published.plus(WINDOW).toEpochMilli())
        .map(
            (row, _) -> {
              long story = row.getLong("id");
              long cluster = row.getLong("cluster");
              Optional<Long> in = row.wasNull() ? Optional.empty() : Optional.of(cluster);
              return new Like(
                  story,
                  common.getOrDefault(story, 0),
                  row.getInt("size"),
                  row.getLong("house"),
                  in,
                  row.getBoolean("alone"));
            })
        .list();
  }

  private void write(Handle handle, Story story, Sketch sketch, long place) {
    handle
        .createUpdate(
            """
            insert into story_sketch (story_id, published, size, marks, place)
            values (:story, :published, :size, :marks, :place)
            """)
        .bind("story", story.id().value())
        .bind("published", story.published().toEpochMilli())
        .bind("size", sketch.size())
        .bind("marks", bytes(sketch.marks()))
        .bind("place", place)
        .execute();
    own.add(place);
    recent.add(story.id().value(), story.published().toEpochMilli(), sketch);
    database.afterCommit(() -> committed(place));
  }

  /** Lets go what is older than anything new can be a version of, a little at a time. */
  private void tidy(Handle handle) {
    long before = clock.instant().minus(KEPT).toEpochMilli();
    recent.forget(before);
    OLD.list(handle, before).forEach(story -> forget(handle, story));
  }

  private static void forget(Handle handle, long story) {
    handle
        .createQuery(
            "delete from story_sketch where story_id = :story returning place, size, marks")
        .bind("story", story)
        .map((row, _) -> Map.entry(row.getLong("place"), sketch(row)))
        .findOne()
        .filter(row -> row.getKey() == UNPLACED)
        .map(Map.Entry::getValue)
        .ifPresent(
            sketch ->
                handle
                    .createUpdate(
                        "delete from story_mark where story_id = :story and mark in (<marks>)")
                    .bind("story", story)
                    .bindList("marks", Arrays.stream(sketch.marks()).boxed().toList())
                    .execute());
  }

  private static byte[] bytes(long[] marks) {
    ByteBuffer bytes = ByteBuffer.allocate(marks.length * Long.BYTES);
    bytes.asLongBuffer().put(marks);
    return bytes.array();
  }

  private static Sketch sketch(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("marks");
    long[] marks = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(marks);
    return new Sketch(marks, row.getInt("size"));
  }
}
