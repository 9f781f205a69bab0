package courant.desk.push;

import static courant.platform.web.Role.EDITOR;

import courant.delivery.push.PushModule;
import courant.desk.Desk;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.story.DeskList;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.topic.Topic;
import courant.topic.TopicId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /desk/push}: breaking news, to everyone or a topic's followers, once one knows to how
 * many.
 */
public final class PushDesk {
  private static final int CANDIDATES = 20;

  /**
   * One who would be told.
   *
   * @param topic empty: everyone who takes notifications
   * @param readers how many, now
   */
  public record Choice(Optional<Topic> topic, int readers) {}

  private final Desk desk;
  private final PushModule push;
  private final Stories stories;
  private final DeskList list;

  public PushDesk(Desk desk, PushModule push, Stories stories, DeskList list) {
    this.desk = desk;
    this.push = push;
    this.stories = stories;
    this.list = list;
  }

  public void routes(Routes routes) {
    routes.get("/desk/push", EDITOR, this::show).post("/desk/push", EDITOR, this::send);
  }

  Response show(Request request) {
    Optional<Story> chosen = story(request.query("story"));
    return desk.page(
        request,
        "push/push",
        "push",
        desk.texts().say("push.desk"),
        Map.of(
            "candidates", list.newest("published", "", CANDIDATES),
            "chosen", chosen,
            "choices", chosen.map(this::choices).orElse(List.of())));
  }

  private List<Choice> choices(Story story) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice(Optional.empty(), push.reach(story, Optional.empty())));
    story
        .topics()
        .forEach(
            topic ->
                choices.add(
                    new Choice(Optional.of(topic), push.reach(story, Optional.of(topic.id())))));
    return choices;
  }

  /** Sends what was confirmed: with the number of readers in the button that was pressed. */
  Response send(Request request) {
    Optional<Story> story = story(request.field("story"));
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    Optional<TopicId> topic =
        request
            .field("topic")
            .flatMap(
                slug ->
                    story.get().topics().stream()
                        .filter(one -> one.slug().value().equals(slug))
                        .findFirst())
            .map(Topic::id);
    if (request.field("topic").isPresent() && topic.isEmpty()) {
      return Response.empty(400);
    }
    boolean sent = push.breaking(story.get(), topic);
    return Response.seeOther("/desk/push?done=" + (sent ? "pushed" : "pushed-before"));
  }

  private Optional<Story> story(Optional<String> number) {
    return number
        .flatMap(Request::number)
        .map(StoryId::new)
        .flatMap(id -> stories.published(List.of(id)).stream().findFirst());
  }
}
