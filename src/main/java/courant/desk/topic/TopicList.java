package courant.desk.topic;

import courant.desk.Desk;
import courant.platform.job.Facts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.topic.Alias;
import courant.topic.KnownTopics;
import courant.topic.Topic;
import courant.topic.TopicKind;
import courant.topic.Topics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/topics}: all topics, to be searched; and new ones. */
final class TopicList {
  private static final int MOST = 50;

  private final Desk desk;
  private final Topics topics;
  private final KnownTopics known;
  private final Facts facts;
  private final TopicWork work;
  private final Counts counts;

  TopicList(
      Desk desk, Topics topics, KnownTopics known, Facts facts, TopicWork work, Counts counts) {
    this.desk = desk;
    this.topics = topics;
    this.known = known;
    this.facts = facts;
    this.work = work;
    this.counts = counts;
  }

  Response show(Request request) {
    return page(request, "", "");
  }

  private Response page(Request request, String typed, String problem) {
    String words = request.query("q").orElse("");
    Optional<TopicKind> kind = request.query("kind").flatMap(TopicList::kind);
    int page = request.page();
    List<Topic> shown = topics.list(words, kind, (page - 1) * MOST, MOST);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("topics", shown);
    parameters.put("stories", counts.stories(shown));
    parameters.put("followers", shown.stream().map(counts::followers).toList());
    parameters.put("total", topics.count(words, kind));
    parameters.put("words", words);
    parameters.put("kind", kind);
    parameters.put("page", page);
    parameters.put("pages", Math.max(1, Math.ceilDiv(topics.count(words, kind), MOST)));
    parameters.put("typed", typed);
    parameters.put("problem", problem);
    return desk.page(request, "topic/list", "topics", desk.texts().say("topic.desk"), parameters);
  }

  static Optional<TopicKind> kind(String word) {
    return Arrays.stream(TopicKind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /** What cannot be a name is told with its reason; a name there is already leads to its topic. */
  Response make(Request request) {
    String name = request.field("name").map(String::strip).orElse("");
    Optional<TopicKind> kind = request.field("kind").flatMap(TopicList::kind);
    if (!isName(name) || kind.isEmpty()) {
      return page(request, name, desk.texts().say("topic.problem.name", Alias.LONGEST)).status(422);
    }
    Optional<Topic> there = facts.write(telling -> known.named(telling.handle(), name));
    Topic topic = there.orElseGet(() -> work.make(desk.member(request), name, kind.get()));
    return Response.seeOther(
        address(topic) + "?done=" + (there.isPresent() ? "topic-there" : "topic-made"));
  }

  static boolean isName(String typed) {
    try {
      return !new Alias("", typed).name().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static String address(Topic topic) {
    return "/desk/topics/" + topic.id().value();
  }
}
