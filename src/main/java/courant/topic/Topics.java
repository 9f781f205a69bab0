package courant.topic;

import courant.platform.db.Database;
import courant.platform.web.Slug;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The topics and their names in other languages. */
public final class Topics {
  private final Database database;

  public Topics(Database database) {
    this.database = database;
  }

  public Optional<Topic> bySlug(String slug) {
    return database.read(handle -> bySlug(handle, slug));
  }

  /** Within the caller's transaction or moment. */
  public Optional<Topic> bySlug(Handle handle, String slug) {
    return handle
        .createQuery("select * from topic where slug = :slug")
        .bind("slug", slug)
        .map(Topics::topic)
        .findOne();
  }

  /** Writes within the caller's transaction, by number. */
  public void write(Handle handle, Topic topic) {
    handle
        .createUpdate(
            """
            insert into topic (id, slug, kind, name, description, wikidata)
            values (:id, :slug, :kind, :name, :description, :wikidata)
            on conflict (id) do update set slug = excluded.slug, kind = excluded.kind,
              name = excluded.name, description = excluded.description, wikidata = excluded.wikidata
            """)
        .bind("id", topic.id().value())
        .bind("slug", topic.slug().value())
        .bind("kind", topic.kind().name().toLowerCase(Locale.ROOT))
        .bind("name", topic.name())
        .bind("description", topic.description())
        .bind("wikidata", topic.wikidata())
        .execute();
  }

  /** Reads the columns of table topic. */
  public static Topic topic(ResultSet row, StatementContext context) throws SQLException {
    return new Topic(
        new TopicId(row.getLong("id")),
        new Slug(row.getString("slug")),
        TopicKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("name"),
        row.getString("description"),
        row.getString("wikidata"));
  }
}
