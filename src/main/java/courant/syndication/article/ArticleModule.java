package courant.syndication.article;

import courant.platform.db.Database;
import courant.syndication.fetch.PoliteFetch;
import java.time.InstantSource;

/** The pages of partners' stories: how each source's are read, and when they are read again. */
public final class ArticleModule {
  private final Extractions extractions;
  private final ReadPages pages;
  private final Revisits revisits;

  public ArticleModule(Database database, PoliteFetch fetch, InstantSource clock) {
    extractions = new Extractions(database);
    pages = new ReadPages(extractions, fetch);
    revisits = new Revisits(database, clock);
  }

  public Extractions extractions() {
    return extractions;
  }

  public ReadPages pages() {
    return pages;
  }

  public Revisits revisits() {
    return revisits;
  }
}
