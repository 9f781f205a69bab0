package courant.story;

import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.topic.TopicId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What stories are about, apart from the stories themselves. */
public final class StoryTopics {
  private final Database database;

  public StoryTopics(Database database) {
    this.database = database;
  }

  /** Remembers that these are not what a story is about, whatever it says. */
  public void refuse(Handle handle, StoryId story, Collection<TopicId> topics) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into story_topic_refused (story_id, topic_id)"
                + " select :story, id from topic where id = :topic on conflict do nothing");
    each(batch, story, topics);
  }

  /** Lets these be found in a story again. */
  public void allow(Handle handle, StoryId story, Collection<TopicId> topics) {
    each(
        handle.prepareBatch(
            "delete from story_topic_refused where story_id = :story and topic_id = :topic"),
        story,
        topics);
  }

  private static void each(PreparedBatch batch, StoryId story, Collection<TopicId> topics) {
    if (!topics.isEmpty()) {
      topics.forEach(
          topic -> batch.bind("story", story.value()).bind("topic", topic.value()).add());
      batch.execute();
    }
  }

  /** What the desk took away from a story. */
  public Set<TopicId> refused(StoryId story) {
    return database.read(handle -> refused(handle, story));
  }

  static Set<TopicId> refused(Handle handle, StoryId story) {
    return new HashSet<>(
        handle
            .createQuery("select topic_id from story_topic_refused where story_id = :story")
            .bind("story", story.value())
            .map((row, _) -> new TopicId(row.getLong(1)))
            .list());
  }

  /** How many published stories each topic has; those without any are left out. */
  public Map<TopicId, Integer> counts(Collection<TopicId> topics) {
    Map<TopicId, Integer> counts = new HashMap<>();
    if (!topics.isEmpty()) {
      database.read(
          handle ->
              handle
                  .createQuery(
                      """
                      select topic_id, count(*) from story_topic
                      where topic_id in (<topics>) and published is not null group by topic_id
                      """)
                  .bindList("topics", topics.stream().map(TopicId::value).toList())
                  .map((row, _) -> counts.put(new TopicId(row.getLong(1)), row.getInt(2)))
                  .list());
    }
    return counts;
  }

  /** Whether a story in any state has a topic, within the caller's transaction or moment. */
  public boolean any(Handle handle, TopicId topic) {
    return handle
        .createQuery("select exists (select 1 from story_topic where topic_id = :topic)")
        .bind("topic", topic.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Stories that have a topic, and those from which the desk took it. */
  public Set<StoryId> decided(TopicId topic) {
    return new HashSet<>(
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        select story_id from story_topic where topic_id = :topic
                        union select story_id from story_topic_refused where topic_id = :topic
                        """)
                    .bind("topic", topic.value())
                    .map((row, _) -> new StoryId(row.getLong(1)))
                    .list()));
  }

  /**
   * Adds a topic to published stories that have not got it and from which the desk did not take it.
   *
   * @return those that were changed
   */
  public List<StoryId> tag(Facts.Telling telling, TopicId topic, Collection<StoryId> stories) {
    return stories.stream().filter(story -> tag(telling, topic, story)).toList();
  }

  private static boolean tag(Facts.Telling telling, TopicId topic, StoryId story) {
    int added =
        telling
            .handle()
            .createUpdate(
                """
                insert into story_topic (story_id, topic_id, position, published)
                select id, :topic,
                  (select coalesce(max(position), -1) + 1 from story_topic where story_id = :story),
                  published
                from story where id = :story and state = 'published' and not exists
                  (select 1 from story_topic_refused where story_id = :story and topic_id = :topic)
                on conflict (story_id, topic_id) do nothing
                """)
            .bind("topic", topic.value())
            .bind("story", story.value())
            .execute();
    if (added == 1) {
      telling.tell(StoryFact.kind(StoryFact.Retagged.class), story.value());
    }
    return added == 1;
  }

  /** Takes a topic from stories, without remembering it. */
  public void untag(Facts.Telling telling, TopicId topic, Collection<StoryId> stories) {
    for (StoryId story : stories) {
      telling
          .handle()
          .execute(
              "delete from story_topic where story_id = ? and topic_id = ?",
              story.value(),
              topic.value());
      telling.tell(StoryFact.kind(StoryFact.Retagged.class), story.value());
    }
  }

  /** Gives all stories of one topic to another; what the desk refused of either stays refused. */
  public void move(Facts.Telling telling, TopicId from, TopicId into) {
    touch(telling, from);
    for (String columns : List.of("story_topic:, position, published", "story_topic_refused:")) {
      String table = columns.substring(0, columns.indexOf(':'));
      String more = columns.substring(columns.indexOf(':') + 1);
      telling
          .handle()
          .createUpdate(
              """
              insert into %1$s (story_id, topic_id%2$s)
              select story_id, :into%2$s from %1$s where topic_id = :from on conflict do nothing
              """
                  .formatted(table, more))
          .bind("into", into.value())
          .bind("from", from.value())
          .execute();
      telling.handle().execute("delete from " + table + " where topic_id = ?", from.value());
    }
    telling
        .handle()
        .createUpdate(
            """
            delete from story_topic_refused where topic_id = :into and exists
              (select 1 from story_topic tagged where tagged.topic_id = :into
               and tagged.story_id = story_topic_refused.story_id)
            """)
        .bind("into", into.value())
        .execute();
  }

  /** Tells of every story of a topic that what it says of the topic has changed. */
  public void touch(Facts.Telling telling, TopicId topic) {
    telling
        .handle()
        .createQuery("select story_id from story_topic where topic_id = :topic")
        .bind("topic", topic.value())
        .mapTo(Long.class)
        .list()
        .forEach(story -> telling.tell(StoryFact.kind(StoryFact.Retagged.class), story));
  }
}
