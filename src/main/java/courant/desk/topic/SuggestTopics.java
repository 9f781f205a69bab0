package courant.desk.topic;

import courant.desk.Desk;
import courant.platform.job.Facts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.topic.Alias;
import courant.topic.Candidate;
import courant.topic.DismissedNames;
import courant.topic.KnownTopics;
import courant.topic.Topic;
import courant.topic.TopicKind;
import courant.topic.Topics;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code /desk/topics/suggestions}: names that recur in the newest published and incoming stories
 * and are no topics yet. Read when somebody looks, so that it is as new as they are.
 */
final class SuggestTopics {
  private static final int PUBLISHED = 400;
  private static final int INCOMING = 200;
  private static final int LEAST = 2;
  private static final int MOST = 40;
  private static final int DISMISSED = 50;

  private final Desk desk;
  private final Topics topics;
  private final KnownTopics known;
  private final Facts facts;
  private final DismissedNames dismissed;
  private final RecurringNames recurring;
  private final TopicWork work;

  SuggestTopics(
      Desk desk,
      Topics topics,
      KnownTopics known,
      Facts facts,
      DismissedNames dismissed,
      Stories stories,
      TopicWork work) {
    this.desk = desk;
    this.topics = topics;
    this.known = known;
    this.facts = facts;
    this.dismissed = dismissed;
    this.recurring = new RecurringNames(() -> newest(stories), known, LEAST);
    this.work = work;
  }

  Response show(Request request) {
    return page(request, "");
  }

  private Response page(Request request, String problem) {
    RecurringNames.Seen seen = recurring.seen();
    List<String> gone = dismissed.newest(Integer.MAX_VALUE);
    List<Candidate> all =
        seen.names().stream().filter(candidate -> !gone.contains(candidate.name())).toList();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("candidates", all.stream().limit(MOST).toList());
    parameters.put("total", all.size());
    parameters.put("dismissed", gone.stream().limit(DISMISSED).toList());
    parameters.put("undo", request.query("undo").filter(gone::contains).orElse(""));
    parameters.put("problem", problem);
    parameters.put("whole", seen.whole());
    Response page =
        desk.page(
            request,
            "topic/suggestions",
            "topics",
            desk.texts().say("topic.suggestions"),
            parameters);
    // Nothing is typed yet where there is nothing to see.
    return seen.whole() || !all.isEmpty() ? page : page.with("refresh", "1");
  }

  private static List<Story> newest(Stories stories) {
    return Stream.concat(
            stories.published(new Listing.Everything(), 0, PUBLISHED).stream(),
            stories.incoming(INCOMING).stream())
        .toList();
  }

  Response decide(Request request) {
    String name = request.field("name").map(String::strip).orElse("");
    if (!TopicList.isName(name)) {
      return Response.empty(400);
    }
    return switch (request.field("action").orElse("")) {
      case "accept" -> accept(request, name);
      case "alias" -> alias(request, name);
      case "dismiss" -> {
        dismissed.dismiss(name);
        yield Response.seeOther(
            "/desk/topics/suggestions?undo=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
      }
      case "restore" -> {
        dismissed.restore(name);
        yield Response.seeOther("/desk/topics/suggestions?done=name-restored");
      }
      default -> Response.empty(400);
    };
  }

  private Response accept(Request request, String name) {
    TopicKind kind = request.field("kind").flatMap(TopicList::kind).orElse(TopicKind.SUBJECT);
    Topic topic = named(name).orElseGet(() -> work.make(desk.member(request), name, kind));
    return Response.seeOther(TopicList.address(topic) + "?done=topic-made");
  }

  private Response alias(Request request, String name) {
    String of = request.field("of").orElse("");
    Optional<Topic> topic = of.isBlank() ? Optional.empty() : named(of.strip());
    if (topic.isEmpty()) {
      return page(request, desk.texts().say("topic.problem.unknown", of)).status(422);
    }
    work.alias(desk.member(request), topic.get(), new Alias("", name));
    return Response.seeOther(TopicList.address(topic.get()) + "?done=topic-alias");
  }

  private Optional<Topic> named(String name) {
    return facts.write(telling -> known.named(telling.handle(), name));
  }
}
