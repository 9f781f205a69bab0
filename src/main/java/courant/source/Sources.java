package courant.source;

import courant.platform.db.Database;
import courant.platform.web.Slug;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The partners. */
public final class Sources {
  /** Told of a source whose terms let readers have more or less of its stories than before. */
  public static final String TERMS = "source.terms";

  private final Database database;

  public Sources(Database database) {
    this.database = database;
  }

  public Optional<Source> bySlug(String slug) {
    return database.read(handle -> bySlug(handle, slug));
  }

  public Optional<Source> byId(SourceId id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from source where id = :id")
                .bind("id", id.value())
                .map(Sources::source)
                .findOne());
  }

  /** Within the caller's transaction or moment. */
  public Optional<Source> bySlug(Handle handle, String slug) {
    return handle
        .createQuery("select * from source where slug = :slug")
        .bind("slug", slug)
        .map(Sources::source)
        .findOne();
  }

  /** The one of a name, or with the address it would get; see {@link #named(Handle, String)}. */
  public Optional<Source> named(String name) {
    return database.read(handle -> named(handle, name));
  }

  /**
   * The one of a name, or with the address it would get: a partner renamed keeps its own. Within
   * the caller's transaction or moment.
   */
  public Optional<Source> named(Handle handle, String name) {
    return handle
        .createQuery(
            """
            select * from source where name = :name or slug = :slug
            order by case when name <> :name then 2 when slug <> :slug then 1 else 0 end, id limit 1
            """)
        .bind("name", name)
        .bind("slug", Slug.of(name).value())
        .map(Sources::source)
        .findOne();
  }

  /** All, by name. */
  public List<Source> all() {
    return database.read(
        handle ->
            handle.createQuery("select * from source order by name").map(Sources::source).list());
  }

  /** Writes within the caller's transaction, by number. */
  public void write(Handle handle, Source source) {
    handle
        .createUpdate(
            """
            insert into source (id, slug, name, about, founded, parent, country, language, home_page, logo,
              full_text, delay_ms, expiry_ms, territory, credit, canonical)
            values (:id, :slug, :name, :about, :founded, :parent, :country, :language, :homePage, :logo,
              :fullText, :delay, :expiry, :territory, :credit, :canonical)
            on conflict (id) do update set slug = excluded.slug, name = excluded.name,
              about = excluded.about, founded = excluded.founded, parent = excluded.parent,
              country = excluded.country, language = excluded.language, home_page = excluded.home_page,
              logo = excluded.logo, full_text = excluded.full_text, delay_ms = excluded.delay_ms,
              expiry_ms = excluded.expiry_ms, territory = excluded.territory, credit = excluded.credit,
              canonical = excluded.canonical
            """)
        .bind("id", source.id().value())
        .bind("slug", source.slug().value())
        .bind("name", source.name())
        .bind("about", source.about())
        .bind("founded", source.founded())
        .bind("parent", source.parent())
        .bind("country", source.country())
        .bind("language", source.language())
        .bind("homePage", source.homePage())
        .bind("logo", source.logo())
        .bind("fullText", source.terms().fullText() ? 1 : 0)
        .bind("delay", source.terms().delay().toMillis())
        .bind("expiry", source.terms().expiry().map(Duration::toMillis))
        .bind("territory", source.terms().territory())
        .bind("credit", source.terms().credit())
        .bind("canonical", source.terms().canonical() ? 1 : 0)
        .execute();
  }

  /** Reads the columns of table source. */
  public static Source source(ResultSet row, StatementContext context) throws SQLException {
    long expiry = row.getLong("expiry_ms");
    Optional<Duration> lasts =
        row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(expiry));
    return new Source(
        new SourceId(row.getLong("id")),
        new Slug(row.getString("slug")),
        row.getString("name"),
        row.getString("about"),
        row.getString("founded"),
        row.getString("parent"),
        row.getString("country"),
        row.getString("language"),
        row.getString("home_page"),
        Optional.ofNullable(row.getString("logo")),
        new Terms(
            row.getInt("full_text") == 1,
            Duration.ofMillis(row.getLong("delay_ms")),
            lasts,
            row.getString("territory"),
            row.getString("credit"),
            row.getInt("canonical") == 1));
  }
}
