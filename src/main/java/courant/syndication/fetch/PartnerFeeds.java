package courant.syndication.fetch;

import courant.platform.db.Database;
import courant.source.SourceId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The feeds of all sources. */
public final class PartnerFeeds {
  private final Database database;

  PartnerFeeds(Database database) {
    this.database = database;
  }

  /** Those that are fetched: not gone, and not resting. */
  public List<PartnerFeed> all() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from feed where gone = 0 and paused = 0 order by id")
                .map(PartnerFeeds::feed)
                .list());
  }

  /** Those of some sources, in the order they were added. */
  public List<PartnerFeed> of(Collection<SourceId> sources) {
    return sources.isEmpty()
        ? List.of()
        : database.read(
            handle ->
                handle
                    .createQuery("select * from feed where source_id in (<sources>) order by id")
                    .bindList("sources", sources.stream().map(SourceId::value).toList())
                    .map(PartnerFeeds::feed)
                    .list());
  }

  /** Sources with a feed whose last fetch was in vain. */
  public Set<SourceId> troubled() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from feed where gone = 1 or trouble <> ''")
                .map(PartnerFeeds::feed)
                .filter(feed -> !feed.healthy())
                .map(PartnerFeed::source)
                .collect(Collectors.toSet()));
  }

  /** A source's, in the order they were added. */
  public List<PartnerFeed> of(SourceId source) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from feed where source_id = :source order by id")
                .bind("source", source.value())
                .map(PartnerFeeds::feed)
                .list());
  }

  public Optional<PartnerFeed> byId(long id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from feed where id = :id")
                .bind("id", id)
                .map(PartnerFeeds::feed)
                .findOne());
  }

  /** The feed at an address, whoever's. */
  public Optional<PartnerFeed> byAddress(URI address) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from feed where address = :address")
                .bind("address", address.toString())
                .map(PartnerFeeds::feed)
                .findOne());
  }

  /**
   * Those whose time has come; each is put off a little, so that no other node takes it too.
   *
   * @param crowded hosts that are to be left out this time
   */
  public List<PartnerFeed> claimDue(
      Instant now, Duration lease, int most, Collection<String> crowded) {
    if (database.read(handle -> due(handle, now, 1, crowded)).isEmpty()) {
      return List.of();
    }
    return database.write(
        handle -> {
          List<PartnerFeed> due = due(handle, now, most, crowded);
          due.forEach(feed -> due(handle, feed, now.plus(lease)));
          return due;
        });
  }

  private static List<PartnerFeed> due(
      Handle handle, Instant now, int most, Collection<String> crowded) {
    String others = crowded.isEmpty() ? "" : "and host not in (<crowded>)";
    Query query =
        handle
            .createQuery(
                "select * from feed where gone = 0 and paused = 0 and due <= :now "
                    + others
                    + " order by due limit :most")
            .bind("now", now.toEpochMilli())
            .bind("most", most);
    if (!crowded.isEmpty()) {
      query.bindList("crowded", List.copyOf(crowded));
    }
    return query.map(PartnerFeeds::feed).list();
  }

  private static void due(Handle handle, PartnerFeed feed, Instant at) {
    handle
        .createUpdate("update feed set due = :at where id = :id")
        .bind("at", at.toEpochMilli())
        .bind("id", feed.id())
        .execute();
  }

  /**
   * Adds a feed.
   *
   * @return whether it was new
   */
  public boolean add(Handle handle, PartnerFeed feed) {
    return handle
            .createUpdate(
                """
                insert into feed (id, source_id, address, host, publishes, etag, modified, pause_ms, due, failures,
                  gone, paused, trouble)
                values (:id, :source, :address, :host, 0, '', '', :pause, :due, 0, 0, :paused, '')
                on conflict (address) do nothing
                """)
            .bind("id", feed.id())
            .bind("source", feed.source().value())
            .bind("address", feed.address().toString())
            .bind("host", feed.host())
            .bind("pause", feed.state().pause().toMillis())
            .bind("due", feed.state().due().toEpochMilli())
            .bind("paused", feed.paused() ? 1 : 0)
            .execute()
        == 1;
  }

  /** Lets a feed rest, or has it fetched again, now; also one that was gone. */
  public void pause(Handle handle, PartnerFeed feed, boolean paused, Instant now) {
    handle
        .createUpdate(
            """
            update feed set paused = :paused, due = :now, failures = 0, gone = 0 where id = :id
            """)
        .bind("paused", paused ? 1 : 0)
        .bind("now", now.toEpochMilli())
        .bind("id", feed.id())
        .execute();
  }

  /** Forgets a feed; its stories stay, and stay known. */
  public void remove(Handle handle, PartnerFeed feed) {
    handle.createUpdate("delete from feed where id = :id").bind("id", feed.id()).execute();
  }

  /** Keeps what a fetch left behind. */
  public void fetched(Handle handle, PartnerFeed feed, PartnerFeed.State now) {
    handle
        .createUpdate(
            """
            update feed set host = :host, etag = :etag, modified = :modified, digest = :digest,
              pause_ms = :pause, due = :due, failures = :failures, gone = :gone, trouble = :trouble,
              detail = :detail, fetched = :fetched, taken = :taken
            where id = :id
            """)
        .bind("host", feed.host())
        .bind("etag", now.etag())
        .bind("modified", now.modified())
        .bind("digest", now.digest())
        .bind("pause", now.pause().toMillis())
        .bind("due", now.due().toEpochMilli())
        .bind("failures", now.failures())
        .bind("gone", now.gone() ? 1 : 0)
        .bind("trouble", now.trouble().map(known -> known.kind().word()).orElse(""))
        .bind("detail", now.trouble().map(Trouble::detail).orElse(""))
        .bind("fetched", now.fetched().map(Instant::toEpochMilli))
        .bind("taken", now.taken())
        .bind("id", feed.id())
        .execute();
  }

  /** Learns where a feed is from now on, unless another feed is there. */
  public void moved(Handle handle, PartnerFeed feed, URI to) {
    handle
        .createUpdate(
            """
            update feed set address = :to, host = :host
            where id = :id and not exists (select 1 from feed other where other.address = :to)
            """)
        .bind("to", to.toString())
        .bind("host", PartnerFeed.host(to))
        .bind("id", feed.id())
        .execute();
  }

  private static PartnerFeed feed(ResultSet row, StatementContext context) throws SQLException {
    long fetched = row.getLong("fetched");
    Optional<Instant> last =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(fetched));
    return new PartnerFeed(
        row.getLong("id"),
        new SourceId(row.getLong("source_id")),
        URI.create(row.getString("address")),
        row.getInt("paused") == 1,
        new PartnerFeed.State(
            row.getString("etag"),
            row.getString("modified"),
            row.getString("digest"),
            Duration.ofMillis(row.getLong("pause_ms")),
            Instant.ofEpochMilli(row.getLong("due")),
            row.getInt("failures"),
            row.getInt("gone") == 1,
            Trouble.of(row.getString("trouble"), row.getString("detail")),
            last,
            row.getInt("taken")));
  }
}
