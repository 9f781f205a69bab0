package courant.desk.write;

import courant.desk.Desk;
import courant.desk.Member;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.source.Sources;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The writing page and what its buttons do. */
final class EditStory {
  private final Desk desk;
  private final Newsroom newsroom;
  private final Stories stories;
  private final Revisions revisions;
  private final WorkingCopies copies;
  private final ChosenTopics topics;
  private final Mastheads mastheads;
  private final Sources sources;
  private final courant.platform.db.Database database;
  private final Function<Request, Function<Story, Response>> previewing;

  EditStory(
      Desk desk,
      Newsroom newsroom,
      Stories stories,
      Revisions revisions,
      WorkingCopies copies,
      ChosenTopics topics,
      Mastheads mastheads,
      Sources sources,
      courant.platform.db.Database database,
      Function<Request, Function<Story, Response>> previewing) {
    this.desk = desk;
    this.newsroom = newsroom;
    this.stories = stories;
    this.revisions = revisions;
    this.copies = copies;
    this.topics = topics;
    this.mastheads = mastheads;
    this.sources = sources;
    this.database = database;
    this.previewing = previewing;
  }

  Response begin(Request request) {
    Story story = newsroom.begin(desk.member(request));
    return Response.seeOther("/desk/story/" + story.id().value());
  }

  Response show(Request request) {
    return found(request)
        .map(story -> page(request, story, formOf(story), revision(story), ""))
        .orElseGet(() -> Response.empty(404));
  }

  private StoryForm formOf(Story story) {
    return copies.of(story.id()).map(WorkingCopies.Copy::form).orElseGet(() -> StoryForm.of(story));
  }

  /** Keeps what is typed, without changing the story. */
  Response autosave(Request request) {
    Optional<Story> story = found(request);
    story.ifPresent(known -> copies.keep(known.id(), desk.member(request), StoryForm.of(request)));
    return Response.empty(story.isPresent() ? 204 : 404);
  }

  Response preview(Request request) {
    return found(request)
        .map(
            story ->
                previewing
                    .apply(request)
                    .apply(newsroom.preview(story.id(), formOf(story)))
                    .with("cache-control", "no-store"))
        .orElseGet(() -> Response.empty(404));
  }

  /** Does what the pressed button says. */
  Response act(Request request) {
    Optional<Story> story = found(request);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    Member member = desk.member(request);
    String action = request.field("action").orElse("save");
    boolean toReaders =
        !action.equals("save") || story.get().state() instanceof StoryState.Published;
    if (toReaders && !member.may(Role.AUTHOR)) {
      return Response.empty(403);
    }
    try {
      return act(request, story.get(), member, action);
    } catch (Newsroom.Overtaken e) {
      return page(request, story.get(), StoryForm.of(request), e.current, "desk.problem.overtaken")
          .status(409);
    }
  }

  private Response act(Request request, Story story, Member member, String action) {
    StoryForm form = StoryForm.of(request);
    topics.refuse(story.id(), request.fields("offered"), form);
    OptionalInt expected =
        request
            .field("revision")
            .filter(number -> number.matches("[0-9]{1,9}"))
            .map(number -> OptionalInt.of(Integer.parseInt(number)))
            .orElse(OptionalInt.empty());
    boolean wordless = form.headline().isEmpty();
    boolean toBePublished = action.equals("publish") || action.equals("schedule");
    if (toBePublished && !form.pictureAddress().isEmpty() && form.pictureAlt().isEmpty()) {
      return problem(request, story, "media.problem.alt");
    }
    return switch (action) {
      case "save" ->
          wordless && story.state() instanceof StoryState.Published
              ? problem(request, story, "desk.problem.headline")
              : done(
                  newsroom.save(
                      member,
                      story.id(),
                      form,
                      expected,
                      request.field("note").orElse(""),
                      request.field("serious").isPresent()),
                  "saved");
      case "publish" ->
          wordless
              ? problem(request, story, "desk.problem.headline")
              : done(newsroom.publish(member, story.id(), form, expected), "published");
      case "schedule" ->
          wordless
              ? problem(request, story, "desk.problem.headline")
              : schedule(request, story, member, form, expected);
      case "unschedule" -> done(newsroom.unschedule(member, story.id()), "unscheduled");
      case "withdraw" ->
          story.state() instanceof StoryState.Published
              ? done(
                  newsroom.withdraw(
                      member,
                      story.id(),
                      request.field("reason").orElse(""),
                      request.field("serious-withdrawal").isPresent()),
                  "withdrawn")
              : Response.empty(400);
      case "reinstate" ->
          story.state() instanceof StoryState.Withdrawn
              ? done(newsroom.reinstate(member, story.id()), "reinstated")
              : Response.empty(400);
      default -> Response.empty(400);
    };
  }

