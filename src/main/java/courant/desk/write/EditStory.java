package courant.desk.write;

import courant.desk.Desk;
import courant.desk.Member;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.source.Sources;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The writing page and what its buttons do. */
public final class EditStory {
  private final Desk desk;
  private final Newsroom newsroom;
  private final Stories stories;
  private final Revisions revisions;
  private final WorkingCopies copies;
  private final ChosenTopics topics;
  private final Writers writers;
  private final Reviewing reviewing;
  private final MergeStory merge;
  private final Mastheads mastheads;
  private final Sources sources;
  private final Database database;

  EditStory(
      Desk desk,
      Newsroom newsroom,
      Stories stories,
      Revisions revisions,
      WorkingCopies copies,
      ChosenTopics topics,
      Writers writers,
      Reviewing reviewing,
      MergeStory merge,
      Mastheads mastheads,
      Sources sources,
      Database database) {
    this.desk = desk;
    this.newsroom = newsroom;
    this.stories = stories;
    this.revisions = revisions;
    this.copies = copies;
    this.topics = topics;
    this.writers = writers;
    this.reviewing = reviewing;
    this.merge = merge;
    this.mastheads = mastheads;
    this.sources = sources;
    this.database = database;
  }

  Response begin(Request request) {
    Story story = newsroom.begin(desk.member(request));
    return Response.seeOther("/desk/story/" + story.id().value());
  }

  /** The page, with what the member typed last. */
  Response show(Request request) {
    return KeepWriting.id(request)
        .flatMap(stories::byId)
        .map(
            story -> {
              Optional<WorkingCopies.Copy> own = copies.of(story.id(), desk.member(request).id());
              return page(
                  request,
                  story,
                  own.map(WorkingCopies.Copy::form).orElseGet(() -> StoryForm.of(story)),
                  own.map(WorkingCopies.Copy::revision).orElseGet(() -> revision(story)),
                  "");
            })
        .orElseGet(() -> Response.empty(404));
  }

  /** Does what the pressed button says. */
  Response act(Request request) {
    Optional<Story> story = KeepWriting.id(request).flatMap(stories::byId);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    Member member = desk.member(request);
    String action = request.field("action").orElse("save");
    if (!mayAct(member, story.get(), action)) {
      return Response.empty(403);
    }
    try {
      return act(request, story.get(), member, action);
    } catch (Newsroom.Overtaken _) {
      return overtaken(request, story.get(), member);
    }
  }

  private boolean mayAct(Member member, Story story, String action) {
    return switch (action) {
      case "submit" -> true;
      case "take-back" ->
          member.may(Role.EDITOR)
              || reviewing
                  .submissions()
                  .of(story.id())
                  .filter(submission -> submission.by() == member.id())
                  .isPresent();
      case "take-up", "leave", "send-back" -> member.may(Role.EDITOR);
      case "save" -> story.state() instanceof StoryState.Draft || member.may(Role.AUTHOR);
      default -> member.may(Role.AUTHOR);
    };
  }

  /** What was typed is kept, and shown beside what somebody saved meanwhile. */
  private Response overtaken(Request request, Story story, Member member) {
    Story now = stories.byId(story.id()).orElse(story);
    if (!keepTyped(request, now, member)) {
      return page(request, now, StoryForm.of(now), revision(now), "desk.problem.overtaken")
          .status(409);
    }
    return merge.page(request, now, copies.of(story.id(), member.id()).orElseThrow()).status(409);
  }

  /** Whether there was anything to keep: words other than the story's. */
  private boolean keepTyped(Request request, Story story, Member member) {
    StoryForm form = StoryForm.of(request);
    boolean other = request.field("headline").isPresent() && !form.equals(StoryForm.of(story));
    if (other) {
      copies.keep(story.id(), member, StoryForm.revision(request).orElse(0), form);
    }
    return other;
  }

