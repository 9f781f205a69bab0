package courant.edition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.search.Newest;
import courant.search.SearchQuery;
import courant.search.StoryIndex;
import java.util.List;

/**
 * The newest that followed searches find: looked for once by whoever comes first, and known until
 * the index changes.
 */
final class NewestFound {
  private static final long MOST_STORIES = 500_000;

  private record Asked(SearchQuery query, int most, long version) {}

  private final StoryIndex index;
  private final Cache<Asked, List<Newest>> found =
      Caffeine.newBuilder()
          .maximumWeight(MOST_STORIES)
          .weigher((Asked _, List<Newest> stories) -> 10 + stories.size())
          .build();

  NewestFound(StoryIndex index) {
    this.index = index;
  }

  List<Newest> of(SearchQuery query, int most) {
    Asked asked = new Asked(query, most, index.version());
    return found.get(asked, _ -> index.newest(query, most));
  }
}
