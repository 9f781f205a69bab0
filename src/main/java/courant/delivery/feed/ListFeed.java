package courant.delivery.feed;

import courant.delivery.FeedKeys;
import courant.delivery.Tags;
import courant.edition.Audience;
import courant.edition.Audiences;
import courant.edition.Edition;
import courant.edition.Editions;
import courant.edition.Window;
import courant.figure.Subjects;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.search.SearchQuery;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.Story;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The feed of any list of stories, at the list's address with {@code /feed} behind it. */
final class ListFeed {
  private static final int STORIES = 30;
  private static final Duration TOMBSTONES = Duration.ofDays(30);

  private final Mastheads mastheads;
  private final Audiences audiences;
  private final Editions editions;
  private final Stories stories;
  private final FeedKeys keys;
  private final Corrections corrections;
  private final InstantSource clock;

  ListFeed(
      Mastheads mastheads,
      Audiences audiences,
      Editions editions,
      Stories stories,
      FeedKeys keys,
      Corrections corrections,
      InstantSource clock) {
    this.keys = keys;
    this.corrections = corrections;
    this.mastheads = mastheads;
    this.audiences = audiences;
    this.editions = editions;
    this.stories = stories;
    this.clock = clock;
  }

  Response answer(Request request, FeedFormat format) {
    return list(request.path(), format)
        .map(audience -> render(audience, request.page(), request.site(), format))
        .orElseGet(() -> Response.empty(404));
  }

  /** The feed of a search, {@code /search/feed?q=}; empty searches have none. */
  Response search(Request request, FeedFormat format) {
    Optional<String> typed = request.query("q");
    if (typed.isEmpty()) {
      return Response.empty(404);
    }
    Audience audience = new Audience.Searching(SearchQuery.lenient(typed.get()));
    String query = "?q=" + URLEncoder.encode(typed.get(), StandardCharsets.UTF_8);
    // Not kept: what it shows is what the index finds, which no tag can tell.
    return render(audience, query, request.page(), request.site(), format)
        .published(Set.of(), Instant.EPOCH);
  }

  /** The feed of a reader's own page, {@code /my/feed?key=}; the key is all the proof there is. */
  Response personal(Request request, FeedFormat format) {
    String key = request.query("key").orElse("");
    return keys.reader(key)
        .filter(_ -> request.page() <= Channel.DEEPEST_PERSONAL)
        .map(
            reader ->
                render(
                        new Audience.OfReader(reader),
                        "?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8),
                        request.page(),
                        request.site(),
                        format)
                    .published(Set.of(), Instant.EPOCH)
                    .with("cache-control", "private, no-cache")
                    .with("x-robots-tag", "noindex"))
        .orElseGet(() -> Response.empty(404));
  }

  /** The feed whose address, first page, this is; empty if it is none of ours. */
  Optional<Response> at(String address, URI site) {
    return path(address, site)
        .flatMap(
            path ->
                Arrays.stream(FeedFormat.values())
                    .filter(format -> path.endsWith(format.suffix))
                    .findFirst()
                    .flatMap(
                        format ->
                            list(path, format).map(audience -> render(audience, 1, site, format))));
  }

  private static Optional<String> path(String address, URI site) {
    if (!address.startsWith(site + "/")) {
      return Optional.empty();
    }
    String path = address.substring(site.toString().length()).replace("+", "%2B");
    try {
      return Optional.of(URLDecoder.decode(path, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whose list's feed is at this path. */
  private Optional<Audience> list(String path, FeedFormat format) {
    return audiences
        .at(path.substring(0, path.length() - format.suffix.length()))
        .filter(audience -> !(audience instanceof Audience.OfDays));
  }

  /** A list's feed, as it is answered and as hubs distribute it. */
  Response render(Audience audience, int page, URI site, FeedFormat format) {
    return render(audience, "", page, site, format);
  }

  private Response render(Audience audience, String query, int page, URI site, FeedFormat format) {
    Edition edition = editions.select(audience, new Window(page, STORIES));
    if (edition.entries().isEmpty() && page > 1) {
      return Response.empty(404);
    }
    Masthead masthead = mastheads.masthead();
    String name = name(audience);
    Channel channel =
        new Channel(
            masthead,
            site,
            name.isEmpty() ? masthead.title() : name + " · " + masthead.title(),
            description(audience, masthead),
            audience.path(),
            query,
            edition,
            page == 1 ? withdrawn(audience) : List.of(),
            corrections.of(edition.stories().stream().map(Story::id).toList()));
    return response(channel, format);
  }

  /** A feed of nothing but one story, out or not. */
  byte[] alone(Story story, URI site) {
    Masthead masthead = mastheads.masthead();
    Edition edition =
        new Edition(
            new Audience.Everyone(),
            new Window(1, STORIES),
            List.of(new Edition.Entry(story, List.of())),
            1);
    return Atom.render(
        new Channel(
            masthead,
            site,
            masthead.title(),
            masthead.tagline(),
            "",
            "",
            edition,
            List.of(),
            corrections.of(List.of(story.id()))));
  }

  static Response response(Channel channel, FeedFormat format) {
    byte[] body =
        switch (format) {
          case RSS -> Rss.render(channel);
          case ATOM -> Atom.render(channel);
          case JSON -> JsonFeed.render(channel);
        };
    Set<String> shows = new HashSet<>(Tags.of(channel.edition()));
    channel.withdrawn().forEach(story -> shows.add(Tags.story(story)));
    return new Response(200, format.type, body, List.of(), Set.of(), Instant.EPOCH)
        .with("access-control-allow-origin", "*")
        .with(
            "link",
            "<"
                + channel.self(format)
                + ">; rel=\"self\""
                + (channel.hasHub() ? ", <" + channel.hub() + ">; rel=\"hub\"" : ""))
        .published(shows, channel.updated())
        .countedFetches(Subjects.FEED);
  }

  private List<Story> withdrawn(Audience audience) {
    return stories.withdrawnSince(clock.instant().minus(TOMBSTONES), 50).stream()
        .filter(
            story ->
                audience
                    .listing()
                    .map(Tags::list)
                    .filter(Tags.touchedBy(story)::contains)
                    .isPresent())
        .toList();
  }

  private static String name(Audience audience) {
    return switch (audience) {
      case Audience.Everyone _, Audience.OfReader _ -> "";
      case Audience.OfSection(var section) -> section.name();
      case Audience.OfTopic(var topic) -> topic.name();
      case Audience.OfAuthor(var author) -> author.name();
      case Audience.OfSource(var source) -> source.name();
      case Audience.Searching(var query) -> query.toString();
      case Audience.OfDays days -> days.from().toString();
    };
  }

  private static String description(Audience audience, Masthead masthead) {
    return switch (audience) {
      case Audience.Everyone _, Audience.Searching _, Audience.OfReader _, Audience.OfDays _ ->
          masthead.tagline();
      case Audience.OfSection(var section) -> section.description();
      case Audience.OfTopic(var topic) -> topic.description();
      case Audience.OfAuthor(var author) -> author.about();
      case Audience.OfSource(var source) -> source.about();
    };
  }
}
