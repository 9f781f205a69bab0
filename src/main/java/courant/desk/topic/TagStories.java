package courant.desk.topic;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.Members;
import courant.platform.job.Facts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.search.Newest;
import courant.search.SearchQuery;
import courant.search.StoryIndex;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryTopics;
import courant.topic.KnownTopics;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a topic the stories published before that name it. The index says which hold one of its
 * names at all; each of those is then read as if it were published now.
 */
public final class TagStories {
  private static final Logger LOG = LoggerFactory.getLogger(TagStories.class);

  /** Of one transaction, so that publishing never waits long. */
  private static final int BATCH = 100;

  private static final int MOST = 10_000;

  /**
   * How far it has got.
   *
   * @param looked how many stories were read
   * @param of how many there are to read
   * @param tagged those that name it
   */
  public record Progress(int looked, int of, List<StoryId> tagged, boolean ended) {}

  /**
   * What the desk is shown.
   *
   * @param untagged how many stories hold one of its names and are not its own
   */
  public record Shown(int untagged, Optional<Progress> progress) {}

  private final Facts facts;
  private final Topics topics;
  private final KnownTopics known;
  private final Stories stories;
  private final StoryTopics storyTopics;
  private final Members members;
  private final Desk desk;
  private final StoryIndex index;
  private final Map<TopicId, Progress> running = new ConcurrentHashMap<>();

  TagStories(
      Facts facts,
      Topics topics,
      KnownTopics known,
      Stories stories,
      StoryTopics storyTopics,
      Members members,
      Desk desk,
      StoryIndex index) {
    this.facts = facts;
    this.topics = topics;
    this.known = known;
    this.stories = stories;
    this.storyTopics = storyTopics;
    this.members = members;
    this.desk = desk;
    this.index = index;
  }

  Shown of(Topic topic) {
    return new Shown(untagged(topic).size(), Optional.ofNullable(running.get(topic.id())));
  }

  boolean runs(Topic topic) {
    Progress progress = running.get(topic.id());
    return progress != null && !progress.ended();
  }

  private List<StoryId> untagged(Topic topic) {
    Set<StoryId> decided = storyTopics.decided(topic.id());
    return index.newest(query(topic), MOST).stream()
        .map(Newest::story)
        .filter(story -> !decided.contains(story))
        .toList();
  }

  /** Any of its names, in any inflection: what it does not find, no story has. */
  private SearchQuery query(Topic topic) {
    return SearchQuery.any(
        Stream.concat(
                Stream.of(topic.name()),
                topics.aliases(topic.id()).stream().map(alias -> alias.name()))
            .distinct()
            .<SearchQuery>map(SearchQuery.Word::new)
            .toList());
  }

  /** Begins; or takes back what was tagged. */
  Response act(Request request) {
    Optional<Topic> topic = EditTopic.asked(request, topics);
    if (topic.isEmpty()) {
      return Response.empty(404);
    }
    Member member = desk.member(request);
    if (request.field("undo").isPresent()) {
      undo(topic.get());
    } else {
      begin(member, topic.get());
    }
    return Response.seeOther(TopicList.address(topic.get()) + "#tag");
  }

  private void begin(Member member, Topic topic) {
    List<StoryId> candidates = untagged(topic);
    Progress begun = new Progress(0, candidates.size(), List.of(), candidates.isEmpty());
    boolean mine =
        running.merge(topic.id(), begun, (old, fresh) -> old.ended() ? fresh : old) == begun;
    if (mine && !candidates.isEmpty()) {
      Thread.ofVirtual().name("tag").start(() -> run(member, topic, candidates));
    }
  }

  private void run(Member member, Topic topic, List<StoryId> candidates) {
    List<StoryId> tagged = new ArrayList<>();
    int looked = 0;
    try {
      while (looked < candidates.size()) {
        List<StoryId> batch =
            candidates.subList(looked, Math.min(candidates.size(), looked + BATCH));
        tagged.addAll(tag(topic, stories.published(batch)));
        looked += batch.size();
        running.put(
            topic.id(), new Progress(looked, candidates.size(), List.copyOf(tagged), false));
      }
      facts.write(
          telling -> {
            telling.tell(Topics.CHANGED, topic.id().value());
            members.record(telling.handle(), member.id(), "topic-tagged", topic.name());
            return true;
          });
    } catch (RuntimeException e) {
      LOG.error("could not tag all stories of {}", topic.name(), e);
    } finally {
      running.put(topic.id(), new Progress(looked, candidates.size(), List.copyOf(tagged), true));
    }
  }

  private List<StoryId> tag(Topic topic, List<Story> batch) {
    List<StoryId> naming =
        batch.stream()
            .filter(story -> known.names(story.prose(), topic.id()))
            .map(Story::id)
            .toList();
    return naming.isEmpty()
        ? List.of()
        : facts.write(telling -> storyTopics.tag(telling, topic.id(), naming));
  }

  private void undo(Topic topic) {
    Progress progress = running.get(topic.id());
    if (progress != null && progress.ended() && running.remove(topic.id(), progress)) {
      facts.write(
          telling -> {
            storyTopics.untag(telling, topic.id(), progress.tagged());
            telling.tell(Topics.CHANGED, topic.id().value());
            return true;
          });
    }
  }
}
