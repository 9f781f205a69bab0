package courant.desk.topic;

import courant.delivery.MailList;
import courant.delivery.PushWishes;
import courant.delivery.Subscriptions;
import courant.desk.Member;
import courant.desk.Members;
import courant.follow.Follows;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.story.StoryTopics;
import courant.story.WriteStory;
import courant.syndication.intake.Intakes;
import courant.topic.Alias;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import courant.topic.TopicProfile;
import courant.topic.Topics;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What the desk does with topics: each verb one transaction, with its line in the log. */
public final class TopicWork {
  private final Facts facts;
  private final Topics topics;
  private final StoryTopics storyTopics;
  private final WriteStory writeStory;
  private final Follows follows;
  private final Subscriptions subscriptions;
  private final PushWishes wishes;
  private final Intakes intakes;
  private final Database database;
  private final Members members;
  private final Ids ids;

  TopicWork(
      Facts facts,
      Topics topics,
      StoryTopics storyTopics,
      WriteStory writeStory,
      Follows follows,
      Subscriptions subscriptions,
      PushWishes wishes,
      Intakes intakes,
      Database database,
      Members members,
      Ids ids) {
    this.facts = facts;
    this.topics = topics;
    this.storyTopics = storyTopics;
    this.writeStory = writeStory;
    this.follows = follows;
    this.subscriptions = subscriptions;
    this.wishes = wishes;
    this.intakes = intakes;
    this.database = database;
    this.members = members;
    this.ids = ids;
  }

  /** Makes a topic of a name that is none's yet. */
  public Topic make(Member member, String name, TopicKind kind) {
    return facts.write(
        telling -> {
          Slug slug = free(telling.handle(), Slug.of(name));
          Topic topic = new Topic(new TopicId(ids.next()), slug, kind, name, "", "");
          topics.write(telling, topic);
          members.record(telling.handle(), member.id(), "topic-made", name);
          return topic;
        });
  }

  private Slug free(Handle handle, Slug wanted) {
    Slug slug = wanted;
    for (int number = 2; topics.bySlug(handle, slug.value()).isPresent(); number++) {
      slug = wanted.numbered(number);
    }
    return slug;
  }

  /** Writes a topic anew; its address stays. Its stories say so at once. */
  public void save(
      Member member, Topic before, Topic after, List<Alias> names, TopicProfile profile) {
    facts.write(
        telling -> {
          topics.write(telling, after);
          topics.setAliases(telling, after.id(), names);
          topics.write(telling.handle(), after.id(), profile);
          if (!before.name().equals(after.name())) {
            storyTopics.touch(telling, after.id());
          }
          members.record(telling.handle(), member.id(), "topic-saved", after.name());
          return true;
        });
  }

  /**
   * Whether no story is about it, written or out, and nobody follows it or gets its mail, so that
   * it can go without a trace.
   */
  boolean idle(Topic topic) {
    return database.read(handle -> idle(handle, topic));
  }

  private boolean idle(Handle handle, Topic topic) {
    return !storyTopics.any(handle, topic.id())
        && !follows.any(handle, Counts.interest(topic.id()))
        && !subscriptions.any(handle, list(topic));
  }

  /** Adds a name to a topic. */
  void alias(Member member, Topic topic, Alias name) {
    facts.write(
        telling -> {
          topics.alias(telling, topic.id(), List.of(name));
          members.record(telling.handle(), member.id(), "topic-saved", topic.name());
          return true;
        });
  }

  /**
   * Deletes a topic of which there is nothing.
   *
   * @return false if there is
   */
  public boolean delete(Member member, Topic topic) {
    return facts.write(
        telling -> {
          if (!idle(telling.handle(), topic)) {
            return false;
          }
          topics.delete(telling, topic.id());
          members.record(telling.handle(), member.id(), "topic-deleted", topic.name());
          return true;
        });
  }

  /**
   * Makes one topic of two: stories, followers and what they wish, mail lists, names and partners'
   * stories of the first are the second's, and its addresses lead there.
   */
  void merge(Member member, Topic from, Topic into, List<Alias> names) {
    facts.write(
        telling -> {
          Handle handle = telling.handle();
          storyTopics.move(telling, from.id(), into.id());
          follows.move(telling, Counts.interest(from.id()), Counts.interest(into.id()));
          wishes.move(handle, Counts.interest(from.id()), Counts.interest(into.id()));
          subscriptions.move(handle, list(from), list(into));
          intakes.move(handle, from.slug(), into.slug());
          topics.alias(telling, into.id(), names);
          for (String end : List.of("", "/feed", "/feed.atom", "/feed.json")) {
            writeStory.redirect(handle, from.path() + end, into.path() + end);
          }
          topics.delete(telling, from.id());
          members.record(handle, member.id(), "topic-merged", from.name() + " → " + into.name());
          return true;
        });
  }

  private static MailList list(Topic topic) {
    return new MailList(MailList.Kind.TOPIC, topic.id().value());
  }
}
