package courant.desk.topic;

import courant.desk.Desk;
import courant.platform.job.Facts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.topic.Alias;
import courant.topic.KnownTopics;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/topics/:id/merge}: one topic of two, once the desk has seen what that means. */
final class MergeTopics {
  private final Desk desk;
  private final Topics topics;
  private final KnownTopics known;
  private final Facts facts;
  private final TopicWork work;
  private final Counts counts;

  MergeTopics(
      Desk desk, Topics topics, KnownTopics known, Facts facts, TopicWork work, Counts counts) {
    this.desk = desk;
    this.topics = topics;
    this.known = known;
    this.facts = facts;
    this.work = work;
    this.counts = counts;
  }

  /** Shows what would become of both. */
  Response ask(Request request) {
    Optional<Topic> from = EditTopic.asked(request, topics);
    if (from.isEmpty()) {
      return Response.empty(404);
    }
    String typed = request.query("into").orElse("");
    Optional<Topic> into = named(typed).filter(other -> !other.id().equals(from.get().id()));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("from", from.get());
    parameters.put("into", into);
    parameters.put("typed", typed);
    parameters.put("fromStories", counts.stories(from.get()));
    parameters.put("fromFollowers", counts.followers(from.get()));
    parameters.put("intoStories", into.map(counts::stories).orElse(0));
    parameters.put("intoFollowers", into.map(counts::followers).orElse(0));
    Response page =
        desk.page(request, "topic/merge", "topics", desk.texts().say("topic.merge"), parameters);
    return into.isPresent() ? page : page.status(422);
  }

  private Optional<Topic> named(String typed) {
    return typed.isBlank()
        ? Optional.empty()
        : facts.write(telling -> known.named(telling.handle(), typed.strip()));
  }

  Response merge(Request request) {
    Optional<Topic> from = EditTopic.asked(request, topics);
    Optional<Topic> into =
        request
            .field("into")
            .filter(number -> number.matches("[1-9][0-9]{0,17}"))
            .flatMap(number -> topics.byId(new TopicId(Long.parseLong(number))));
    if (from.isEmpty() || into.isEmpty() || from.get().id().equals(into.get().id())) {
      return Response.empty(404);
    }
    List<Alias> names = new ArrayList<>(topics.aliases(from.get().id()));
    names.add(new Alias("", from.get().name()));
    work.merge(desk.member(request), from.get(), into.get(), names);
    return Response.seeOther(TopicList.address(into.get()) + "?done=topic-merged");
  }
}