  private Response schedule(
      Request request, Story story, Member member, StoryForm form, OptionalInt expected) {
    Optional<Instant> due = request.field("due").flatMap(this::instant);
    if (due.isEmpty()) {
      return problem(request, story, "desk.problem.due");
    }
    return done(newsroom.schedule(member, story.id(), form, expected, due.get()), "scheduled");
  }

  /** As a browser writes it, in the review's time zone. */
  private Optional<Instant> instant(String typed) {
    try {
      return Optional.of(
          LocalDateTime.parse(typed).atZone(mastheads.masthead().zone()).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  Response history(Request request) {
    return found(request)
        .map(
            story ->
                desk.page(
                    request,
                    "write/revisions",
                    "stories",
                    desk.texts().say("desk.revisions"),
                    Map.of("story", story, "changes", Change.between(revisions.of(story.id())))))
        .orElseGet(() -> Response.empty(404));
  }

  /** Puts an old text into the working copy, to be looked at and saved like any other. */
  Response restore(Request request) {
    Optional<Story> story = found(request);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    revisions.of(story.get().id()).stream()
        .filter(revision -> Integer.toString(revision.number()).equals(request.part("number")))
        .findFirst()
        .ifPresent(
            revision -> {
              StoryForm now = StoryForm.of(story.get());
              StoryForm old =
                  new StoryForm(
                      revision.headline(),
                      revision.standfirst(),
                      revision.body(),
                      now.dateline(),
                      now.byline(),
                      now.section(),
                      now.topics(),
                      now.source(),
                      now.original(),
                      now.language(),
                      now.pictureAddress(),
                      now.pictureAlt(),
                      now.pictureCaption(),
                      now.pictureCredit());
              copies.keep(story.get().id(), desk.member(request), old);
            });
    return Response.seeOther("/desk/story/" + story.get().id().value() + "?done=restored");
  }

  private Optional<Story> found(Request request) {
    String number = request.part("id");
    return number.matches("[0-9]{1,18}")
        ? stories.byId(new StoryId(Long.parseLong(number)))
        : Optional.empty();
  }

  private int revision(Story story) {
    return database.read(handle -> revisions.current(handle, story.id()));
  }

  private static Response done(Story story, String what) {
    return Response.seeOther("/desk/story/" + story.id().value() + "?done=" + what);
  }

  private Response problem(Request request, Story story, String key) {
    return page(request, story, StoryForm.of(request), revision(story), key).status(422);
  }

  private Response page(
      Request request, Story story, StoryForm form, int revision, String problem) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("story", story);
    parameters.put("form", form);
    parameters.put("revision", revision);
    parameters.put("problem", problem);
    parameters.put("unsaved", copies.of(story.id()).isPresent());
    parameters.put("sections", mastheads.sections());
    parameters.put("sources", sources.all());
    parameters.put("found", topics.shown(story, form));
    return desk.page(
        request,
        "write/story",
        "stories",
        form.headline().isEmpty() ? desk.texts().say("desk.untitled") : form.headline(),
        parameters);
  }
}
