package courant.syndication.article;

import courant.platform.db.Database;
import courant.source.SourceId;
import org.jdbi.v3.core.Handle;

/** How each source's pages are read. */
public final class Extractions {
  private final Database database;

  Extractions(Database database) {
    this.database = database;
  }

  public Extraction of(SourceId source) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from extraction where source_id = :source")
                .bind("source", source.value())
                .map(
                    (row, _) ->
                        new Extraction(
                            row.getInt("pages") == 1,
                            new Selectors(
                                row.getString("content"),
                                row.getString("headline"),
                                row.getString("byline"),
                                row.getString("date"),
                                row.getString("remove"))))
                .findOne()
                .orElse(Extraction.NONE));
  }

  public void write(Handle handle, SourceId source, Extraction extraction) {
    Selectors selectors = extraction.selectors();
    handle
        .createUpdate(
            """
            insert into extraction (source_id, pages, content, headline, byline, date, remove)
            values (:source, :pages, :content, :headline, :byline, :date, :remove)
            on conflict (source_id) do update set pages = excluded.pages, content = excluded.content,
              headline = excluded.headline, byline = excluded.byline, date = excluded.date,
              remove = excluded.remove
            """)
        .bind("source", source.value())
        .bind("pages", extraction.pages() ? 1 : 0)
        .bind("content", selectors.content())
        .bind("headline", selectors.headline())
        .bind("byline", selectors.byline())
        .bind("date", selectors.date())
        .bind("remove", selectors.remove())
        .execute();
  }
}
