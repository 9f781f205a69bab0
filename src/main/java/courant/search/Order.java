package courant.search;

/** What comes first among the stories found. */
public enum Order {
  /** The best fit, gently favouring the new. */
  RELEVANCE,
  NEWEST
}
