package courant.search;

/** What became of a search that was to be saved. */
public sealed interface Parsed permits Parsed.Understood, QueryError {
  /** It can be kept and followed. */
  record Understood(SearchQuery query) implements Parsed {}
}
