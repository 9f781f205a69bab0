package courant.desk.api;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.WebAddress;
import courant.desk.source.SaveSource;
import courant.desk.source.SourceFeeds;
import courant.platform.i18n.Texts;
import courant.platform.web.Response;
import courant.source.Source;
import courant.source.Sources;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.fetch.PartnerFeeds;
import courant.syndication.fetch.Trouble;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Partners: profile, terms, rules of intake, and their feeds. */
final class SourcesApi {
  /** Names here, and at the desk. */
  private static final Map<String, String> FIELDS = fields();

  private static final Shape.Fields SOURCE = Shape.shown("Source", shown());
  private static final Shape.Fields SOURCE_CHANGE = Shape.given("SourceChange", given());
  private static final Shape.Fields FEED =
      Shape.shown(
          "Feed",
          "id",
          Shape.id(""),
          "address",
          Shape.text(10_000, ""),
          "paused",
          new Shape.Flag("Whether it is let rest"),
          "healthy",
          new Shape.Flag("Whether the last fetch went well"),
          "trouble",
          Shape.text(100, "What was wrong with the last fetch, in a word; empty if nothing was"),
          "fetched",
          new Shape.OrNull(new Shape.Moment("When it was fetched last")),
          "due",
          new Shape.Moment("When it is fetched next"));
  private static final Shape.Fields FEED_NEW =
      Shape.needed("FeedNew", "address", Shape.text(2_000, "Of the feed itself"));

  private final Sources sources;
  private final SaveSource saveSource;
  private final PartnerFeeds feeds;
  private final SourceFeeds work;

