package courant.topic;

import courant.platform.db.Database;
import courant.platform.web.Slug;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The topics and their names in other languages. */
public final class Topics {
  private final Database database;
  private final AtomicLong version = new AtomicLong();

  public Topics(Database database) {
    this.database = database;
  }

  public Optional<Topic> bySlug(String slug) {
    return database.read(handle -> bySlug(handle, slug));
  }

  public Optional<Topic> byId(TopicId id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from topic where id = :id")
                .bind("id", id.value())
                .map(Topics::topic)
                .findOne());
  }

  /** Within the caller's transaction or moment. */
  public Optional<Topic> bySlug(Handle handle, String slug) {
    return handle
        .createQuery("select * from topic where slug = :slug")
        .bind("slug", slug)
        .map(Topics::topic)
        .findOne();
  }

  /** By slug, page after page: those behind one. */
  public List<Topic> page(String after, int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from topic where slug > :after order by slug limit :most")
                .bind("after", after)
                .bind("most", most)
                .map(Topics::topic)
                .list());
  }

  /** Grows with every topic written on this node. */
  long version() {
    return version.get();
  }

  Optional<Topic> byId(Handle handle, TopicId id) {
    return handle
        .createQuery("select * from topic where id = :id")
        .bind("id", id.value())
        .map(Topics::topic)
        .findOne();
  }

  List<Topic> all(Handle handle) {
    return handle.createQuery("select * from topic order by id").map(Topics::topic).list();
  }

  Map<TopicId, List<Alias>> aliases(Handle handle) {
    Map<TopicId, List<Alias>> aliases = new HashMap<>();
    handle
        .createQuery("select topic_id, language, name from topic_alias")
        .map(
            (row, _) ->
                aliases
                    .computeIfAbsent(new TopicId(row.getLong("topic_id")), _ -> new ArrayList<>())
                    .add(new Alias(row.getString("language"), row.getString("name"))))
        .list();
    return aliases;
  }

  /** Adds names a topic goes by; those it has already stay. */
  void alias(Handle handle, TopicId topic, List<Alias> names) {
    for (Alias name : names) {
      handle
          .createUpdate(
              "insert into topic_alias (topic_id, language, name) values (:topic, :language, :name) on conflict do nothing")
          .bind("topic", topic.value())
          .bind("language", name.language())
          .bind("name", name.name())
          .execute();
    }
    version.incrementAndGet();
  }

  /** Writes within the caller's transaction, by number. */
  public void write(Handle handle, Topic topic) {
    version.incrementAndGet();
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
