package courant.story;

import courant.masthead.Mastheads;
import courant.platform.db.Database;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When stories were published, by month: the archive's and the sitemap's table of contents. */
public final class Months {
  /** Where a story is and when it last changed; all that a sitemap says. */
  public record Address(
      String path, String headline, String language, Instant published, Instant updated) {}

  private final Database database;
  private final Mastheads mastheads;

  public Months(Database database, Mastheads mastheads) {
    this.database = database;
    this.mastheads = mastheads;
  }

  /** How many stories each month has, months with none left out, newest first. */
  public Map<YearMonth, Long> counts() {
    ZoneId zone = mastheads.masthead().zone();
    Map<YearMonth, Long> counts = new TreeMap<>(Comparator.reverseOrder());
    database.read(
        handle -> {
          handle
              .createQuery("select published from story where state = 'published'")
              .mapTo(Long.class)
              .forEach(
                  published ->
                      counts.merge(
                          YearMonth.from(Instant.ofEpochMilli(published).atZone(zone)),
                          1L,
                          Long::sum));
          return true;
        });
    return counts;
  }

  /** The stories of a stretch of time, newest first, at most 50,000 as sitemaps allow. */
  public List<Address> addresses(Instant from, Instant until) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select path, headline, language, published, updated from story
                    where state = 'published' and published >= :from and published < :until
                    order by published desc, id desc limit 50000
                    """)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .map(
                    (row, _) ->
                        new Address(
                            row.getString("path"),
                            row.getString("headline"),
                            row.getString("language"),
                            Instant.ofEpochMilli(row.getLong("published")),
                            Instant.ofEpochMilli(row.getLong("updated"))))
                .list());
  }
}
