package courant.edition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.search.Newest;
import courant.search.SearchQuery;
import courant.search.StoryIndex;
import courant.story.NewestStories.Placed;
import java.util.List;

/**
 * The newest that followed searches find: looked for once by whoever comes first, and known until
 * the index changes.
 */
final class NewestFound {
  private static final long MOST_STORIES = 500_000;

  private record Asked(SearchQuery query, int most, long version) {}

  private final StoryIndex index;
  private final Cache<Asked, List<Placed>> found =
      Caffeine.newBuilder()
          .maximumWeight(MOST_STORIES)
          .weigher((Asked _, List<Placed> stories) -> 10 + stories.size())
          .build();

  NewestFound(StoryIndex index) {
    this.index = index;
  }

  /** Newest first. */
  List<Placed> of(SearchQuery query, int most) {
    Asked asked = new Asked(query, most, index.version());
    return found.get(
        asked, _ -> index.newest(query, most).stream().map(NewestFound::placed).toList());
  }

  private static Placed placed(Newest one) {
    return new Placed(one.story(), one.published().toEpochMilli());
  }
}
