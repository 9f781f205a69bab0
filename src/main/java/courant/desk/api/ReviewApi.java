package courant.desk.api;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.masthead.SaveMasthead;
import courant.desk.masthead.SaveSection;
import courant.edition.FrontSlots;
import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.platform.web.Response;
import courant.source.Source;
import courant.source.Sources;
import courant.story.Author;
import courant.story.Authors;
import courant.story.Stories;
import courant.story.StoryId;
import courant.topic.Topic;
import courant.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** The review itself: masthead, sections, front page; and what stories refer to. */
final class ReviewApi {
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
  private static final Shape.Fields TOPIC =
      Shape.shown(
          "Topic",
          "slug",
          Shape.text(100, ""),
          "name",
          Shape.text(1_000_000, ""),
          "kind",
          new Shape.OneOf(List.of("person", "organisation", "place", "subject"), ""),
          "description",
          Shape.text(1_000_000, ""),
          "wikidata",
          Shape.text(20, "Its identifier there; may be empty"));
  private static final Shape.Fields AUTHOR =
      Shape.shown(
          "Author",
          "slug",
          Shape.text(100, ""),
          "name",
          Shape.text(1_000_000, ""),
          "about",
          Shape.text(1_000_000, ""));
  private static final Shape.Fields SOURCE =
      Shape.shown(
          "Source",
          "slug",
          Shape.text(100, ""),
          "name",
          Shape.text(1_000_000, ""),
          "about",
          Shape.text(1_000_000, ""),
          "homePage",
          Shape.text(2_000, ""),
          "country",
          Shape.text(10, "ISO 3166"),
          "language",
          Shape.text(50, "BCP 47"),
          "fullText",
          new Shape.Flag("Whether its terms let us carry whole stories"),
          "credit",
          Shape.text(1_000_000, "The line that must stand with each story"),
          "territory",
          Shape.text(1_000_000, "Where its stories may be read; empty for everywhere"),
          "delayHours",
          new Shape.Whole(0, Integer.MAX_VALUE, "Hours after the original"),
          "expiryDays",
          new Shape.OrNull(
              new Shape.Whole(0, Integer.MAX_VALUE, "Days that stories may stay; null for ever")));

  private final Mastheads mastheads;
  private final SaveMasthead saveMasthead;
  private final SaveSection saveSection;
  private final FrontSlots front;
  private final Stories stories;
  private final Topics topics;
  private final Authors authors;
  private final Sources sources;

  ReviewApi(
      Mastheads mastheads,
      SaveMasthead saveMasthead,
      SaveSection saveSection,
      FrontSlots front,
      Stories stories,
      Topics topics,
      Authors authors,
      Sources sources) {
    this.mastheads = mastheads;
    this.saveMasthead = saveMasthead;
    this.saveSection = saveSection;
    this.front = front;
    this.stories = stories;
    this.topics = topics;
    this.authors = authors;
    this.sources = sources;
  }

