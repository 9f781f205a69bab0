package courant.syndication.article;

/**
 * Whether a source's stories are read from their pages where its feeds have summaries only.
 *
 * @param selectors where its pages have their parts
 */
public record Extraction(boolean pages, Selectors selectors) {
  /** What the feed says is all there is. */
  public static final Extraction NONE = new Extraction(false, Selectors.NONE);
}
