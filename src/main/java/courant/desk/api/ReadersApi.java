package courant.desk.api;

import static courant.platform.web.Role.EDITOR;
import static courant.platform.web.Role.MODERATOR;

import courant.delivery.push.PushModule;
import courant.platform.web.Response;
import courant.reply.Reply;
import courant.reply.ReplyId;
import courant.reply.ReplyModule;
import courant.reply.ReplyState;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.topic.Topic;
import courant.topic.TopicId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What readers send, and breaking news to them. Nobody's address is in any of it. */
final class ReadersApi {
  private static final Map<String, ReplyState> VERDICTS =
      Map.of(
          "approve", ReplyState.APPROVED,
          "hold", ReplyState.HELD,
          "spam", ReplyState.SPAM,
          "trash", ReplyState.TRASH);
  private static final List<String> STATES =
      Arrays.stream(ReplyState.values()).map(ReplyState::word).toList();
  private static final Shape.Fields REPLY =
      Shape.shown(
          "Reply",
          "id",
          Shape.id(""),
          "story",
          Shape.id("The story it is under"),
          "parent",
          new Shape.OrNull(Shape.id("The reply it answers")),
          "name",
          Shape.text(1_000_000, "As published"),
          "website",
          Shape.text(1_000_000, "May be empty"),
          "text",
          Shape.text(10_000_000, "As written, in Markdown"),
          "html",
          Shape.text(10_000_000, "As shown"),
          "at",
          new Shape.Moment("When it was sent"),
          "edited",
          new Shape.OrNull(new Shape.Moment("When its author changed it")),
          "state",
          new Shape.OneOf(STATES, "Where it stands"),
          "reasons",
          new Shape.ListOf(Shape.text(1_000_000, ""), 1_000, "Why it was held"));
  private static final Shape.Fields DECISION =
      Shape.needed(
          "ReplyDecision",
          "replies",
          new Shape.ListOf(Shape.id(""), 100, "Which replies"),
          "verdict",
          new Shape.OneOf(VERDICTS.keySet().stream().sorted().toList(), ""),
          "reason",
          Shape.perhaps(Shape.text(2_000, "Kept beside the verdict")));
  private static final Shape.Fields BREAKING =
      Shape.needed(
          "Breaking",
          "story",
          Shape.id("A published story"),
          "topic",
          Shape.perhaps(Shape.text(100, "Slug of one of its topics: to its followers only")));

  private final ReplyModule replies;
  private final Stories stories;
  private final PushModule push;

