package courant.desk.topic;

import static courant.platform.web.Role.EDITOR;

import courant.delivery.PushWishes;
import courant.delivery.Subscriptions;
import courant.desk.Desk;
import courant.desk.Members;
import courant.follow.Follows;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Routes;
import courant.search.StoryIndex;
import courant.story.Stories;
import courant.story.StoryTopics;
import courant.story.WriteStory;
import courant.syndication.intake.Intakes;
import courant.topic.DismissedNames;
import courant.topic.KnownTopics;
import courant.topic.Topics;

/** Topics at the desk. */
public final class TopicDesk {
  private final TopicList list;
  private final EditTopic edit;
  private final MergeTopics merge;
  private final SuggestTopics suggest;
  private final TagStories tag;
  private final TopicWork work;

  public TopicDesk(
      Desk desk,
      Members members,
      Facts facts,
      Topics topics,
      KnownTopics known,
      DismissedNames dismissed,
      Stories stories,
      StoryTopics storyTopics,
      WriteStory writeStory,
      Follows follows,
      Subscriptions subscriptions,
      PushWishes wishes,
      Intakes intakes,
      Database database,
      StoryIndex index,
      Ids ids) {
    work =
        new TopicWork(
            facts,
            topics,
            storyTopics,
            writeStory,
            follows,
            subscriptions,
            wishes,
            intakes,
            database,
            members,
            ids);
    Counts counts = new Counts(storyTopics, follows);
    tag = new TagStories(facts, topics, known, stories, storyTopics, members, desk, index);
    list = new TopicList(desk, topics, known, facts, work, counts);
    edit = new EditTopic(desk, topics, work, counts, tag);
    merge = new MergeTopics(desk, topics, known, facts, work, counts);
    suggest = new SuggestTopics(desk, topics, known, facts, dismissed, stories, work);
  }

  /** The verbs, for who does them by other means. */
  public TopicWork work() {
    return work;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/topics", EDITOR, list::show)
        .post("/desk/topics", EDITOR, list::make)
        .get("/desk/topics/suggestions", EDITOR, suggest::show)
        .post("/desk/topics/suggestions", EDITOR, suggest::decide)
        .get("/desk/topics/:id", EDITOR, edit::show)
        .post("/desk/topics/:id", EDITOR, edit::save)
        .post("/desk/topics/:id/delete", EDITOR, edit::delete)
        .post("/desk/topics/:id/tag", EDITOR, tag::act)
        .get("/desk/topics/:id/merge", EDITOR, merge::ask)
        .post("/desk/topics/:id/merge", EDITOR, merge::merge);
  }
}
