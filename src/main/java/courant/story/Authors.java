package courant.story;

import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The people who sign stories. */
public final class Authors {
  private final Database database;

  public Authors(Database database) {
    this.database = database;
  }

  public Optional<Author> bySlug(String slug) {
    return database.read(handle -> bySlug(handle, slug));
  }

  /** Within the caller's transaction or moment. */
  public Optional<Author> bySlug(Handle handle, String slug) {
    return handle
        .createQuery("select * from author where slug = :slug")
        .bind("slug", slug)
        .map(Authors::author)
        .findOne();
  }

  /** Who goes by a name, or has the address it would get; see {@link #named(Handle, String)}. */
  public Optional<Author> named(String name) {
    return database.read(handle -> named(handle, name));
  }

  /**
   * Who goes by a name, or has the address it would get: somebody renamed keeps theirs. Within the
   * caller's transaction or moment.
   */
  public Optional<Author> named(Handle handle, String name) {
    return handle
        .createQuery(
            """
            select * from author where name = :name or slug = :slug
            order by case when name <> :name then 2 when slug <> :slug then 1 else 0 end, id limit 1
            """)
        .bind("name", name)
        .bind("slug", Slug.of(name).value())
        .map(Authors::author)
        .findOne();
  }

  /** By slug, page after page: those behind one. */
  public List<Author> page(String after, int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from author where slug > :after order by slug limit :most")
                .bind("after", after)
                .bind("most", most)
                .map(Authors::author)
                .list());
  }

  /** Within the caller's transaction or moment. */
  public Optional<Author> byId(Handle handle, AuthorId id) {
    return handle
        .createQuery("select * from author where id = :id")
        .bind("id", id.value())
        .map(Authors::author)
        .findOne();
  }

  /** Writes within the caller's transaction, by number. */
  public void write(Handle handle, Author author) {
    handle
        .createUpdate(
            """
            insert into author (id, slug, name, about) values (:id, :slug, :name, :about)
            on conflict (id) do update set slug = excluded.slug, name = excluded.name, about = excluded.about
            """)
        .bind("id", author.id().value())
        .bind("slug", author.slug().value())
        .bind("name", author.name())
        .bind("about", author.about())
        .execute();
  }

  /** Tells of every story somebody signed that what it says of them has changed. */
  public void touch(Facts.Telling telling, AuthorId author) {
    telling
        .handle()
        .createQuery("select story_id from story_author where author_id = :author")
        .bind("author", author.value())
        .mapTo(Long.class)
        .list()
        .forEach(story -> telling.tell(StoryFact.kind(StoryFact.Retagged.class), story));
  }

  static Author author(ResultSet row, StatementContext context) throws SQLException {
    return new Author(
        new AuthorId(row.getLong("id")),
        new Slug(row.getString("slug")),
        row.getString("name"),
        row.getString("about"));
  }
}
