package courant.delivery.page;

import courant.delivery.Tags;
import courant.platform.web.Addresses;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.reader.Readers;
import courant.reader.Sessions;
import courant.reply.FormSeal;
import courant.reply.Posted;
import courant.reply.ReplierData;
import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.ReplyId;
import courant.reply.ReplyModule;
import courant.reply.ReplyState;
import courant.reply.Typed;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code <story>/replies} and {@code /replies/<number>}: reading, writing and taking back replies.
 */
final class ReplyPages {
  static final int ON_A_PAGE = 50;
  private static final String COOKIE = "reply";

  private final ReplyModule module;
  private final Stories stories;
  private final Frames frames;

  private final ReplierData data;
  private final Sessions sessions;
  private final Readers readers;

  ReplyPages(
      ReplyModule module,
      ReplierData data,
      Sessions sessions,
      Readers readers,
      Stories stories,
      Frames frames) {
    this.data = data;
    this.sessions = sessions;
    this.readers = readers;
    this.module = module;
    this.stories = stories;
    this.frames = frames;
  }

  /** What stands under a story: the first page, with an empty form. */
  RepliesShown first(Story story) {
    return shown(
        story, 1, Replies.Order.OLDEST, form(story, Typed.NOTHING, Map.of(), Optional.empty()));
  }

  private RepliesShown.Form form(
      Story story, Typed typed, Map<String, String> problems, Optional<Reply> answered) {
    return new RepliesShown.Form(typed, problems, module.seal().form(story.id()), answered);
  }

  private RepliesShown shown(Story story, int page, Replies.Order order, RepliesShown.Form form) {
    Replies replies = module.replies();
    int count = replies.count(story.id());
    return new RepliesShown(
        story,
        count == 0
            ? List.of()
            : replies.shown(story.id(), order, (page - 1) * ON_A_PAGE, ON_A_PAGE),
        count,
        page,
        Math.max(1, (count + ON_A_PAGE - 1) / ON_A_PAGE),
        order,
        module.post().open(story),
        form);
  }

  private Optional<Story> story(Request request) {
    return stories
        .byPath(request.path().replaceFirst("/replies$", ""))
        .filter(story -> story.state() instanceof StoryState.Published);
  }

  /** GET {@code <story>/replies}: a page of them, or the form for an answer to one. */
  Response list(Request request) {
    return story(request).map(story -> list(request, story)).orElseGet(() -> Response.empty(404));
  }

  private Response list(Request request, Story story) {
    Optional<Reply> answered =
        request
            .query("to")
            .flatMap(ReplyPages::id)
            .flatMap(module.replies()::byId)
            .filter(reply -> reply.story().equals(story.id()))
            .filter(reply -> reply.state() == ReplyState.APPROVED);
    int page = request.page();
    Replies.Order order =
        request.query("order").stream()
            .flatMap(
                word -> Arrays.stream(Replies.Order.values()).filter(of -> of.word().equals(word)))
            .findFirst()
            .orElse(Replies.Order.OLDEST);
    RepliesShown shown = shown(story, page, order, form(story, Typed.NOTHING, Map.of(), answered));
    return page > shown.pages()
        ? Response.empty(404)
        : page(request, shown)
            .published(
                Set.of(Tags.story(story), Tags.replies(story.id()), Tags.REPLY_FORM),
                Instant.EPOCH);
  }

  private Response page(Request request, RepliesShown shown) {
    Frame frame = frames.unlisted(request, shown.story().headline());
    return Response.html(
        Templates.render("page/replypage", Map.of("frame", frame, "shown", shown)));
  }

  /** POST {@code <story>/replies}. */
  Response post(Request request) {
    return story(request).map(story -> post(request, story)).orElseGet(() -> Response.empty(404));
  }

  private Response post(Request request, Story story) {
    Typed typed = signed(request, typed(request));
    Optional<ReplyId> parent = request.field("to").flatMap(ReplyPages::id);
    String token = request.field("form").orElse("");
    boolean worked =
        FormSeal.worked(
            token,
            request.field("text").orElse("").replace("\r\n", "\n"),
            request.field("work").orElse(""));
    return switch (module.post().post(story, typed, token, worked, parent, request.network())) {
      case Posted.Kept(var reply) -> kept(reply);
      case Posted.Wrong(var problems) -> again(request, story, typed, problems, parent, 422);
      case Posted.Refused(var status, var why) ->
          again(request, story, typed, Map.of("form", why), parent, status);
    };
  }

