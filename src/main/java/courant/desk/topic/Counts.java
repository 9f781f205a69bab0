package courant.desk.topic;

import courant.follow.Follows;
import courant.follow.Interest;
import courant.story.Listing;
import courant.story.StoryTopics;
import courant.topic.Topic;
import courant.topic.TopicId;
import java.util.List;
import java.util.Map;

/** How many stories and followers topics have. */
record Counts(StoryTopics stories, Follows follows) {
  Map<TopicId, Integer> stories(List<Topic> topics) {
    return stories.counts(topics.stream().map(Topic::id).toList());
  }

  int stories(Topic topic) {
    return stories(List.of(topic)).getOrDefault(topic.id(), 0);
  }

  int followers(Topic topic) {
    return follows.followersOf(interest(topic.id())).getCardinality();
  }

  static Interest.Listed interest(TopicId topic) {
    return new Interest.Listed(new Listing.About(topic));
  }
}