  private Response act(Request request, Story story, Member member, String action) {
    StoryForm form = StoryForm.of(request);
    topics.refuse(story.id(), request.fields("offered"), form);
    Typed typed = new Typed(form, StoryForm.revision(request), member.may(Role.AUTHOR), true);
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
                      typed,
                      request.field("note").orElse(""),
                      request.field("serious").isPresent()),
                  "saved");
      case "submit" ->
          wordless
              ? problem(request, story, "desk.problem.headline")
              : submit(request, story, member, typed);
      case "take-back", "take-up", "leave", "send-back" ->
          review(request, story, member, typed, action);
      case "publish" ->
          wordless
              ? problem(request, story, "desk.problem.headline")
              : sent(newsroom.publish(member, story.id(), typed), "published");
      case "schedule" ->
          wordless
              ? problem(request, story, "desk.problem.headline")
              : schedule(request, story, member, typed);
      case "unschedule", "withdraw", "reinstate" -> turn(request, story, member, action);
      default -> Response.empty(400);
    };
  }

  /** What was typed is not saved by this, and kept as the member's own. */
  private Response turn(Request request, Story story, Member member, String action) {
    keepTyped(request, story, member);
    return switch (story.state()) {
      case StoryState.Published _ when action.equals("withdraw") ->
          done(
              newsroom.withdraw(
                  member,
                  story.id(),
                  request.field("reason").orElse(""),
                  request.field("serious-withdrawal").isPresent()),
              "withdrawn");
      case StoryState.Withdrawn _, StoryState.Expired _ when action.equals("reinstate") ->
          sent(newsroom.reinstate(member, story.id()), "reinstated");
      case StoryState _ when action.equals("unschedule") ->
          done(newsroom.unschedule(member, story.id()), "unscheduled");
      default -> Response.empty(400);
    };
  }

  private Response submit(Request request, Story story, Member member, Typed typed) {
    if (!(story.state() instanceof StoryState.Draft)) {
      return Response.empty(400);
    }
    return done(
        newsroom.submit(
            member,
            story.id(),
            typed,
            request.field("for-editors").map(String::strip).orElse(""),
            request.field("mail-me").isPresent()),
        "submitted");
  }

  /** What was typed meanwhile is kept as the member's own; what goes back goes back with it. */
  private Response review(Request request, Story story, Member member, Typed typed, String action) {
    Optional<Submission> known = reviewing.submissions().of(story.id());
    if (known.isEmpty()) {
      return done(story, "reviewed");
    }
    if (!action.equals("send-back")) {
      keepTyped(request, story, member);
    } else if (!typed.form().equals(StoryForm.of(story))) {
      newsroom.save(member, story.id(), typed, "", false);
    }
    Submission submission = known.get();
    switch (action) {
      case "take-back" -> reviewing.takeBack(member, submission);
      case "take-up" -> reviewing.take(member, submission);
      case "leave" -> reviewing.leave(member, submission);
      default ->
          reviewing.sendBack(
              member, submission, request.field("answer").map(String::strip).orElse(""));
    }
    return done(story, action);
  }

  private Response schedule(Request request, Story story, Member member, Typed typed) {
    Optional<Instant> due = request.field("due").flatMap(this::instant);
    if (due.isEmpty()) {
      return problem(request, story, "desk.problem.due");
    }
    return done(newsroom.schedule(member, story.id(), typed, due.get()), "scheduled");
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

  /** Forgets what the member typed and did not save. */
  Response discard(Request request) {
    Optional<Story> story = KeepWriting.id(request).flatMap(stories::byId);
    story.ifPresent(
        known -> {
          long member = desk.member(request).id();
          database.change(handle -> copies.drop(handle, known.id(), member));
        });
    return story.map(known -> done(known, "discarded")).orElseGet(() -> Response.empty(404));
  }

  private int revision(Story story) {
    return database.read(handle -> revisions.current(handle, story.id()));
  }

  private static Response done(Story story, String what) {
    return Response.seeOther("/desk/story/" + story.id().value() + "?done=" + what);
  }

  /** What became of a story that was to go out: its source's terms may hold it back. */
  private static Response sent(Story story, String what) {
    return switch (story.state()) {
      case StoryState.Published _ -> done(story, what);
      case StoryState.Scheduled _ -> done(story, "terms-later");
      case StoryState.Draft _, StoryState.Expired _, StoryState.Withdrawn _ ->
          done(story, "terms-over");
    };
  }

  private Response problem(Request request, Story story, String key) {
    int began = StoryForm.revision(request).orElseGet(() -> revision(story));
    return page(request, story, StoryForm.of(request), began, key).status(422);
  }

  private Response page(
      Request request, Story story, StoryForm form, int revision, String problem) {
    long member = desk.member(request).id();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("story", story);
    parameters.put("form", form);
    parameters.put("revision", revision);
    parameters.put("problem", problem);
    parameters.put("submission", reviewing.submissions().of(story.id()));
    parameters.put("wantsMail", reviewing.submissions().wantsMail(desk.member(request)));
    parameters.put("others", others(story, member, revision));
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

  /**
   * What else there is of a story than what one sees.
   *
   * @param writer who is writing it, if someone else is
   * @param overtaken whether someone saved since the member began
   * @param own what the member typed and did not save
   * @param texts what others typed and did not save
   */
  public record Others(
      Optional<Writers.Writer> writer,
      boolean overtaken,
      Optional<WorkingCopies.Copy> own,
      List<WorkingCopies.Copy> texts) {}

  private Others others(Story story, long member, int revision) {
    return new Others(
        writers.of(story.id()).filter(writer -> writer.member() != member),
        revision != revision(story),
        copies.of(story.id(), member),
        copies.besides(story.id(), member));
  }
}