  private static Typed typed(Request request) {
    return Typed.of(
            request.field("name").orElse(""),
            request.field("email").orElse(""),
            request.field("website").orElse(""),
            request.field("text").orElse(""),
            request.field("subject").orElse(""))
        .notifying(request.field("notify").isPresent());
  }

  /** Readers with an account need not say who they are. */
  private Typed signed(Request request, Typed typed) {
    return typed.address().isEmpty()
        ? sessions
            .account(request)
            .flatMap(reader -> readers.address(reader.id()))
            .map(address -> typed.by(data.name(address.value()), address.value()))
            .orElse(typed)
        : typed;
  }

  private Response again(
      Request request,
      Story story,
      Typed typed,
      Map<String, String> problems,
      Optional<ReplyId> parent,
      int status) {
    Optional<Reply> answered = parent.flatMap(module.replies()::byId);
    RepliesShown shown =
        shown(story, 1, Replies.Order.OLDEST, form(story, typed, problems, answered));
    return page(request, shown).status(status).with("cache-control", "no-store");
  }

  /** Shows the author what became of it, by a link that only the author has. */
  private Response kept(Reply reply) {
    String proof = module.seal().owner(reply.id());
    return Response.seeOther(reply.path() + "/mine?key=" + proof)
        .with(
            "set-cookie",
            COOKIE
                + "="
                + reply.id().value()
                + "."
                + proof
                + "; Path=/replies; Max-Age=31536000; HttpOnly; SameSite=Lax");
  }

  /** {@code /replies/<number>}: leads to where the reply stands. */
  Response permalink(Request request) {
    return id(request.part("id"))
        .flatMap(module.replies()::byId)
        .filter(reply -> reply.state() == ReplyState.APPROVED)
        .flatMap(reply -> stories.byId(reply.story()).map(story -> where(story, reply)))
        .map(Response::seeOther)
        .orElseGet(() -> Response.empty(404));
  }

  private String where(Story story, Reply reply) {
    int page = module.replies().before(reply) / ON_A_PAGE + 1;
    String path = Addresses.encode(story.path());
    return (page == 1 ? path : path + "/replies?page=" + page) + "#" + reply.anchor();
  }

  /** GET {@code /replies/<number>/mine}: the author's own view. */
  Response mine(Request request) {
    return owned(request, request.query("key"))
        .map(reply -> mine(request, reply, ""))
        .orElseGet(() -> Response.empty(404));
  }

  private Response mine(Request request, Reply reply, String problem) {
    Map<String, Object> parameters =
        Map.of(
            "frame",
            frames.unlisted(request, ""),
            "reply",
            reply,
            "story",
            stories.byId(reply.story()).orElseThrow(),
            "key",
            module.seal().owner(reply.id()),
            "editable",
            module.own().editable(reply),
            "problem",
            problem);
    return Response.html(Templates.render("page/ownreply", parameters))
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer");
  }

  /** POST {@code /replies/<number>/mine}: changes it or takes it back. */
  Response change(Request request) {
    Optional<Reply> owned = owned(request, request.field("key"));
    if (owned.isEmpty()) {
      return Response.empty(404);
    }
    Reply reply = owned.get();
    if (request.field("action").filter("delete"::equals).isPresent()) {
      module.own().delete(reply);
      return Response.seeOther(
          Addresses.encode(stories.byId(reply.story()).orElseThrow().path()) + "#replies");
    }
    return module
        .own()
        .edit(reply, request.field("text").orElse(""))
        .map(problem -> mine(request, reply, problem).status(422))
        .orElseGet(() -> kept(reply));
  }

  private Optional<Reply> owned(Request request, Optional<String> key) {
    Optional<ReplyId> id = id(request.part("id"));
    Optional<String> proof =
        key.or(
            () ->
                request
                    .cookie(COOKIE)
                    .filter(cookie -> cookie.startsWith(request.part("id") + "."))
                    .map(cookie -> cookie.substring(cookie.indexOf('.') + 1)));
    return id.filter(reply -> proof.filter(value -> module.seal().owns(reply, value)).isPresent())
        .flatMap(module.own()::find);
  }

  private static Optional<ReplyId> id(String text) {
    return Request.number(text).map(ReplyId::new);
  }
}
