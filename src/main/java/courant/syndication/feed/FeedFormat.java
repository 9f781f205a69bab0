package courant.syndication.feed;

import java.util.Locale;

/** What a foreign document turned out to be. */
public enum FeedFormat {
  RSS_090("RSS 0.90"),
  RSS_091("RSS 0.91"),
  RSS_092("RSS 0.92"),
  RSS_093("RSS 0.93"),
  RSS_094("RSS 0.94"),
  RSS_10("RSS 1.0"),
  RSS_20("RSS 2.0"),
  /** RSS of a version nobody has specified, or of none. */
  RSS("RSS"),
  ATOM_03("Atom 0.3"),
  ATOM_10("Atom 1.0"),
  /** A {@code feed} in no known namespace. */
  ATOM("Atom"),
  JSON_FEED_1("JSON Feed 1"),
  JSON_FEED_11("JSON Feed 1.1"),
  CDF("CDF"),
  SITEMAP("sitemap"),
  NEWS_SITEMAP("news sitemap"),
  SITEMAP_INDEX("sitemap index"),
  NONE("none");

  private final String label;

  FeedFormat(String label) {
    this.label = label;
  }

  /** The format of an RSS document by its {@code version} attribute. */
  static FeedFormat rss(String version) {
    return switch (version.strip().toLowerCase(Locale.ROOT)) {
      case "0.90" -> RSS_090;
      case "0.91" -> RSS_091;
      case "0.92" -> RSS_092;
      case "0.93" -> RSS_093;
      case "0.94" -> RSS_094;
      case "1.0" -> RSS_10;
      case String v when v.startsWith("2") -> RSS_20;
      case String _ -> RSS;
    };
  }

  boolean isAtom() {
    return this == ATOM_03 || this == ATOM_10 || this == ATOM;
  }

  /** The name people use: {@code RSS 2.0}. */
  @Override
  public String toString() {
    return label;
  }
}
