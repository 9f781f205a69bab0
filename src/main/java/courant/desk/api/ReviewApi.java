package courant.desk.api;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.masthead.SaveMasthead;
import courant.desk.masthead.SaveSection;
import courant.edition.FrontSlots;
import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.platform.i18n.Texts;
import courant.platform.web.Response;
import courant.story.Stories;
import courant.story.StoryId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** The review itself: masthead, sections, front page. */
final class ReviewApi {
  /** What names a logo. */
  static final String LOGO =
      "The address of a picture of the library, a path of this review, or an address on the web;"
          + " empty for none";

  private static final Shape.Fields MASTHEAD = Shape.shown("Masthead", mastheadFields());
  private static final Shape.Fields MASTHEAD_CHANGE =
      Shape.given("MastheadChange", mastheadFields());
  private static final Shape.Fields SECTION =
      Shape.shown(
          "Section",
          "slug",
          Shape.text(100, "As in its address; stays when its name changes"),
          "name",
          Shape.text(1_000_000, ""),
          "description",
          Shape.text(1_000_000, ""),
          "position",
          new Shape.Whole(0, Integer.MAX_VALUE, "Place in the navigation"));
  private static final Shape.Fields SECTION_CHANGE =
      Shape.given(
          "SectionChange",
          "name",
          new Shape.Text(200, "(?s).*\\S.*", ""),
          "description",
          Shape.text(2_000, ""),
          "position",
          new Shape.Whole(0, 999, "Place in the navigation"));
  private static final Shape.Fields FRONT =
      Shape.shown(
          "FrontPage",
          "stories",
          new Shape.ListOf(Shape.id(""), FrontSlots.MOST, "Those that lead, in order"));
  private static final Shape.Fields FRONT_CHANGE =
      Shape.needed(
          "FrontPageChange",
          "stories",
          new Shape.ListOf(
              Shape.id(""), FrontSlots.MOST, "Those that lead, in order; empty: the newest"));
  private final Mastheads mastheads;
  private final SaveMasthead saveMasthead;
  private final SaveSection saveSection;
  private final FrontSlots front;
  private final Stories stories;

  ReviewApi(
      Mastheads mastheads,
      SaveMasthead saveMasthead,
      SaveSection saveSection,
      FrontSlots front,
      Stories stories) {
    this.mastheads = mastheads;
    this.saveMasthead = saveMasthead;
    this.saveSection = saveSection;
    this.front = front;
    this.stories = stories;
  }

  private static Object[] mastheadFields() {
    return SaveMasthead.FIELDS.stream()
        .flatMap(
            field ->
                Stream.of(
                    field,
                    field.equals("full-text")
                        ? new Shape.Flag("Whether feeds carry whole stories")
                        : Shape.text(
                            field.equals("about") ? 100_000 : 2_000,
                            field.equals("logo") ? LOGO : "")))
        .toArray();
  }

  List<Operation> operations() {
    return List.of(
        read("/masthead", "getMasthead", "Who we are")
            .answering(200, MASTHEAD)
            .by(_ -> Response.json(masthead())),
        change("PATCH", "/masthead", "changeMasthead", "Change the fields sent")
            .taking(MASTHEAD_CHANGE)
            .answering(200, MASTHEAD)
            .by(this::changeMasthead),
        read("/sections", "listSections", "All sections, in the order of the navigation")
            .answering(200, Shape.shown("Sections", "items", new Shape.ListOf(SECTION, 10_000, "")))
            .by(_ -> Response.json(list(mastheads.sections(), ReviewApi::json))),
        change("POST", "/sections", "createSection", "Add a section")
            .taking(SECTION_CHANGE)
            .answering(201, SECTION)
            .by(this::addSection),
        change("PATCH", "/sections/:slug", "changeSection", "Rename, describe or move a section")
            .taking(SECTION_CHANGE)
            .answering(200, SECTION)
            .by(this::changeSection),
        read("/front", "getFrontPage", "Which stories lead the front page")
            .answering(200, FRONT)
            .by(_ -> Response.json(front())),
        change("PUT", "/front", "setFrontPage", "Set which stories lead the front page")
            .taking(FRONT_CHANGE)
            .answering(200, FRONT)
            .by(this::setFront));
  }

  private static Operation read(String path, String name, String summary) {
    return Operation.get(path, CONTRIBUTOR, Scope.REVIEW_READ, name, summary);
  }

  private static Operation change(String method, String path, String name, String summary) {
    return Operation.of(method, path, EDITOR, Scope.REVIEW_WRITE, name, summary);
  }

  private static String slug(Call call) {
    return call.request().part("slug");
  }

  private static <T> JsonObject list(List<T> all, Function<T, JsonObject> json) {
    return new JsonObject().put("items", new JsonArray(all.stream().map(json).toList()));
  }

  private JsonObject masthead() {
    JsonObject json = new JsonObject();
    saveMasthead
        .typed()
        .forEach(
            (field, value) ->
                json.put(field, field.equals("full-text") ? (Object) value.equals("on") : value));
    return json;
  }

  private Response changeMasthead(Call call) {
    Map<String, String> typed = saveMasthead.typed();
    for (String field : call.body().fieldNames()) {
      typed.put(
          field,
          field.equals("full-text")
              ? call.body().getBoolean(field) ? "on" : ""
              : call.body().getString(field));
    }
    Map<String, String> problems = saveMasthead.save(typed);
    if (!problems.isEmpty()) {
      var texts = Texts.in(Locale.ENGLISH);
      throw Problem.wrong(
          problems.entrySet().stream()
              .map(
                  problem ->
                      new Shape.Fault(
                          "/" + problem.getKey(),
                          texts.find(problem.getValue()).orElse(problem.getValue())))
              .toList());
    }
    return Response.json(masthead());
  }

  private Response addSection(Call call) {
    if (!call.body().containsKey("name")) {
      throw Problem.wrong("/name", "is missing");
    }
    Section section =
        saveSection.save(
            Optional.empty(), call.text("name", ""), call.text("description", ""), position(call));
    return Response.json(json(section))
        .status(201)
        .with("location", ApiDoor.ROOT + "/sections/" + section.slug());
  }

  private Response changeSection(Call call) {
    Section section = mastheads.section(slug(call)).orElseThrow(Problem::notFound);
    return Response.json(
        json(
            saveSection.save(
                Optional.of(section),
                call.text("name", section.name()),
                call.text("description", section.description()),
                position(call))));
  }

  private static OptionalInt position(Call call) {
    Integer position = call.body().getInteger("position");
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  private JsonObject front() {
    return new JsonObject()
        .put(
            "stories",
            new JsonArray(front.all().stream().map(id -> Long.toString(id.value())).toList()));
  }

  private Response setFront(Call call) {
    List<StoryId> chosen =
        call.texts("stories", List.of()).stream()
            .map(id -> new StoryId(Long.parseLong(id)))
            .distinct()
            .toList();
    if (stories.published(chosen).size() < chosen.size()) {
      throw Problem.wrong("/stories", "holds a story that is not published");
    }
    front.set(chosen);
    return Response.json(front());
  }

  private static JsonObject json(Section section) {
    return StoryShapes.named(section.slug().value(), section.name())
        .put("description", section.description())
        .put("position", section.position());
  }
}
