package courant.syndication.intake;

import courant.masthead.SectionId;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.web.Slug;
import courant.source.SourceId;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.intake.Intake.Destination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The rules of intake: a source's, and those of feeds that have their own. */
public final class Intakes {
  private final Database database;
  private final Ids ids;

  Intakes(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  /** Of all of a source's stories, but those of feeds with rules of their own. */
  public Intake of(SourceId source) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from intake where source_id = :source and feed_id is null")
                .bind("source", source.value())
                .map(Intakes::intake)
                .findFirst()
                .orElse(Intake.CAREFUL));
  }

  /** A feed's own rules, if it has any. */
  public Optional<Intake> ownOf(PartnerFeed feed) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from intake where feed_id = :feed")
                .bind("feed", feed.id())
                .map(Intakes::intake)
                .findFirst());
  }

  /** What holds for a feed: its own rules, else its source's. */
  public Intake of(PartnerFeed feed) {
    return ownOf(feed).orElseGet(() -> of(feed.source()));
  }

  /** Gives a source its rules. */
  public void write(Handle handle, SourceId source, Intake intake) {
    handle
        .createUpdate("delete from intake where source_id = :source and feed_id is null")
        .bind("source", source.value())
        .execute();
    insert(handle, source, null, intake);
  }

  /** Gives a feed rules of its own, or takes them from it. */
  public void write(Handle handle, PartnerFeed feed, Optional<Intake> intake) {
    handle
        .createUpdate("delete from intake where feed_id = :feed")
        .bind("feed", feed.id())
        .execute();
    intake.ifPresent(own -> insert(handle, feed.source(), feed.id(), own));
  }

  /** In all rules, one topic takes the place of another that is no more. */
  public void move(Handle handle, Slug from, Slug into) {
    record Rules(long id, Intake intake) {}
    handle
        .createQuery("select * from intake where topics like :slug")
        .bind("slug", "%" + from + "%")
        .map((row, context) -> new Rules(row.getLong("id"), intake(row, context)))
        .list()
        .forEach(
            rules ->
                handle.execute(
                    "update intake set topics = ? where id = ?",
                    rules.intake().topicSlugs().stream()
                        .map(slug -> slug.equals(from.value()) ? into.value() : slug)
                        .distinct()
                        .collect(Collectors.joining(" ")),
                    rules.id()));
  }

  private void insert(Handle handle, SourceId source, @Nullable Long feed, Intake intake) {
    handle
        .createUpdate(
            """
            insert into intake (id, source_id, feed_id, destination, section_id, topics, languages, wanted,
              unwanted, least_words)
            values (:id, :source, :feed, :destination, :section, :topics, :languages, :wanted, :unwanted, :least)
            """)
        .bind("id", ids.next())
        .bind("source", source.value())
        .bind("feed", feed)
        .bind("destination", intake.destination().word())
        .bind("section", intake.section().map(SectionId::value))
        .bind("topics", intake.topics())
        .bind("languages", intake.languages())
        .bind("wanted", intake.wanted())
        .bind("unwanted", intake.unwanted())
        .bind("least", intake.leastWords())
        .execute();
  }

  private static Intake intake(ResultSet row, StatementContext context) throws SQLException {
    long section = row.getLong("section_id");
    Optional<SectionId> into =
        row.wasNull() ? Optional.empty() : Optional.of(new SectionId(section));
    return new Intake(
        Destination.of(row.getString("destination")).orElseThrow(),
        into,
        row.getString("topics"),
        row.getString("languages"),
        row.getString("wanted"),
        row.getString("unwanted"),
        row.getInt("least_words"));
  }
}