  SourcesApi(Sources sources, SaveSource saveSource, PartnerFeeds feeds, SourceFeeds work) {
    this.sources = sources;
    this.saveSource = saveSource;
    this.feeds = feeds;
    this.work = work;
  }

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String same :
        List.of(
            "name",
            "about",
            "founded",
            "parent",
            "country",
            "language",
            "logo",
            "canonical",
            "territory",
            "credit",
            "destination",
            "section",
            "topics",
            "languages",
            "wanted",
            "unwanted")) {
      fields.put(same, same);
    }
    fields.put("homePage", "home-page");
    fields.put("fullText", "full-text");
    fields.put("leastWords", "least-words");
    fields.put("delayHours", "delay");
    fields.put("expiryDays", "expiry");
    return fields;
  }

  private static Shape shape(String field) {
    return switch (field) {
      case "fullText" -> new Shape.Flag("Whether its terms let us carry whole stories");
      case "canonical" -> new Shape.Flag("Whether search engines are led to the original");
      case "delayHours" -> new Shape.Whole(0, 99_999, "Hours after the original");
      case "expiryDays" ->
          new Shape.OrNull(new Shape.Whole(0, 99_999, "Days that stories may stay; null for ever"));
      case "leastWords" -> new Shape.Whole(0, 99_999, "Shorter stories are left out");
      case "country" -> Shape.text(10, "ISO 3166; may be empty");
      case "language" -> Shape.text(50, "BCP 47; may be empty");
      case "languages" -> Shape.text(2_000, "Of stories that are taken; empty: any");
      case "topics" ->
          Shape.text(2_000, "Names of topics all its stories are about, parted by commas");
      case "logo" -> Shape.text(2_000, ReviewApi.LOGO);
      case "credit" -> Shape.text(2_000, "The line that must stand with each story");
      case "section" -> Shape.text(100, "Slug of that its stories go to; may be empty");
      case "destination" ->
          new Shape.OneOf(List.of("inbox", "draft", "publish"), "Where new stories go");
      default -> Shape.text(2_000, "");
    };
  }

  private static Object[] shown() {
    List<Object> parts = new ArrayList<>(List.of("slug", Shape.text(100, "")));
    FIELDS.keySet().forEach(field -> parts.addAll(List.of(field, shape(field))));
    return parts.toArray();
  }

  private static Object[] given() {
    return FIELDS.keySet().stream().flatMap(field -> Stream.of(field, shape(field))).toArray();
  }

  List<Operation> operations() {
    return List.of(
        read("/sources", "listSources", "Publications that stories are taken from")
            .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "Rows on a page"))
            .with("cursor", new Shape.Text(9, "[0-9]{1,9}", "The page after “next”"))
            .answering(200, Shape.page("Sources", SOURCE))
            .by(this::list),
        change("POST", "/sources", "createSource", "Make a partner; nothing is taken from it yet")
            .taking(SOURCE_CHANGE)
            .answering(201, SOURCE)
            .by(this::create),
        read("/sources/:slug", "getSource", "One source")
            .answering(200, SOURCE)
            .by(call -> Response.json(json(source(call)))),
        change(
                "PATCH",
                "/sources/:slug",
                "changeSource",
                "Change profile, terms or rules of intake")
            .taking(SOURCE_CHANGE)
            .answering(200, SOURCE)
            .by(call -> Response.json(json(save(call, source(call))))),
        read("/sources/:slug/feeds", "listFeeds", "A partner’s feeds and how they are")
            .answering(200, Shape.shown("Feeds", "items", new Shape.ListOf(FEED, 10_000, "")))
            .by(
                call ->
                    Response.json(
                        list(feeds.of(source(call).id()).stream().map(SourcesApi::json).toList()))),
        change("POST", "/sources/:slug/feeds", "addFeed", "Take stories from a feed")
            .taking(FEED_NEW)
            .answering(201, FEED)
            .by(this::addFeed),
        verb("poll", "Fetch it now").by(call -> act(call, "poll")),
        verb("pause", "Let it rest").by(call -> act(call, "pause")),
        verb("resume", "Fetch it again").by(call -> act(call, "resume")),
        change("DELETE", "/feeds/:id", "removeFeed", "Take no more from it; its stories stay")
            .answeringNothing()
            .by(
                call -> {
                  work.act(feed(call), "remove");
                  return Response.empty(204);
                }));
  }

  private static Operation read(String path, String name, String summary) {
    return Operation.get(path, CONTRIBUTOR, Scope.REVIEW_READ, name, summary);
  }

  private static Operation change(String method, String path, String name, String summary) {
    return Operation.of(method, path, EDITOR, Scope.REVIEW_WRITE, name, summary);
  }

  private static Operation verb(String verb, String summary) {
    return change("POST", "/feeds/:id/" + verb, verb + "Feed", summary).answering(200, FEED);
  }

  private static JsonObject list(List<JsonObject> items) {
    return new JsonObject().put("items", new JsonArray(items));
  }

  private Response list(Call call) {
    int from = call.query("cursor").map(Integer::parseInt).orElse(0);
    List<Source> all = sources.all();
    int to = Math.min(from + call.rows(), all.size());
    return Response.json(
        list(all.stream().skip(from).limit(call.rows()).map(this::json).toList())
            .put("next", to < all.size() ? Integer.toString(to) : null));
  }

  private Source source(Call call) {
    return sources.bySlug(call.request().part("slug")).orElseThrow(Problem::notFound);
  }

  private Response create(Call call) {
    String name = call.text("name", "");
    if (name.isEmpty()) {
      throw Problem.wrong("/name", "is missing");
    }
    Source made =
        saveSource
            .make(name, Optional.empty())
            .orElseThrow(() -> Problem.wrong("/name", "is known already"));
    Source saved = save(call, made);
    return Response.json(json(saved))
        .status(201)
        .with("location", ApiDoor.ROOT + "/sources/" + saved.slug());
  }

  private Source save(Call call, Source source) {
    Map<String, String> typed = new LinkedHashMap<>(saveSource.typed(source));
    for (String field : call.body().fieldNames()) {
      typed.put(FIELDS.getOrDefault(field, field), text(call.body().getValue(field)));
    }
    List<String> problems = saveSource.save(source, typed);
    if (!problems.isEmpty()) {
      Texts texts = Texts.in(Locale.ENGLISH);
      throw Problem.wrong(
          problems.stream()
              .map(
                  field -> new Shape.Fault("/" + here(field), texts.say("source.problem." + field)))
              .toList());
    }
    return sources.byId(source.id()).orElseThrow(Problem::notFound);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean flag -> flag ? "on" : "";
      case Number number -> number.longValue() == 0 ? "" : number.toString();
      default -> String.valueOf(value).strip();
    };
  }

  private static String here(String field) {
    return FIELDS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(field))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(field);
  }

  private JsonObject json(Source source) {
    Map<String, String> typed = saveSource.typed(source);
    JsonObject json = new JsonObject().put("slug", source.slug().value());
    FIELDS.forEach(
        (field, kept) -> {
          String value = typed.getOrDefault(kept, "");
          json.put(
              field,
              switch (field) {
                case "fullText", "canonical" -> value.equals("on");
                case "delayHours", "leastWords" -> value.isEmpty() ? 0 : Long.valueOf(value);
                case "expiryDays" -> value.isEmpty() ? null : Long.valueOf(value);
                default -> value;
              });
        });
    return json;
  }

  private Response addFeed(Call call) {
    Source source = source(call);
    SourceFeeds.Answer answer = work.add(source, call.text("address", ""), true);
    if (!answer.added()) {
      throw Problem.wrong("/address", Texts.in(Locale.ENGLISH).say(answer.problem()));
    }
    PartnerFeed feed =
        WebAddress.of(call.text("address", ""))
            .flatMap(feeds::byAddress)
            .orElseThrow(Problem::notFound);
    return Response.json(json(feed)).status(201);
  }

  private PartnerFeed feed(Call call) {
    return feeds.byId(call.number("id")).orElseThrow(Problem::notFound);
  }

  private Response act(Call call, String action) {
    PartnerFeed feed = feed(call);
    work.act(feed, action);
    return Response.json(json(feeds.byId(feed.id()).orElseThrow(Problem::notFound)));
  }

  private static JsonObject json(PartnerFeed feed) {
    return new JsonObject()
        .put("id", Long.toString(feed.id()))
        .put("address", feed.address().toString())
        .put("paused", feed.paused())
        .put("healthy", feed.healthy())
        .put(
            "trouble",
            feed.state()
                .trouble()
                .map(Trouble::kind)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse(""))
        .put("fetched", feed.state().fetched().map(Instant::toString).orElse(null))
        .put("due", feed.state().due().toString());
  }
}
