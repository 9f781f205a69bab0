package courant.story;

import static java.util.stream.Collectors.groupingBy;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.db.Remembered;
import courant.platform.job.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Which stories are versions of one: wire copy as several partners have it, cut, reworked or word
 * for word. A list shows the first of them that it has, with the others named beside it.
 */
public final class Versions {
  /** Told of each story whose versions are others now. */
  public static final String CHANGED = "story.versions";

  /** Those of a cluster that go before a story {@code mine} in lists, as {@code other}. */
  static final String EARLIER =
      """
      from story_version mine
      join story_version lead on lead.cluster = mine.cluster
        and (lead.place < mine.place or lead.place = mine.place and lead.story_id < mine.story_id)
      join story other on other.id = lead.story_id and other.state = 'published'
      """;

  private static final String PUBLISHED =
      """
      select version.story_id, version.cluster, version.place, story.path, story.headline, story.published,
        source.name as source_name, source.slug as source_slug
      from story_version version
      join story on story.id = version.story_id and story.state = 'published'
      left join source on source.id = story.source_id
      """;

  private static final int MOST_REMEMBERED = 50_000;

  private final Database database;
  private final Sketches sketches;
  private final Remembered<StoryId, List<Version>> remembered =
      new Remembered<>(MOST_REMEMBERED, (_, versions) -> 1 + versions.size());

  public Versions(Database database, Facts facts, Ids ids, InstantSource clock) {
    this.database = database;
    this.sketches = new Sketches(database, ids, clock);
    facts.remind(
        fact -> {
          if (StoryChange.of(fact) == StoryChange.ANY) {
            remembered.forgetAll();
          }
        });
  }

  /** By which new ones are found. */
  Sketches sketches() {
    return sketches;
  }

  /**
   * All published versions of some stories, in their order; nothing of a story that has no other.
   */
  public Map<StoryId, List<Version>> of(Collection<StoryId> stories) {
    Map<StoryId, List<Version>> all = remembered.of(stories, this::read);
    all.values().removeIf(List::isEmpty);
    return all;
  }

  /** Of each of some stories, though it has none. */
  private Map<StoryId, List<Version>> read(List<StoryId> stories) {
    Map<StoryId, List<Version>> all = new HashMap<>();
    stories.forEach(story -> all.put(story, List.of()));
    all.putAll(database.read(handle -> of(handle, stories)));
    return all;
  }

  /** Within the caller's transaction or moment. */
  public Map<StoryId, List<Version>> of(Handle handle, Collection<StoryId> stories) {
    List<Version> found =
        handle
            .createQuery(
                PUBLISHED
                    + """
                    where version.cluster in
                      (select cluster from story_version where story_id in (<stories>))
                    order by version.cluster, version.place, version.story_id
                    """)
            .bindList("stories", stories.stream().map(StoryId::value).toList())
            .map(Versions::version)
            .list();
    Map<StoryId, List<Version>> versions = new HashMap<>();
    found.stream()
        .collect(groupingBy(Version::cluster))
        .values()
        .forEach(all -> all.forEach(each -> versions.put(each.story(), all)));
    versions.entrySet().removeIf(each -> each.getValue().size() < 2);
    versions.keySet().retainAll(stories);
    return versions;
  }

  /** What each of some stories has in common with others; those that stand alone have nothing. */
  public Map<StoryId, Long> clusters(List<StoryId> stories) {
    Map<StoryId, Long> clusters = new HashMap<>();
    of(stories).forEach((story, all) -> clusters.put(story, all.getFirst().cluster()));
    return clusters;
  }

  /** The other published versions of one story, in their order. */
  public List<Version> besides(StoryId story) {
    return of(List.of(story)).getOrDefault(story, List.of()).stream()
        .filter(version -> !version.story().equals(story))
        .toList();
  }

