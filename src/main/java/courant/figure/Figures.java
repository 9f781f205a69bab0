package courant.figure;

import courant.platform.db.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The counts: days for two years, hours for two months. Several nodes add to the same rows. */
public final class Figures {
  /** Days that are kept, today included. */
  public static final int DAYS = 731;

  /** Sites told apart on one day; what is made up beyond fills no disk. */
  static final int MOST_SITES = 2_000;

  private static final long HOURS = 62L * 24;
  private static final long HOUR = 3_600_000;
  private static final int EVER = 0;

  private final Database database;

  public Figures(Database database) {
    this.database = database;
  }

  /**
   * Something that happened.
   *
   * @param story its number; 0 if it is of no single one
   */
  public record Line(FigureKind kind, long story, long times) {}

  /** Readers who came from a site to a story; story 0 for other pages. */
  public record Arrival(String host, long story, long times) {}

  /** A story and how often something happened to it. */
  public record Ranked(long story, String headline, String path, long times) {}

  /** A site and how many came from it; the empty name stands for many small ones. */
  public record Site(String host, long times) {}

  /** Adds counts, within the caller's transaction. */
  void add(Handle handle, Collection<Line> lines, Instant at, ZoneId zone) {
    if (lines.isEmpty()) {
      return;
    }
    PreparedBatch days =
        handle.prepareBatch(
            """
            insert into figure_day (day, kind, story_id, times) values (:day, :kind, :story, :times)
            on conflict (day, kind, story_id) do update set times = figure_day.times + excluded.times
            """);
    PreparedBatch hours =
        handle.prepareBatch(
            """
            insert into figure_hour (hour, kind, times) values (:hour, :kind, :times)
            on conflict (hour, kind) do update set times = figure_hour.times + excluded.times
            """);
    int today = day(at, zone);
    // Each row once in a batch: PostgreSQL makes one statement of it.
    Map<Line, Long> ofStories = new LinkedHashMap<>();
    Map<FigureKind, Long> ofHour = new EnumMap<>(FigureKind.class);
    for (Line line : lines) {
      ofStories.merge(new Line(line.kind(), line.story(), 0), line.times(), Long::sum);
      ofHour.merge(line.kind(), line.times(), Long::sum);
    }
    ofStories.forEach(
        (line, times) -> {
          for (int day : new int[] {today, EVER}) {
            days.bind("day", day)
                .bind("kind", line.kind().word())
                .bind("story", line.story())
                .bind("times", times)
                .add();
          }
        });
    ofHour.forEach(
        (kind, times) ->
            hours
                .bind("hour", at.toEpochMilli() / HOUR)
                .bind("kind", kind.word())
                .bind("times", times)
                .add());
    days.execute();
    hours.execute();
  }

  /** Adds where readers came from, within the caller's transaction. */
  void arrive(Handle handle, Collection<Arrival> arrivals, Instant at, ZoneId zone) {
    int today = day(at, zone);
    int known = 0;
    if (!arrivals.isEmpty()) {
      known =
          handle
              .createQuery("select count(*) from figure_site where day = :day")
              .bind("day", today)
              .mapTo(Integer.class)
              .one();
    }
    for (Arrival arrival : arrivals) {
      known += come(handle, today, arrival, arrival.host(), known < MOST_SITES);
    }
  }

  /**
   * @return how many rows were new
   */
  private static int come(Handle handle, int day, Arrival arrival, String host, boolean room) {
    int changed =
        handle
            .createUpdate(
                """
                update figure_site set times = times + :times
                where day = :day and story_id = :story and host = :host
                """)
            .bind("day", day)
            .bind("story", arrival.story())
            .bind("host", host)
            .bind("times", arrival.times())
            .execute();
    if (changed > 0) {
      return 0;
    }
    if (!room && !(host.isEmpty() && arrival.story() == 0)) {
      return come(handle, day, new Arrival("", 0, arrival.times()), "", false);
    }
    handle
        .createUpdate(
            "insert into figure_site (day, story_id, host, times) values (:day, :story, :host, :times)")
        .bind("day", day)
        .bind("story", arrival.story())
        .bind("host", host)
        .bind("times", arrival.times())
        .execute();
    return 1;
  }

  /** Up to which fact has been counted; empty if none ever was. */
  OptionalLong place() {
    return database.read(this::place);
  }

