package courant.search;

import java.util.List;
import java.util.Optional;

/**
 * A page of what a query found.
 *
 * @param total how many stories there are on all pages
 * @param exact whether that many and not more
 * @param meant what finds something, when this query found nothing
 */
public record Found(long total, boolean exact, List<Hit> hits, Optional<SearchQuery> meant) {}