  ReadersApi(ReplyModule replies, Stories stories, PushModule push) {
    this.replies = replies;
    this.stories = stories;
    this.push = push;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "/replies",
                MODERATOR,
                Scope.REPLIES_READ,
                "listReplies",
                "Replies of a state, newest first")
            .with("state", new Shape.OneOf(STATES, "held, if nothing is said"))
            .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "At most so many"))
            .answering(
                200, Shape.shown("Replies", "items", new Shape.ListOf(REPLY, Call.MOST_ROWS, "")))
            .by(this::queue),
        Operation.get("/replies/:id", MODERATOR, Scope.REPLIES_READ, "getReply", "One reply")
            .answering(200, REPLY)
            .by(
                call ->
                    Response.json(
                        json(
                            replies
                                .replies()
                                .byId(new ReplyId(call.number("id")))
                                .orElseThrow(Problem::notFound)))),
        Operation.of(
                "POST",
                "/replies/decisions",
                MODERATOR,
                Scope.REPLIES_WRITE,
                "decideReplies",
                "Decide about replies; what is decided teaches the score")
            .taking(DECISION)
            .answering(
                200,
                Shape.shown(
                    "Decided",
                    "changed",
                    new Shape.Whole(0, 100, "How many stand differently now")))
            .by(this::decide),
        Operation.of(
                "PUT",
                "/stories/:id/replies",
                MODERATOR,
                Scope.REPLIES_WRITE,
                "closeReplies",
                "Close a story to replies, or open it again")
            .taking(
                Shape.needed("RepliesOpen", "open", new Shape.Flag("Whether readers may reply")))
            .answering(
                200,
                Shape.shown("RepliesState", "open", new Shape.Flag("Whether readers may reply")))
            .by(this::close),
        Operation.get(
                "/push/reach/:id",
                EDITOR,
                Scope.PUSH_SEND,
                "getReach",
                "How many readers breaking news of this story would reach now")
            .with("topic", Shape.text(100, "Followers of this topic of the story only"))
            .answering(
                200, Shape.shown("Reach", "readers", new Shape.Whole(0, Integer.MAX_VALUE, "")))
            .by(this::reach),
        Operation.of(
                "POST",
                "/push",
                EDITOR,
                Scope.PUSH_SEND,
                "sendBreaking",
                "Send a published story as breaking news, to whoever has not had it; 409 if it was sent before")
            .taking(BREAKING)
            .answeringNothing()
            .by(this::send));
  }

  private Response queue(Call call) {
    String asked = call.query("state").orElse(ReplyState.HELD.word());
    ReplyState state =
        Arrays.stream(ReplyState.values())
            .filter(one -> one.word().equals(asked))
            .findFirst()
            .orElseThrow(Problem::notFound);
    JsonArray items = new JsonArray();
    replies.replies().queue(state, call.rows()).forEach(reply -> items.add(json(reply)));
    return Response.json(new JsonObject().put("items", items));
  }

  private Response decide(Call call) {
    List<ReplyId> chosen =
        call.texts("replies", List.of()).stream()
            .map(id -> new ReplyId(Long.parseLong(id)))
            .toList();
    ReplyState state = VERDICTS.getOrDefault(call.text("verdict", ""), ReplyState.HELD);
    int changed =
        replies.moderate().decide(chosen, state, call.member().name(), call.text("reason", ""));
    return Response.json(new JsonObject().put("changed", changed));
  }

  private Response close(Call call) {
    StoryId story = new StoryId(call.number("id"));
    if (stories.byId(story).isEmpty()) {
      throw Problem.notFound();
    }
    boolean open = call.body().getBoolean("open");
    replies.moderate().close(story, !open);
    return Response.json(new JsonObject().put("open", open));
  }

  private Response reach(Call call) {
    Story story = published(call.number("id")).orElseThrow(Problem::notFound);
    Optional<TopicId> topic = topic(story, call.query("topic"), "?topic");
    return Response.json(new JsonObject().put("readers", push.reach(story, topic)));
  }

  private Response send(Call call) {
    Story story =
        published(Long.parseLong(call.text("story", "0")))
            .orElseThrow(() -> Problem.wrong("/story", "is no published story"));
    Optional<String> slug = Optional.of(call.text("topic", "")).filter(asked -> !asked.isEmpty());
    if (!push.breaking(story, topic(story, slug, "/topic"))) {
      throw Problem.conflict("This story was sent so before.");
    }
    return Response.empty(204);
  }

  private static Optional<TopicId> topic(Story story, Optional<String> slug, String pointer) {
    return slug.map(
        asked ->
            story.topics().stream()
                .filter(topic -> topic.slug().value().equals(asked))
                .findFirst()
                .map(Topic::id)
                .orElseThrow(() -> Problem.wrong(pointer, "is no topic of the story")));
  }

  private Optional<Story> published(long id) {
    return stories.published(List.of(new StoryId(id))).stream().findFirst();
  }

  private static JsonObject json(Reply reply) {
    return new JsonObject()
        .put("id", Long.toString(reply.id().value()))
        .put("story", Long.toString(reply.story().value()))
        .put("parent", reply.parent().map(parent -> Long.toString(parent.value())).orElse(null))
        .put("name", reply.name())
        .put("website", reply.website())
        .put("text", reply.source())
        .put("html", reply.body())
        .put("at", reply.at().toString())
        .put("edited", reply.edited().map(Instant::toString).orElse(null))
        .put("state", reply.state().word())
        .put("reasons", new JsonArray(reply.reasons()));
  }
}
