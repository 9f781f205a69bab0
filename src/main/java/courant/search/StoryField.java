package courant.search;

import courant.search.SearchQuery.Name;

/** The index's fields. */
final class StoryField {
  static final String ID = "id";

  /** All that plain words find; queries are matched against this one. */
  static final String TEXT = "text";

  static final String HEADLINE = "headline";
  static final String STANDFIRST = "standfirst";

  /** Authors, topics and source together. */
  static final String NAMES = "names";

  /** Stored, to be shown and compared: standfirst and body. */
  static final String BODY = "body";

  /** What versions of one story have in common; stories without versions have none. */
  static final String CLUSTER = "cluster";

  static final String PUBLISHED = "published";
  static final String YEAR = "year";

  /** The language tag and all its prefixes. */
  static final String LANGUAGE = "lang";

  /** The language of the stems, if any. */
  static final String STEMMED = "stemmed";

  private StoryField() {}

  /** The words of the names of a kind. */
  static String words(Name name) {
    return name.word();
  }

  /** The whole names of a kind, folded. */
  static String whole(Name name) {
    return name.word() + ".is";
  }

  /** The slug that facets count. */
  static String slug(Name name) {
    return name.word() + ".slug";
  }
}
