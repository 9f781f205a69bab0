package courant.masthead;

import courant.platform.db.Database;
import courant.platform.web.Slug;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The standing pages; whoever changes one tells {@link Mastheads#CHANGED}. */
public final class StandingPages {
  private final Database database;

  public StandingPages(Database database) {
    this.database = database;
  }

  /** A page that readers may see. */
  public Optional<StandingPage> bySlug(String slug) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from standing_page where slug = :slug and listed = 1")
                .bind("slug", slug)
                .map(StandingPages::page)
                .findOne());
  }

  public Optional<StandingPage> byId(long id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from standing_page where id = :id")
                .bind("id", id)
                .map(StandingPages::page)
                .findOne());
  }

  /** Those in the foot of every page, in order. */
  public List<StandingPage> footer() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from standing_page where listed = 1 and footer is not null order by footer, id")
                .map(StandingPages::page)
                .list());
  }

  /** Numbers of those that have a place in the foot, published or not, in order. */
  public List<Long> inFooter() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select id from standing_page where footer is not null order by footer, id")
                .mapTo(Long.class)
                .list());
  }

  /** Sets which pages stand in the foot, in this order, within the caller's transaction. */
  public void setFooter(Handle handle, List<Long> pages) {
    handle.execute("update standing_page set footer = null");
    for (int i = 0; i < pages.size(); i++) {
      handle.execute("update standing_page set footer = ? where id = ?", i, pages.get(i));
    }
  }

  /** Within the caller's transaction. */
  public void delete(Handle handle, long id) {
    handle.execute("delete from standing_page where id = ?", id);
  }

  /** Those that the imprint names, by title. */
  public List<StandingPage> listed() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from standing_page where listed = 1 order by title")
                .map(StandingPages::page)
                .list());
  }

  /** Every one, listed or not, by number. */
  public List<StandingPage> all() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from standing_page order by id")
                .map(StandingPages::page)
                .list());
  }

  /**
   * Writes within the caller's transaction, by number; a slug that is taken becomes a numbered one.
   */
  public StandingPage write(Handle handle, StandingPage page) {
    Slug slug = page.slug();
    for (int number = 2; takenByAnother(handle, slug, page.id()); number++) {
      slug = page.slug().numbered(number);
    }
    handle
        .createUpdate(
            """
            insert into standing_page (id, slug, title, body, listed) values (:id, :slug, :title, :body, :listed)
            on conflict (id) do update set slug = excluded.slug, title = excluded.title,
              body = excluded.body, listed = excluded.listed
            """)
        .bind("id", page.id())
        .bind("slug", slug.value())
        .bind("title", page.title())
        .bind("body", page.body())
        .bind("listed", page.listed() ? 1 : 0)
        .execute();
    return new StandingPage(page.id(), slug, page.title(), page.body(), page.listed());
  }

  private static boolean takenByAnother(Handle handle, Slug slug, long id) {
    return handle
        .createQuery("select 1 from standing_page where slug = :slug and id <> :id")
        .bind("slug", slug.value())
        .bind("id", id)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static StandingPage page(ResultSet row, StatementContext context) throws SQLException {
    return new StandingPage(
        row.getLong("id"),
        new Slug(row.getString("slug")),
        row.getString("title"),
        row.getString("body"),
        row.getInt("listed") == 1);
  }
}
