package courant.edition;

import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.Version;
import courant.topic.Topic;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What else to read after a story: the newest that share most of its topics, then of its section.
 */
public final class Related {
  private static final int MOST = 4;
  private static final int LOOK_AT = 12;

  private final Stories stories;
  private final OneOfEach oneOfEach;

  public Related(Stories stories, OneOfEach oneOfEach) {
    this.stories = stories;
    this.oneOfEach = oneOfEach;
  }

  /** Neither other versions of the story itself, nor two of any other. */
  public List<Story> to(Story story) {
    Set<StoryId> told = new HashSet<>(versions(story));
    return byTopics(story).stream()
        .filter(other -> !told.contains(other.id()))
        .filter(other -> told.addAll(versions(other)))
        .limit(MOST)
        .toList();
  }

  private Set<StoryId> versions(Story story) {
    return Stream.concat(
            Stream.of(story.id()), oneOfEach.besides(story).stream().map(Version::story))
        .collect(Collectors.toSet());
  }

  private List<Story> byTopics(Story story) {
    Map<Story, Integer> shared = new LinkedHashMap<>();
    for (Topic topic : story.topics()) {
      count(shared, new Listing.About(topic.id()), 2);
    }
    story.section().ifPresent(section -> count(shared, new Listing.InSection(section.id()), 1));
    return shared.entrySet().stream()
        .sorted(Map.Entry.<Story, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void count(Map<Story, Integer> shared, Listing listing, int weight) {
    stories
        .published(listing, 0, LOOK_AT)
        .forEach(other -> shared.merge(other, weight, Integer::sum));
  }
}
