package courant.syndication;

import courant.masthead.SectionId;
import courant.platform.db.Database;
import courant.source.SourceId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The feeds of all sources. */
final class PartnerFeeds {
  private final Database database;

  PartnerFeeds(Database database) {
    this.database = database;
  }

  /** Those that are not gone. */
  List<PartnerFeed> all() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from feed where gone = 0 order by id")
                .map(PartnerFeeds::feed)
                .list());
  }

  /** Those whose time has come; each is put off a little, so that no other node takes it too. */
  List<PartnerFeed> claimDue(Instant now, Duration lease, int most) {
    if (database.read(handle -> due(handle, now, 1)).isEmpty()) {
      return List.of();
    }
    return database.write(
        handle -> {
          List<PartnerFeed> due = due(handle, now, most);
          due.forEach(feed -> putOff(handle, feed, now.plus(lease)));
          return due;
        });
  }

  private static List<PartnerFeed> due(Handle handle, Instant now, int most) {
    return handle
        .createQuery("select * from feed where gone = 0 and due <= :now order by due limit :most")
        .bind("now", now.toEpochMilli())
        .bind("most", most)
        .map(PartnerFeeds::feed)
        .list();
  }

  private static void putOff(Handle handle, PartnerFeed feed, Instant until) {
    handle
        .createUpdate("update feed set due = :until where id = :id")
        .bind("until", until.toEpochMilli())
        .bind("id", feed.id())
        .execute();
  }

  /**
   * Adds a feed.
   *
   * @return whether it was new
   */
  boolean add(Handle handle, PartnerFeed feed, Instant due) {
    return handle
            .createUpdate(
                """
                insert into feed (id, source_id, address, publishes, section_id, etag, modified, pause_ms,
                  due, failures, gone, trouble)
                values (:id, :source, :address, :publishes, :section, '', '', :pause, :due, 0, 0, '')
                on conflict (address) do nothing
                """)
            .bind("id", feed.id())
            .bind("source", feed.source().value())
            .bind("address", feed.address().toString())
            .bind("publishes", feed.publishes() ? 1 : 0)
            .bind("section", feed.section().map(SectionId::value))
            .bind("pause", feed.state().pause().toMillis())
            .bind("due", due.toEpochMilli())
            .execute()
        == 1;
  }

  /** Keeps what a fetch left behind. */
  void fetched(Handle handle, PartnerFeed feed, PartnerFeed.State now, Instant due) {
    handle
        .createUpdate(
            """
            update feed set etag = :etag, modified = :modified, pause_ms = :pause, due = :due,
              failures = :failures, gone = :gone, trouble = :trouble
            where id = :id
            """)
        .bind("etag", now.etag())
        .bind("modified", now.modified())
        .bind("pause", now.pause().toMillis())
        .bind("due", due.toEpochMilli())
        .bind("failures", now.failures())
        .bind("gone", now.gone() ? 1 : 0)
        .bind("trouble", now.trouble())
        .bind("id", feed.id())
        .execute();
  }

  /** Learns where a feed is from now on, unless another feed is there. */
  void moved(Handle handle, PartnerFeed feed, URI to) {
    handle
        .createUpdate(
            """
            update feed set address = :to
            where id = :id and not exists (select 1 from feed other where other.address = :to)
            """)
        .bind("to", to.toString())
        .bind("id", feed.id())
        .execute();
  }

  private static PartnerFeed feed(ResultSet row, StatementContext context) throws SQLException {
    long section = row.getLong("section_id");
    Optional<SectionId> into =
        row.wasNull() ? Optional.empty() : Optional.of(new SectionId(section));
    return new PartnerFeed(
        row.getLong("id"),
        new SourceId(row.getLong("source_id")),
        URI.create(row.getString("address")),
        row.getInt("publishes") == 1,
        into,
        new PartnerFeed.State(
            row.getString("etag"),
            row.getString("modified"),
            Duration.ofMillis(row.getLong("pause_ms")),
            row.getInt("failures"),
            row.getInt("gone") == 1,
            row.getString("trouble")));
  }
}
