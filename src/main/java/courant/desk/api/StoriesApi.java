package courant.desk.api;

import static courant.platform.web.Role.AUTHOR;
import static courant.platform.web.Role.CONTRIBUTOR;

import courant.desk.write.Newsroom;
import courant.desk.write.StoryForm;
import courant.desk.write.Typed;
import courant.masthead.Mastheads;
import courant.platform.web.Response;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryCatalogue;
import courant.story.StoryId;
import courant.story.StoryState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Stories: write, publish, schedule, correct, withdraw. */
final class StoriesApi {
  private final Newsroom newsroom;
  private final Stories stories;
  private final StoryCatalogue catalogue;
  private final Revisions revisions;
  private final Mastheads mastheads;

  StoriesApi(
      Newsroom newsroom,
      Stories stories,
      StoryCatalogue catalogue,
      Revisions revisions,
      Mastheads mastheads) {
    this.newsroom = newsroom;
    this.stories = stories;
    this.catalogue = catalogue;
    this.revisions = revisions;
    this.mastheads = mastheads;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "/stories", CONTRIBUTOR, Scope.STORIES_READ, "listStories", "Stories, newest first")
            .with("state", new Shape.OneOf(StoryState.WORDS, "In this state only"))
            .with("section", Shape.text(100, "Of the section with this slug only"))
            .with("q", Shape.text(200, "Whose headline holds these words"))
            .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "Rows on a page"))
            .with("cursor", new Shape.Text(20, "[0-9]{1,18}", "The page after “next”"))
            .answering(200, Shape.page("Stories", StoryShapes.STORY))
            .by(this::list),
        Operation.of(
                "POST",
                "/stories",
                CONTRIBUTOR,
                Scope.STORIES_WRITE,
                "createStory",
                "Begin a draft")
            .taking(StoryShapes.NEW)
            .answering(201, StoryShapes.STORY)
            .by(this::create),
        Operation.get(
                "/stories/:id", CONTRIBUTOR, Scope.STORIES_READ, "getStory", "One story, whole")
            .answering(200, StoryShapes.STORY)
            .by(call -> shown(call, story(call))),
        Operation.of(
                "PATCH",
                "/stories/:id",
                CONTRIBUTOR,
                Scope.STORIES_WRITE,
                "changeStory",
                "Change the fields sent; of any story but a draft, which readers see at once or at its hour, this"
                    + " needs an author and the scope stories:publish")
            .taking(StoryShapes.CHANGE)
            .matching()
            .answering(200, StoryShapes.STORY)
            .by(this::change),
        verb("publish", "Publish now").answering(200, StoryShapes.STORY).by(this::publish),
        verb("schedule", "Publish at an instant, and not before")
            .taking(Shape.needed("Schedule", "due", new Shape.Moment("When to publish")))
            .answering(200, StoryShapes.STORY)
            .by(this::schedule),
        verb("unschedule", "Take back to the drafts")
            .answering(200, StoryShapes.STORY)
            .by(this::unschedule),
        verb("withdraw", "Withdraw: its address says so, feeds carry a tombstone")
            .taking(Shape.given("Withdraw", "reason", Shape.text(2_000, "As readers are told")))
            .answering(200, StoryShapes.STORY)
            .by(this::withdraw),
        verb("reinstate", "Publish a withdrawn story again at its address")
            .answering(200, StoryShapes.STORY)
            .by(this::reinstate),
        Operation.get(
                "/stories/:id/revisions",
                CONTRIBUTOR,
                Scope.STORIES_READ,
                "listRevisions",
                "What the story said before, newest first")
            .answering(
                200,
                Shape.shown(
                    "Revisions", "items", new Shape.ListOf(StoryShapes.REVISION, 1_000_000, "")))
            .by(this::revisions));
  }

  private static Operation verb(String verb, String summary) {
    return Operation.of(
        "POST", "/stories/:id/" + verb, AUTHOR, Scope.STORIES_PUBLISH, verb + "Story", summary);
  }

  private Response list(Call call) {
    long before = call.query("cursor").map(Long::parseLong).orElse(Long.MAX_VALUE);
    List<StoryId> ids =
        catalogue.page(
            call.query("state"),
            call.query("section"),
            call.query("q").orElse(""),
            before,
            call.rows() + 1);
    boolean more = ids.size() > call.rows();
    List<StoryId> shown = more ? ids.subList(0, call.rows()) : ids;
    JsonArray items = new JsonArray();
    stories.byIds(shown).stream()
        .sorted(Comparator.comparingLong((Story story) -> story.id().value()).reversed())
        .forEach(story -> items.add(json(call, story)));
    return Response.json(
        new JsonObject()
            .put("items", items)
            .put("next", more ? Long.toString(shown.getLast().value()) : null));
  }

  private JsonObject json(Call call, Story story) {
    return StoryShapes.json(
        story,
        catalogue.revision(story.id()),
        call.request().site(),
        call.may(Scope.STORIES_WRITE));
  }

  private Response shown(Call call, Story story) {
    int revision = catalogue.revision(story.id());
    return Response.json(
            StoryShapes.json(story, revision, call.request().site(), call.may(Scope.STORIES_WRITE)))
        .with("etag", "\"" + revision + "\"");
  }

  private Story story(Call call) {
    return stories.byId(new StoryId(call.number("id"))).orElseThrow(Problem::notFound);
  }

  private Response create(Call call) {
    StoryForm form = form(call, StoryForm.of(empty()));
    Story begun = newsroom.begin(call.member());
    Typed typed = Typed.elsewhere(form, OptionalInt.empty(), mayPublish(call));
    Story story = newsroom.save(call.member(), begun.id(), typed, "", false);
    return shown(call, story)
        .status(201)
        .with("location", ApiDoor.ROOT + "/stories/" + story.id().value());
  }

  private Story empty() {
    return Story.blank(new StoryId(0), mastheads.masthead().language().toLanguageTag());
  }

  private Response change(Call call) {
    Story story = story(call);
    StoryForm form = form(call, StoryForm.of(story));
    if (!(story.state() instanceof StoryState.Draft)) {
      call.needs(AUTHOR, Scope.STORIES_PUBLISH);
    }
    if (story.state() instanceof StoryState.Published) {
      headline(form);
    }
    Typed typed = Typed.elsewhere(form, begun(call, story), mayPublish(call));
    return writing(
        call, () -> newsroom.save(call.member(), story.id(), typed, call.text("note", ""), false));
  }

  /** Without this only drafts are saved: what is scheduled is as good as out. */
  private static boolean mayPublish(Call call) {
    return call.member().may(AUTHOR) && call.may(Scope.STORIES_PUBLISH);
  }

  private OptionalInt begun(Call call, Story story) {
    return call.revision(catalogue.revision(story.id()));
  }

  private interface Write {
    Story write();
  }

  private Response writing(Call call, Write write) {
    try {
      return shown(call, write.write());
    } catch (Newsroom.Overtaken e) {
      throw Problem.overtaken(e.current);
    }
  }

  private static void headline(StoryForm form) {
    if (form.headline().isEmpty()) {
      throw Problem.wrong("/headline", "a story needs a headline before readers see it");
    }
  }

  private Typed ready(Call call, Story story) {
    StoryForm form = StoryForm.of(story);
    headline(form);
    return Typed.elsewhere(form, begun(call, story), true);
  }

  private Response publish(Call call) {
    Story story = story(call);
    if (!(story.state() instanceof StoryState.Draft
        || story.state() instanceof StoryState.Scheduled)) {
      throw Problem.conflict("Only a draft or a scheduled story can be published.");
    }
    return writing(call, () -> newsroom.publish(call.member(), story.id(), ready(call, story)));
  }

  private Response schedule(Call call) {
    Story story = story(call);
    if (!(story.state() instanceof StoryState.Draft
        || story.state() instanceof StoryState.Scheduled)) {
      throw Problem.conflict("Only a draft or a scheduled story can be scheduled.");
    }
    Instant due = OffsetDateTime.parse(call.text("due", "")).toInstant();
    return writing(
        call, () -> newsroom.schedule(call.member(), story.id(), ready(call, story), due));
  }

  private Response unschedule(Call call) {
    Story story = story(call);
    if (!(story.state() instanceof StoryState.Scheduled)) {
      throw Problem.conflict("The story is not scheduled.");
    }
    return writing(call, () -> newsroom.unschedule(call.member(), story.id()));
  }

  private Response withdraw(Call call) {
    Story story = story(call);
    if (!(story.state() instanceof StoryState.Published)) {
      throw Problem.conflict("Only a published story can be withdrawn.");
    }
    return writing(
        call, () -> newsroom.withdraw(call.member(), story.id(), call.text("reason", ""), false));
  }

  private Response reinstate(Call call) {
    Story story = story(call);
    if (!(story.state() instanceof StoryState.Withdrawn
        || story.state() instanceof StoryState.Expired)) {
      throw Problem.conflict("The story was not withdrawn.");
    }
    return writing(call, () -> newsroom.reinstate(call.member(), story.id()));
  }

  private Response revisions(Call call) {
    JsonArray items = new JsonArray();
    Story story = story(call);
    boolean toWrite = call.may(Scope.STORIES_WRITE);
    revisions
        .of(story.id())
        .forEach(revision -> items.add(StoryShapes.json(revision, story, toWrite)));
    return Response.json(new JsonObject().put("items", items));
  }

  /** What was sent, over what is there. */
  private StoryForm form(Call call, StoryForm now) {
    JsonObject picture =
        call.body().containsKey("picture")
            ? Optional.ofNullable(call.body().getJsonObject("picture")).orElseGet(JsonObject::new)
            : new JsonObject()
                .put("address", now.pictureAddress())
                .put("alt", now.pictureAlt())
                .put("caption", now.pictureCaption())
                .put("credit", now.pictureCredit());
    String address = picture.getString("address", "");
    if (!address.matches("|(https?:/)?/\\S+")) {
      throw Problem.wrong("/picture/address", "must be an address of the web or of this review");
    }
    String section = call.text("section", now.section());
    if (!section.isEmpty() && mastheads.section(section).isEmpty()) {
      throw Problem.wrong("/section", "there is no section " + section);
    }
    return new StoryForm(
        call.text("headline", now.headline()),
        call.text("standfirst", now.standfirst()),
        call.text("body", now.body()),
        call.text("dateline", now.dateline()),
        names(call, "byline", now.byline()),
        section,
        names(call, "topics", now.topics()),
        call.text("source", now.source()),
        call.text("original", now.original()),
        call.text("language", now.language()),
        address,
        picture.getString("alt", ""),
        picture.getString("caption", ""),
        picture.getString("credit", ""));
  }

  private static String names(Call call, String field, String now) {
    return call.body().containsKey(field) ? String.join(", ", call.texts(field, List.of())) : now;
  }
}
