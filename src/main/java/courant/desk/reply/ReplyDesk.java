package courant.desk.reply;

import static courant.platform.web.Role.MODERATOR;

import courant.desk.Desk;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.reply.Reply;
import courant.reply.ReplyId;
import courant.reply.ReplyModule;
import courant.reply.ReplyScore;
import courant.reply.ReplyState;
import courant.reply.Rules;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/replies}: what readers sent, and what becomes of it. */
public final class ReplyDesk {
  private static final int ROWS = 50;
  private static final List<ReplyState> TABS =
      List.of(ReplyState.HELD, ReplyState.APPROVED, ReplyState.SPAM, ReplyState.TRASH);
  private static final Map<String, ReplyState> ACTIONS =
      Map.of(
          "approve", ReplyState.APPROVED,
          "hold", ReplyState.HELD,
          "spam", ReplyState.SPAM,
          "trash", ReplyState.TRASH);

  /** A reply as the desk sees it: under which story, why held, what its score is made of. */
  public record Row(Reply reply, Story story, boolean closed, List<ReplyScore.Word> words) {}

  private final Desk desk;
  private final ReplyModule module;
  private final Stories stories;

  public ReplyDesk(Desk desk, ReplyModule module, Stories stories) {
    this.desk = desk;
    this.module = module;
    this.stories = stories;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/replies", MODERATOR, this::show)
        .post("/desk/replies", MODERATOR, this::decide)
        .post("/desk/replies/rules", MODERATOR, this::rule);
  }

  Response show(Request request) {
    ReplyState state = tab(request.query("state"));
    List<Row> rows =
        module.replies().queue(state, ROWS).stream().flatMap(reply -> row(reply).stream()).toList();
    return desk.page(
        request,
        "reply/replies",
        "replies",
        desk.texts().say("reply.desk"),
        Map.of(
            "rows", rows,
            "state", state,
            "tabs", TABS,
            "counts", module.replies().counts(),
            "rules", module.rules().all()));
  }

  private Optional<Row> row(Reply reply) {
    return stories
        .byId(reply.story())
        .map(
            story ->
                new Row(
                    reply,
                    story,
                    module.replies().closed(story.id()),
                    module.score().score(reply.source() + " " + reply.website()).words()));
  }

  private static ReplyState tab(Optional<String> asked) {
    return TABS.stream()
        .filter(state -> asked.filter(state.word()::equals).isPresent())
        .findFirst()
        .orElse(ReplyState.HELD);
  }

  /** Decides about the replies ticked, or the one whose own button was pressed. */
  Response decide(Request request) {
    String[] asked = request.field("action").orElse("").split(":", 2);
    ReplyState state = ACTIONS.get(asked[0]);
    List<String> chosen = asked.length == 2 ? List.of(asked[1]) : request.fields("reply");
    String who = desk.member(request).name();
    if (state != null) {
      module
          .moderate()
          .decide(
              chosen.stream().flatMap(id -> Request.number(id).stream()).map(ReplyId::new).toList(),
              state,
              who,
              request.field("reason").orElse(""));
    } else if (asked.length == 2 && (asked[0].equals("close") || asked[0].equals("open"))) {
      Request.number(asked[1])
          .map(StoryId::new)
          .flatMap(stories::byId)
          .ifPresent(story -> module.moderate().close(story.id(), asked[0].equals("close")));
    }
    String tab = tab(request.field("state")).word();
    return Response.seeOther("/desk/replies?done=saved&state=" + tab);
  }

  /** Adds or removes a rule. */
  Response rule(Request request) {
    request
        .field("remove")
        .flatMap(Request::number)
        .ifPresentOrElse(module.rules()::remove, () -> add(request));
    return Response.seeOther("/desk/replies?done=saved");
  }

  private void add(Request request) {
    String value = request.field("value").orElse("").strip();
    for (Rules.Kind kind : Rules.Kind.values()) {
      if (value.length() > 2
          && request
              .field("kind")
              .filter(kind.name().toLowerCase(Locale.ROOT)::equals)
              .isPresent()) {
        module.rules().add(kind, value, desk.member(request).name());
      }
    }
  }
}