  private static Object[] mastheadFields() {
    return SaveMasthead.FIELDS.stream()
        .flatMap(
            field ->
                java.util.stream.Stream.of(
                    field,
                    field.equals("full-text")
                        ? new Shape.Flag("Whether feeds carry whole stories")
                        : Shape.text(field.equals("about") ? 100_000 : 2_000, "")))
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
            .by(this::setFront),
        paged("/topics", "listTopics", "What stories are about, by slug", "Topics", TOPIC)
            .by(call -> page(call, topics::page, ReviewApi::json)),
        read("/topics/:slug", "getTopic", "One topic")
            .answering(200, TOPIC)
            .by(call -> one(topics.bySlug(slug(call)).map(ReviewApi::json))),
        paged("/authors", "listAuthors", "Who signs stories, by slug", "Authors", AUTHOR)
            .by(call -> page(call, authors::page, ReviewApi::json)),
        read("/authors/:slug", "getAuthor", "One author")
            .answering(200, AUTHOR)
            .by(call -> one(authors.bySlug(slug(call)).map(ReviewApi::json))),
        read("/sources", "listSources", "Publications that stories are taken from")
            .answering(200, Shape.shown("Sources", "items", new Shape.ListOf(SOURCE, 10_000, "")))
            .by(_ -> Response.json(list(sources.all(), ReviewApi::json))),
        read("/sources/:slug", "getSource", "One source")
            .answering(200, SOURCE)
            .by(call -> one(sources.bySlug(slug(call)).map(ReviewApi::json))));
  }

  private static Operation read(String path, String name, String summary) {
    return Operation.get(path, CONTRIBUTOR, Scope.REVIEW_READ, name, summary);
  }

  private static Operation change(String method, String path, String name, String summary) {
    return Operation.of(method, path, EDITOR, Scope.REVIEW_WRITE, name, summary);
  }

  private static Operation paged(
      String path, String name, String summary, String rows, Shape each) {
    return read(path, name, summary)
        .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "Rows on a page"))
        .with("cursor", Shape.text(100, "The page after “next”"))
        .answering(200, Shape.page(rows, each));
  }

  private static String slug(Call call) {
    return call.request().part("slug");
  }

  private static Response one(java.util.Optional<JsonObject> found) {
    return Response.json(found.orElseThrow(Problem::notFound));
  }

  private static <T> JsonObject list(List<T> all, Function<T, JsonObject> json) {
    return new JsonObject().put("items", new JsonArray(all.stream().map(json).toList()));
  }

  private interface Page<T> {
    List<T> after(String slug, int most);
  }

  private static <T> Response page(Call call, Page<T> page, Function<T, JsonObject> json) {
    List<T> rows = page.after(call.query("cursor").orElse(""), call.rows() + 1);
    boolean more = rows.size() > call.rows();
    JsonArray items = new JsonArray();
    rows.stream().limit(call.rows()).map(json).forEach(items::add);
    String last = more ? items.getJsonObject(items.size() - 1).getString("slug") : null;
    return Response.json(new JsonObject().put("items", items).put("next", last));
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
      var texts = courant.platform.i18n.Texts.in(Locale.ENGLISH);
      throw new Problem.Refusal(
          new Problem(
              422,
              "invalid",
              "Some of what was sent is not right.",
              problems.entrySet().stream()
                  .map(
                      problem ->
                          new Shape.Fault(
                              "/" + problem.getKey(),
                              texts.find(problem.getValue()).orElse(problem.getValue())))
                  .toList()));
    }
    return Response.json(masthead());
  }

  private Response addSection(Call call) {
    if (!call.body().containsKey("name")) {
      throw Problem.wrong("/name", "is missing");
    }
    Section section =
        saveSection.save(
            java.util.Optional.empty(),
            call.text("name", ""),
            call.text("description", ""),
            position(call));
    return Response.json(json(section))
        .status(201)
        .with("location", ApiDoor.ROOT + "/sections/" + section.slug());
  }

  private Response changeSection(Call call) {
    Section section = mastheads.section(slug(call)).orElseThrow(Problem::notFound);
    return Response.json(
        json(
            saveSection.save(
                java.util.Optional.of(section),
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

  private static JsonObject json(Topic topic) {
    return StoryShapes.named(topic.slug().value(), topic.name())
        .put("kind", topic.kind().name().toLowerCase(Locale.ROOT))
        .put("description", topic.description())
        .put("wikidata", topic.wikidata());
  }

  private static JsonObject json(Author author) {
    return StoryShapes.named(author.slug().value(), author.name()).put("about", author.about());
  }

  private static JsonObject json(Source source) {
    return StoryShapes.named(source.slug().value(), source.name())
        .put("about", source.about())
        .put("homePage", source.homePage())
        .put("country", source.country())
        .put("language", source.language())
        .put("fullText", source.terms().fullText())
        .put("credit", source.terms().credit())
        .put("territory", source.terms().territory())
        .put("delayHours", source.terms().delay().toHours())
        .put("expiryDays", source.terms().expiry().map(Duration::toDays).orElse(null));
  }
}