  /**
   * Published stories that have some of this one's words, though not enough to be one; likest
   * first.
   */
  public List<StoryId> near(StoryId story, int most) {
    return database.snapshot(
        handle -> {
          Map<StoryId, Integer> common = sketches.near(handle, story);
          of(handle, List.of(story))
              .getOrDefault(story, List.of())
              .forEach(version -> common.remove(version.story()));
          return common.entrySet().stream()
              .sorted(Map.Entry.<StoryId, Integer>comparingByValue().reversed())
              .limit(most)
              .map(Map.Entry::getKey)
              .toList();
        });
  }

  /** Says by hand that two stories are the same; what either is one with comes along. */
  public void join(Facts.Telling telling, StoryId one, StoryId other) {
    Handle handle = telling.handle();
    long cluster = cluster(handle, one).orElse(one.value());
    Optional<Long> second = cluster(handle, other);
    put(handle, one, cluster, true);
    if (second.isEmpty()) {
      put(handle, other, cluster, true);
    } else {
      handle.execute(
          "update story_version set cluster = ?, by_hand = 1 where cluster = ?",
          cluster,
          second.get());
    }
    tell(telling, cluster);
  }

  /**
   * Says by hand that a story is none of those it was one with; nothing joins it again by itself.
   */
  public void takeOut(Facts.Telling telling, StoryId story) {
    Handle handle = telling.handle();
    cluster(handle, story).ifPresent(cluster -> tell(telling, cluster));
    if (cluster(handle, story).filter(cluster -> cluster == story.value()).isPresent()) {
      handle.execute(
          """
          update story_version set cluster =
            (select min(story_id) from story_version where cluster = ? and story_id <> ?)
          where cluster = ? and story_id <> ?
          """,
          story.value(),
          story.value(),
          story.value(),
          story.value());
    }
    handle.execute("delete from story_version where story_id = ?", story.value());
    put(handle, story, story.value(), true);
  }

  /** Lets a story go before all its versions in every list. */
  public void lead(Facts.Telling telling, StoryId story) {
    Handle handle = telling.handle();
    cluster(handle, story)
        .ifPresent(
            cluster -> {
              handle.execute(
                  """
                  update story_version set place = case when story_id = ? then 0 else
                    coalesce((select published from story where id = story_id), place) end
                  where cluster = ?
                  """,
                  story.value(),
                  cluster);
              tell(telling, cluster);
            });
  }

  /** Tells of every story of a cluster that its versions have changed. */
  static void tell(Facts.Telling telling, long cluster) {
    telling
        .handle()
        .createQuery(
            "select story_id from story_version where cluster = :cluster order by story_id")
        .bind("cluster", cluster)
        .mapTo(Long.class)
        .list()
        .forEach(story -> telling.tell(CHANGED, story));
  }

  static Optional<Long> cluster(Handle handle, StoryId story) {
    return handle
        .createQuery("select cluster from story_version where story_id = :story")
        .bind("story", story.value())
        .mapTo(Long.class)
        .findOne();
  }

  /** Writes which cluster a story is in; it leads by when it went out. */
  static void put(Handle handle, StoryId story, long cluster, boolean byHand) {
    handle
        .createUpdate(
            """
            insert into story_version (story_id, cluster, place, by_hand)
            select id, :cluster, coalesce(published, changed), :hand from story where id = :story
            on conflict (story_id) do update set cluster = excluded.cluster, by_hand = excluded.by_hand
            """)
        .bind("story", story.value())
        .bind("cluster", cluster)
        .bind("hand", byHand ? 1 : 0)
        .execute();
  }

  private static Version version(ResultSet row, StatementContext context) throws SQLException {
    String source = row.getString("source_name");
    return new Version(
        new StoryId(row.getLong("story_id")),
        row.getLong("cluster"),
        row.getLong("place"),
        row.getString("path"),
        row.getString("headline"),
        Instant.ofEpochMilli(row.getLong("published")),
        source == null
            ? Optional.empty()
            : Optional.of(new Version.Named(source, "/source/" + row.getString("source_slug"))));
  }
}
