package courant.delivery.page.my;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.story.Listing;
import courant.story.NewestStories;
import courant.story.Stories;
import courant.story.StoryId;
import courant.topic.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What somebody who follows nothing yet might follow: the sections, and what is written about. */
public record Suggestions(List<Section> sections, List<Topic> topics) {
  private static final int LOOK_AT = 50;
  private static final int MOST = 12;

  static Suggestions of(Mastheads mastheads, Stories stories, NewestStories newest) {
    Map<Topic, Integer> counts = new LinkedHashMap<>();
    Listing all = new Listing.Everything();
    List<StoryId> lately =
        newest.of(List.of(all), LOOK_AT).getOrDefault(all, List.of()).stream()
            .map(NewestStories.Placed::story)
            .toList();
    stories
        .published(lately)
        .forEach(story -> story.topics().forEach(topic -> counts.merge(topic, 1, Integer::sum)));
    List<Topic> often =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Topic, Integer>comparingByValue().reversed())
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
    return new Suggestions(mastheads.sections(), often);
  }
}
