package courant.story;

import courant.platform.html.HtmlText;
import courant.platform.job.Facts;
import courant.story.likeness.Sketch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The last days' published stories in short, to find of which a new one is a version. Only what
 * comes from different houses is: what one house repeats, such as every day's weather, it means to
 * repeat.
 */
final class Sketches {
  /** Between two versions of one story, at most. */
  private static final Duration WINDOW = Duration.ofDays(3);

  private static final Duration KEPT = WINDOW.plusDays(1);

  /** Marks of more stories than this are of what stands under every story of a house. */
  private static final int TELLING = 60;

  /** With so many marks in common somebody may want to look. */
  private static final int HINT = 3;

  private static final int OUR_OWN = 0;

  /** What else is like a story, as far as its marks tell. */
  private record Like(
      long story, int common, int size, long house, Optional<Long> cluster, boolean alone) {}

  private final InstantSource clock;

  Sketches(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Takes in a story as it is now written, and joins it to what it is a version of, if anything.
   */
  void keep(Facts.Telling telling, Story story, Sketch sketch) {
    if (!wants(story)) {
      return;
    }
    Handle handle = telling.handle();
    Instant published = story.published();
    forget(handle, story.id().value());
    if (sketch.marks().length == 0) {
      return;
    }
    if (Versions.cluster(handle, story.id()).isEmpty()) {
      find(handle, story, sketch, published).ifPresent(like -> join(telling, story, like));
    }
    write(handle, story, sketch, published);
    tidy(handle);
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
  private static Optional<Like> find(Handle handle, Story story, Sketch sketch, Instant published) {
    Map<Long, Integer> common = common(handle, Arrays.stream(sketch.marks()).boxed().toList());
    common.values().removeIf(many -> many < Sketch.SOME);
    long house = story.origin().map(origin -> origin.source().id().value()).orElse((long) OUR_OWN);
    return likes(handle, common, published).stream()
        .filter(like -> like.story() != story.id().value() && like.house() != house)
        .filter(like -> !like.alone())
        .filter(like -> Sketch.same(like.common(), sketch.size(), like.size()))
        .max(Comparator.comparingInt(Like::common));
  }

  /** By how many marks other stories are like one. */
  static Map<StoryId, Integer> near(Handle handle, StoryId story) {
    Map<StoryId, Integer> near = new HashMap<>();
    marks(handle, story.value())
        .ifPresent(
            marks ->
                common(handle, marks)
                    .forEach(
                        (other, common) -> {
                          if (common >= HINT && other != story.value()) {
                            near.put(new StoryId(other), common);
                          }
                        }));
    return near;
  }

  private static Map<Long, Integer> common(Handle handle, List<Long> marks) {
    Map<Long, List<Long>> byMark = new HashMap<>();
    handle
        .createQuery("select mark, story_id from story_mark where mark in (<marks>)")
        .bindList("marks", marks)
        .map((row, _) -> Map.entry(row.getLong(1), row.getLong(2)))
        .forEach(
            one ->
                byMark.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue()));
    Map<Long, Integer> common = new HashMap<>();
    byMark.values().stream()
        .filter(stories -> stories.size() <= TELLING)
        .forEach(stories -> stories.forEach(story -> common.merge(story, 1, Integer::sum)));
    return common;
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

  private static void write(Handle handle, Story story, Sketch sketch, Instant published) {
    handle
        .createUpdate(
            """
            insert into story_sketch (story_id, published, size, marks)
            values (:story, :published, :size, :marks)
            """)
        .bind("story", story.id().value())
        .bind("published", published.toEpochMilli())
        .bind("size", sketch.size())
        .bind("marks", bytes(sketch.marks()))
        .execute();
    PreparedBatch batch =
        handle.prepareBatch("insert into story_mark (mark, story_id) values (:mark, :story)");
    for (long mark : sketch.marks()) {
      batch.bind("mark", mark).bind("story", story.id().value()).add();
    }
    batch.execute();
  }

  /** Lets go what is older than anything new can be a version of, a little at a time. */
  private void tidy(Handle handle) {
    handle
        .createQuery("select story_id from story_sketch where published < :before limit 10")
        .bind("before", clock.instant().minus(KEPT).toEpochMilli())
        .mapTo(Long.class)
        .list()
        .forEach(story -> forget(handle, story));
  }

  private static void forget(Handle handle, long story) {
    Optional<List<Long>> marks = marks(handle, story);
    if (marks.isEmpty()) {
      return;
    }
    handle
        .createUpdate("delete from story_mark where story_id = :story and mark in (<marks>)")
        .bind("story", story)
        .bindList("marks", marks.get())
        .execute();
    handle.execute("delete from story_sketch where story_id = ?", story);
  }

  private static Optional<List<Long>> marks(Handle handle, long story) {
    return handle
        .createQuery("select marks from story_sketch where story_id = :story")
        .bind("story", story)
        .mapTo(byte[].class)
        .findOne()
        .map(Sketches::numbers);
  }

  private static byte[] bytes(long[] marks) {
    ByteBuffer bytes = ByteBuffer.allocate(marks.length * Long.BYTES);
    bytes.asLongBuffer().put(marks);
    return bytes.array();
  }

  private static List<Long> numbers(byte[] bytes) {
    List<Long> numbers = new ArrayList<>();
    for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
      numbers.add(rest.getLong());
    }
    return numbers;
  }
}
