package courant.desk.inbox;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.platform.html.HtmlText;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.syndication.intake.Inbox;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /desk/inbox}: partners' stories that wait, and those that the desk dismissed of late. */
public final class InboxDesk {
  private static final int ROWS = 30;
  private static final int EXCERPT = 45;
  private static final int DEEPEST = 10_000;

  /**
   * A story that waits.
   *
   * @param arrived when it came
   */
  public record Row(Story story, Source source, Instant arrived) {
    /** Its first words. */
    public String excerpt() {
      return HtmlText.excerpt(story.body(), EXCERPT);
    }

    /** All its text, paragraph by paragraph: to be read, not to be looked at. */
    public List<String> paragraphs() {
      return HtmlText.of(story.body()).lines().filter(line -> !line.isBlank()).toList();
    }

    /** How long it is, in words. */
    public int words() {
      String text = HtmlText.of(story.body());
      return text.isEmpty() ? 0 : text.split("\\s+").length;
    }
  }

  /** A partner, and how many of its stories there are. */
  public record Choice(Source source, long stories) {}

  /**
   * Where one is.
   *
   * @param dismissed among the dismissed, or else among those that wait
   */
  public record Place(boolean dismissed, Optional<SourceId> source, int page) {
    static Place of(Function<String, Optional<String>> asked) {
      return new Place(
          asked.apply("dismissed").isPresent(),
          asked.apply("source").flatMap(Request::number).map(SourceId::new),
          Math.min(DEEPEST, Request.page(asked.apply("page"))));
    }

    /** Its address, with something added to the query. */
    public String address(String added) {
      return "/desk/inbox?"
          + Stream.of(
                  dismissed ? "dismissed=on" : "",
                  source.map(one -> "source=" + one.value()).orElse(""),
                  page > 1 ? "page=" + page : "",
                  added)
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining("&"));
    }

    /** The same list at another page. */
    public Place at(int other) {
      return new Place(dismissed, source, other);
    }
  }

  private final Desk desk;
  private final Inbox inbox;
  private final Stories stories;
  private final Sources sources;
  private final Decide decide;

  /**
   * @param decide what becomes of stories
   */
  public InboxDesk(Desk desk, Inbox inbox, Stories stories, Sources sources, Decide decide) {
    this.desk = desk;
    this.inbox = inbox;
    this.stories = stories;
    this.sources = sources;
    this.decide = decide;
  }

  public void routes(Routes routes) {
    routes.get("/desk/inbox", EDITOR, this::show).post("/desk/inbox", EDITOR, this::act);
  }

  private Response show(Request request) {
    Place place = Place.of(request::query);
    long all = inbox.count(place.dismissed(), place.source());
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("rows", rows(place));
    parameters.put("place", place);
    parameters.put("pages", (int) Math.clamp(Math.ceilDiv(all, ROWS), 1, DEEPEST));
    parameters.put("waiting", inbox.count(false, place.source()));
    parameters.put("dismissed", inbox.count(true, place.source()));
    parameters.put("choices", choices(place));
    parameters.put("done", done(request));
    return desk.page(request, "inbox/inbox", "inbox", desk.texts().say("inbox.desk"), parameters);
  }

  private List<Row> rows(Place place) {
    List<Inbox.Waiting> waiting =
        inbox.newest(place.dismissed(), place.source(), (place.page() - 1) * ROWS, ROWS);
    Map<StoryId, Story> known =
        stories.byIds(waiting.stream().map(Inbox.Waiting::story).toList()).stream()
            .collect(Collectors.toMap(Story::id, Function.identity()));
    return waiting.stream()
        .flatMap(
            one ->
                Optional.ofNullable(known.get(one.story())).stream()
                    .flatMap(
                        story ->
                            story.origin().stream()
                                .map(origin -> new Row(story, origin.source(), one.arrived()))))
        .toList();
  }

  private List<Choice> choices(Place place) {
    Map<SourceId, Long> counts = inbox.bySource(place.dismissed());
    return sources.all().stream()
        .filter(source -> counts.containsKey(source.id()))
        .map(source -> new Choice(source, counts.getOrDefault(source.id(), 0L)))
        .toList();
  }

  /**
   * What was done just now, and can be undone.
   *
   * @param stories numbers, parted by commas
   */
  public record Done(Decide.Verb verb, String stories, int count) {}

  private static Optional<Done> done(Request request) {
    String stories = request.query("of").filter(text -> text.matches("[0-9,]{1,1000}")).orElse("");
    return request
        .query("did")
        .flatMap(Decide.Verb::of)
        .map(verb -> new Done(verb, stories, numbers(Stream.of(stories.split(","))).size()));
  }

  /** Decides about the stories ticked, or the one whose own button was pressed. */
  private Response act(Request request) {
    String[] asked = request.field("action").orElse("").split(":", 2);
    Optional<Decide.Verb> verb = Decide.Verb.of(asked[0]);
    if (verb.isEmpty()) {
      return Response.empty(400);
    }
    List<StoryId> chosen =
        numbers(
            asked.length == 2
                ? Stream.of(asked[1].split(","))
                : request.fields("story").stream().limit(ROWS));
    Place place = Place.of(request::field);
    if (chosen.isEmpty()) {
      return Response.seeOther(place.address("did=" + verb.get().word()));
    }
    List<StoryId> moved =
        verb.get() == Decide.Verb.UNDO
            ? decide.undo(desk.member(request), chosen)
            : decide.all(desk.member(request), verb.get(), chosen);
    String of =
        moved.stream().map(id -> Long.toString(id.value())).collect(Collectors.joining(","));
    return Response.seeOther(
        place.address("did=" + verb.get().word() + (of.isEmpty() ? "&of=0" : "&of=" + of)));
  }

  private static List<StoryId> numbers(Stream<String> typed) {
    return typed
        .flatMap(text -> Request.number(text).stream())
        .filter(number -> number > 0)
        .distinct()
        .map(StoryId::new)
        .toList();
  }
}