  /** The same, within the caller's transaction. */
  OptionalLong place(Handle handle) {
    return handle
        .createQuery("select place from figure_place where id = 1")
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  void place(Handle handle, long place) {
    handle
        .createUpdate(
            """
            insert into figure_place (id, place) values (1, :place)
            on conflict (id) do update set place = excluded.place
            """)
        .bind("place", place)
        .execute();
  }

  /** How often something happened in each hour since; hours without are not in it. */
  public SortedMap<Instant, Long> hours(FigureKind kind, Instant since) {
    SortedMap<Instant, Long> hours = new TreeMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    "select hour, times from figure_hour where hour >= :since and kind = :kind")
                .bind("since", since.toEpochMilli() / HOUR)
                .bind("kind", kind.word())
                .map(
                    (row, _) ->
                        hours.put(Instant.ofEpochMilli(row.getLong(1) * HOUR), row.getLong(2)))
                .list());
    return hours;
  }

  /** Everything that was counted, of all stories and pages together, by day. */
  public SortedMap<LocalDate, Map<FigureKind, Long>> days(LocalDate first, LocalDate last) {
    return days(
        """
        select day, kind, sum(times) as times from figure_day
        where day between :first and :last group by day, kind
        """,
        0,
        first,
        last);
  }

  /** Everything that was counted of one story, by day. */
  public SortedMap<LocalDate, Map<FigureKind, Long>> days(
      long story, LocalDate first, LocalDate last) {
    return days(
        """
        select day, kind, times from figure_day
        where story_id = :story and day between :first and :last
        """,
        story,
        first,
        last);
  }

  private SortedMap<LocalDate, Map<FigureKind, Long>> days(
      String sql, long story, LocalDate first, LocalDate last) {
    SortedMap<LocalDate, Map<FigureKind, Long>> days = new TreeMap<>();
    database.read(
        handle -> {
          var query =
              handle
                  .createQuery(sql)
                  .bind("first", Math.max(1, first.toEpochDay()))
                  .bind("last", last.toEpochDay());
          if (sql.contains(":story")) {
            query.bind("story", story);
          }
          return query
              .map(
                  (row, _) -> {
                    LocalDate day = LocalDate.ofEpochDay(row.getInt("day"));
                    put(
                        days.computeIfAbsent(day, _ -> new EnumMap<>(FigureKind.class)),
                        row.getString("kind"),
                        row.getLong("times"));
                    return day;
                  })
              .list();
        });
    return days;
  }

  private static void put(Map<FigureKind, Long> all, String kind, long times) {
    FigureKind.of(kind).ifPresent(known -> all.put(known, times));
  }

  /** What was counted of a story since it went out. */
  public Map<FigureKind, Long> ever(long story) {
    Map<FigureKind, Long> all = new EnumMap<>(FigureKind.class);
    database.read(
        handle ->
            handle
                .createQuery(
                    "select kind, times from figure_day where story_id = :story and day = :ever")
                .bind("story", story)
                .bind("ever", EVER)
                .map(
                    (row, _) -> {
                      put(all, row.getString("kind"), row.getLong("times"));
                      return all;
                    })
                .list());
    return all;
  }

  /** The stories that were seen most, most first. */
  public List<Ranked> mostSeen(LocalDate first, LocalDate last, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select story.id, story.headline, coalesce(story.path, '') as path, seen.times
                    from (select story_id, sum(times) as times from figure_day
                          where day between :first and :last and kind = 'view' and story_id <> 0
                          group by story_id order by times desc, story_id limit :most) as seen
                    join story on story.id = seen.story_id
                    order by seen.times desc, story.id
                    """)
                .bind("first", Math.max(1, first.toEpochDay()))
                .bind("last", last.toEpochDay())
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Ranked(
                            row.getLong("id"),
                            row.getString("headline"),
                            row.getString("path"),
                            row.getLong("times")))
                .list());
  }

  /** Where readers came from, most first. */
  public List<Site> sites(LocalDate first, LocalDate last, int most) {
    return sites("", 0, first, last, most);
  }

  /** Where one story's readers came from, most first. */
  public List<Site> sites(long story, LocalDate first, LocalDate last, int most) {
    return sites("and story_id = :story", story, first, last, most);
  }

  private List<Site> sites(String only, long story, LocalDate first, LocalDate last, int most) {
    return database.read(
        handle -> {
          var query =
              handle
                  .createQuery(
                      """
                      select host, sum(times) as times from figure_site
                      where day between :first and :last <only>
                      group by host order by times desc, host limit :most
                      """)
                  .define("only", only)
                  .bind("first", Math.max(1, first.toEpochDay()))
                  .bind("last", last.toEpochDay())
                  .bind("most", most);
          if (!only.isEmpty()) {
            query.bind("story", story);
          }
          return query.map((row, _) -> new Site(row.getString(1), row.getLong(2))).list();
        });
  }

  /** Forgets hours and days that are too old. */
  void tidy(Instant now, ZoneId zone) {
    database.change(
        handle -> {
          handle.execute(
              "delete from figure_hour where hour < ?", now.toEpochMilli() / HOUR - HOURS);
          int first = day(now, zone) - DAYS + 1;
          handle.execute("delete from figure_day where day < ? and day > 0", first);
          handle.execute("delete from figure_site where day < ?", first);
        });
  }

  private static int day(Instant at, ZoneId zone) {
    return Math.toIntExact(at.atZone(zone).toLocalDate().toEpochDay());
  }

  /** When an hour of these figures begins. */
  public static Instant hour(Instant at) {
    return at.truncatedTo(ChronoUnit.HOURS);
  }
}
