package courant.edition;

import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.topic.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What else to read after a story: the newest that share most of its topics, then of its section.
 */
public final class Related {
  private static final int MOST = 4;
  private static final int LOOK_AT = 12;

  private final Stories stories;

  public Related(Stories stories) {
    this.stories = stories;
  }

  public List<Story> to(Story story) {
    Map<Story, Integer> shared = new LinkedHashMap<>();
    for (Topic topic : story.topics()) {
      count(shared, new Listing.About(topic.id()), 2);
    }
    story.section().ifPresent(section -> count(shared, new Listing.InSection(section.id()), 1));
    return shared.entrySet().stream()
        .filter(entry -> !entry.getKey().id().equals(story.id()))
        .sorted(Map.Entry.<Story, Integer>comparingByValue().reversed())
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void count(Map<Story, Integer> shared, Listing listing, int weight) {
    stories
        .published(listing, 0, LOOK_AT)
        .forEach(other -> shared.merge(other, weight, Integer::sum));
  }
}
