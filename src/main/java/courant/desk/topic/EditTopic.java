package courant.desk.topic;

import courant.desk.Desk;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/topics/:id}: all that is known of a topic. */
final class EditTopic {
  private final Desk desk;
  private final Topics topics;
  private final TopicWork work;
  private final Counts counts;
  private final TagStories tag;

  EditTopic(Desk desk, Topics topics, TopicWork work, Counts counts, TagStories tag) {
    this.desk = desk;
    this.topics = topics;
    this.work = work;
    this.counts = counts;
    this.tag = tag;
  }

  static Optional<Topic> asked(Request request, Topics topics) {
    return Optional.of(request.part("id"))
        .filter(number -> number.matches("[1-9][0-9]{0,17}"))
        .flatMap(number -> topics.byId(new TopicId(Long.parseLong(number))));
  }

  Response show(Request request) {
    return asked(request, topics)
        .map(
            topic ->
                page(
                    request,
                    topic,
                    TopicForm.of(topic, topics.aliases(topic.id()), topics.profile(topic.id())),
                    Map.of()))
        .orElseGet(() -> Response.empty(404));
  }

  Response save(Request request) {
    Optional<Topic> topic = asked(request, topics);
    if (topic.isEmpty()) {
      return Response.empty(404);
    }
    TopicForm form = TopicForm.of(request);
    Map<String, String> problems = form.problems();
    if (!problems.isEmpty()) {
      return page(request, topic.get(), form, problems).status(422);
    }
    work.save(
        desk.member(request), topic.get(), form.topic(topic.get()), form.names(), form.profile());
    return Response.seeOther(TopicList.address(topic.get()) + "?done=saved");
  }

  /** Only what nobody reads or follows can go without a trace. */
  Response delete(Request request) {
    Optional<Topic> topic = asked(request, topics);
    if (topic.isEmpty()) {
      return Response.empty(404);
    }
    if (!work.delete(desk.member(request), topic.get())) {
      return Response.seeOther(TopicList.address(topic.get()) + "#merge");
    }
    return Response.seeOther("/desk/topics?done=topic-deleted");
  }

  private Response page(
      Request request, Topic topic, TopicForm form, Map<String, String> problems) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("topic", topic);
    parameters.put("form", form);
    parameters.put("problems", problems);
    parameters.put("stories", counts.stories(topic));
    parameters.put("followers", counts.followers(topic));
    parameters.put("idle", work.idle(topic));
    parameters.put("tagging", tag.of(topic));
    Response page = desk.page(request, "topic/topic", "topics", topic.name(), parameters);
    // Without scripts the page looks again by itself while stories are searched.
    return tag.runs(topic) ? page.with("refresh", "2") : page;
  }
}
