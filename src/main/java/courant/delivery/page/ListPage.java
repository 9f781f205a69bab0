package courant.delivery.page;

import courant.delivery.Tags;
import courant.edition.Audience;
import courant.edition.Audiences;
import courant.edition.Edition;
import courant.edition.Editions;
import courant.edition.Window;
import courant.figure.Subjects;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Slug;
import courant.platform.web.Templates;
import courant.source.Source;
import courant.topic.TopicCard;
import courant.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages of sections, topics, authors, sources and days: an edition as a list. */
public final class ListPage {
  private static final int STORIES = 30;

  /**
   * @param label what kind of list it is
   * @param about a sentence on what the list is of; may be empty
   */
  public record Listed(
      Edition edition, String label, String heading, String about, Optional<Source> source) {
    /** How the thing is named to whoever follows it. */
    public record Followed(String kind, String key) {}

    /** What can be followed here: topics, authors, sources and sections, not days. */
    public Optional<Followed> followed() {
      return switch (edition.audience()) {
        case Audience.OfSection(var section) -> followed("section", section.slug());
        case Audience.OfTopic(var topic) -> followed("topic", topic.slug());
        case Audience.OfAuthor(var author) -> followed("author", author.slug());
        case Audience.OfSource(var from) -> followed("source", from.slug());
        case Audience.Everyone _, Audience.OfReader _, Audience.OfDays _, Audience.Searching _ ->
            Optional.empty();
      };
    }

    private static Optional<Followed> followed(String kind, Slug slug) {
      return Optional.of(new Followed(kind, slug.value()));
    }
  }

  private final Audiences audiences;
  private final Editions editions;
  private final Topics topics;
  private final Frames frames;

  ListPage(Audiences audiences, Editions editions, Topics topics, Frames frames) {
    this.audiences = audiences;
    this.editions = editions;
    this.topics = topics;
    this.frames = frames;
  }

  Response answer(Request request) {
    return audiences
        .at(request.path())
        .map(audience -> render(request, audience))
        .orElseGet(() -> Response.empty(404));
  }

  private Response render(Request request, Audience audience) {
    Edition edition = editions.select(audience, window(request, STORIES));
    boolean nothing = edition.entries().isEmpty();
    if (nothing && (edition.window().page() > 1 || audience instanceof Audience.OfDays)) {
      return Response.empty(404);
    }
    Listed listed =
        listed(edition, Texts.in(frames.page(request, "", "", "").masthead().language()));
    String path = audience.path();
    Frame frame =
        frames
            .page(request, path, listed.heading(), listed.about())
            .with(request.site() + numbered(path, edition.window().page()), List.of(), List.of());
    Frame fed =
        audience instanceof Audience.OfDays
            ? frame
            : frame.with(Frames.feeds(path, listed.heading() + " · " + frame.masthead().title()));
    byte[] page =
        Templates.render(
            "page/list",
            Map.of(
                "frame",
                fed,
                "listed",
                listed,
                "handle",
                frames.handle(audience),
                "card",
                card(audience, fed)));
    return Response.html(page)
        .published(Tags.of(edition), FrontPage.lastChange(edition))
        .counted(Subjects.PAGE);
  }

  private Optional<TopicCard> card(Audience audience, Frame frame) {
    return audience instanceof Audience.OfTopic(var topic)
        ? Optional.of(topics.card(topic, frame.masthead().language().getLanguage()))
        : Optional.empty();
  }

  private static Listed listed(Edition edition, Texts texts) {
    return switch (edition.audience()) {
      case Audience.Everyone _, Audience.OfReader _ ->
          new Listed(edition, "", texts.say("front.latest"), "", Optional.empty());
      case Audience.OfSection(var section) ->
          new Listed(
              edition,
              texts.say("list.section"),
              section.name(),
              section.description(),
              Optional.empty());
      case Audience.OfTopic(var topic) ->
          new Listed(
              edition,
              texts.say("list.topic"),
              topic.name(),
              topic.description(),
              Optional.empty());
      case Audience.OfAuthor(var author) ->
          new Listed(
              edition, texts.say("list.author"), author.name(), author.about(), Optional.empty());
      case Audience.OfSource(var source) ->
          new Listed(edition, texts.say("list.source"), source.name(), "", Optional.of(source));
      case Audience.Searching(var query) ->
          new Listed(edition, texts.say("search.title"), query.toString(), "", Optional.empty());
      case Audience.OfDays days ->
          new Listed(edition, texts.say("list.archive"), name(days, texts), "", Optional.empty());
    };
  }

  private static String name(Audience.OfDays days, Texts texts) {
    if (days.year()) {
      return Integer.toString(days.from().getYear());
    }
    return days.day() ? texts.day(days.from()) : texts.month(days.from());
  }

  /** The window asked for by {@code ?page=}; the first for anything that is no page number. */
  static Window window(Request request, int size) {
    return new Window(request.page(), size);
  }

  static String numbered(String path, int page) {
    return Addresses.encode(path) + (page == 1 ? "" : "?page=" + page);
  }
}
