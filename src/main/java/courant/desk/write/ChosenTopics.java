package courant.desk.write;

import courant.platform.db.Ids;
import courant.platform.html.HtmlText;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.StoryTopics;
import courant.topic.FoundTopic;
import courant.topic.KnownTopics;
import courant.topic.Prose;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import courant.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * What a story is about once it is saved: what the desk typed or ticked. What it took away is
 * remembered, and not found in that story again.
 */
public final class ChosenTopics {
  private final Facts facts;
  private final Topics topics;
  private final KnownTopics known;
  private final StoryTopics storyTopics;
  private final Ids ids;

  public ChosenTopics(
      Facts facts, Topics topics, KnownTopics known, StoryTopics storyTopics, Ids ids) {
    this.facts = facts;
    this.topics = topics;
    this.known = known;
    this.storyTopics = storyTopics;
    this.ids = ids;
  }

  /**
   * A topic that the text names, on the writing page.
   *
   * @param chosen whether the story has it
   * @param refused whether the desk took it away before
   * @param ticked whether it is offered to be added without more ado
   */
  public record Shown(FoundTopic found, boolean chosen, boolean refused, boolean ticked) {}

  /** What the text names as it is typed now; of a story that is out, nothing is ticked. */
  List<Shown> shown(Story story, StoryForm form) {
    List<String> typed = names(form);
    Set<TopicId> refused = storyTopics.refused(story.id());
    boolean fresh =
        story.state() instanceof StoryState.Draft || story.state() instanceof StoryState.Scheduled;
    String text = form.headline() + ".\n" + form.standfirst() + "\n" + HtmlText.of(form.body());
    String language = form.language().isEmpty() ? story.language() : form.language();
    return known.shownIn(new Prose(text, language)).stream()
        .map(
            found -> {
              boolean chosen = typed.stream().anyMatch(found.topic().name()::equalsIgnoreCase);
              boolean gone = refused.contains(found.topic().id());
              return new Shown(found, chosen, gone, fresh && !chosen && !gone);
            })
        .toList();
  }

  /** The topics typed, new ones made; within the transaction in which the story is saved. */
  List<Topic> of(Facts.Telling telling, Story before, StoryForm form) {
    Handle handle = telling.handle();
    List<Topic> chosen =
        TypedNames.of(form.topics(), before.topics(), Topic::name, whole(form))
            .each(name -> known.named(handle, name).orElseGet(() -> make(telling, name)));
    Predicate<Topic> kept = topic -> chosen.stream().anyMatch(it -> it.id().equals(topic.id()));
    storyTopics.refuse(
        handle,
        before.id(),
        before.topics().stream().filter(kept.negate()).map(Topic::id).toList());
    storyTopics.allow(handle, before.id(), chosen.stream().map(Topic::id).toList());
    return chosen;
  }

  /** The topics typed; nothing is written, and a new one is made up for the moment. */
  List<Topic> named(Story before, StoryForm form) {
    return TypedNames.of(form.topics(), before.topics(), Topic::name, whole(form))
        .each(name -> topics.named(name).orElseGet(() -> fresh(name)));
  }

  private List<String> names(StoryForm form) {
    return TypedNames.split(form.topics(), whole(form));
  }

  /** Names with a comma, like “Washington, D.C.”; only where there is one are they looked for. */
  private List<String> whole(StoryForm form) {
    return TypedNames.isSplit(form.topics()) ? topics.parted() : List.of();
  }

  private Topic make(Facts.Telling telling, String name) {
    Topic topic = fresh(name);
    topics.write(telling, topic);
    return topic;
  }

  private Topic fresh(String name) {
    return new Topic(new TopicId(ids.next()), Slug.of(name), TopicKind.SUBJECT, name, "", "");
  }

  /**
   * Remembers what was offered ticked and came back without.
   *
   * @param offered names
   * @param form as it came back
   */
  void refuse(StoryId story, List<String> offered, StoryForm form) {
    List<String> typed = names(form);
    List<String> left =
        offered.stream().filter(name -> typed.stream().noneMatch(name::equalsIgnoreCase)).toList();
    if (!left.isEmpty()) {
      facts.write(
          telling -> {
            storyTopics.refuse(
                telling.handle(),
                story,
                left.stream()
                    .flatMap(name -> known.named(telling.handle(), name).stream())
                    .map(Topic::id)
                    .toList());
            return true;
          });
    }
  }
}
