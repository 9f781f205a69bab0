package courant.delivery.page;

import courant.edition.OneOfEach;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.search.Facets;
import courant.search.Found;
import courant.search.Hit;
import courant.search.Order;
import courant.search.SearchQuery;
import courant.search.StoryIndex;
import courant.source.Sources;
import courant.story.Heard;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.Version;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /search}: what is typed, with filters beside it that are part of the same language. */
public final class SearchPage {
  private static final int STORIES = 20;

  /** What was asked, as the form shows it again. */
  public record Asked(
      String words,
      String section,
      String source,
      String from,
      String until,
      boolean newest,
      int page) {
    /** The same search, at another page. */
    public String at(int other) {
      return "/search?" + parameters() + (other == 1 ? "" : "&page=" + other);
    }

    /** The same search for other words. */
    public String instead(String other) {
      return new Asked(other, section, source, from, until, newest, 1).at(1);
    }

    private String parameters() {
      Map<String, String> filled = new LinkedHashMap<>();
      filled.put("q", words);
      filled.put("section", section);
      filled.put("source", source);
      filled.put("from", from);
      filled.put("until", until);
      filled.put("sort", newest ? "newest" : "");
      return filled.entrySet().stream()
          .filter(entry -> !entry.getValue().isEmpty())
          .map(
              entry ->
                  entry.getKey()
                      + "="
                      + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
          .collect(Collectors.joining("&"));
    }

    /** All of it in the language of the search box. */
    SearchQuery query() {
      List<SearchQuery> parts = new ArrayList<>();
      parts.add(SearchQuery.lenient(words));
      add(parts, "section", section);
      add(parts, "source", source);
      Optional<LocalDate> last = day(until).map(day -> day.plusDays(1));
      if (day(from).isPresent() || last.isPresent()) {
        parts.add(new SearchQuery.Dated(day(from), last));
      }
      return SearchQuery.all(parts);
    }

    private static Optional<LocalDate> day(String typed) {
      try {
        return typed.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(typed));
      } catch (DateTimeParseException _) {
        return Optional.empty();
      }
    }

    private static void add(List<SearchQuery> parts, String field, String slug) {
      if (!slug.isEmpty()) {
        parts.add(SearchQuery.lenient(field + ":\"" + slug.replace("\"", "") + "\""));
      }
    }
  }

  /** One choice of a filter. */
  public record Choice(String value, String name, int stories) {}

  /**
   * A story found and what to show of it, marked HTML.
   *
   * @param versions others of it, which are not shown
   */
  public record Result(Story story, String headline, String fragment, List<Version> versions) {}

  /**
   * @param meant words that would find something; empty unless nothing was found
   */
  public record Results(
      Asked asked,
      boolean searched,
      long total,
      List<Result> results,
      Optional<String> meant,
      List<Choice> sections,
      List<Choice> sources) {
    public int lastPage() {
      return (int) Math.clamp(Math.ceilDiv(total, STORIES), 1, 50);
    }
  }

  private final StoryIndex index;
  private final Stories stories;
  private final OneOfEach oneOfEach;
  private final Mastheads mastheads;
  private final Sources sources;
  private final Heard heard;
  private final Frames frames;

  SearchPage(
      StoryIndex index,
      Stories stories,
      OneOfEach oneOfEach,
      Mastheads mastheads,
      Sources sources,
      Heard heard,
      Frames frames) {
    this.index = index;
    this.stories = stories;
    this.oneOfEach = oneOfEach;
    this.mastheads = mastheads;
    this.sources = sources;
    this.heard = heard;
    this.frames = frames;
  }

  Response answer(Request request) {
    Asked asked = asked(request);
    Results results = search(asked);
    Frame plain =
        frames.unlisted(request, frames.unlisted(request, "").texts().say("search.title"));
    Frame frame = asked.words().isEmpty() ? plain : plain.with(feeds(asked.words(), plain));
    return Response.html(Templates.render("page/search", Map.of("frame", frame, "found", results)));
  }

  private static Frame.Feeds feeds(String words, Frame frame) {
    String query = "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    String title = words + " · " + frame.masthead().title();
    return new Frame.Feeds(
        "/search/feed" + query, "/search/feed.atom" + query, "/search/feed.json" + query, title);
  }

  private static Asked asked(Request request) {
    return new Asked(
        request.query("q").orElse("").strip(),
        request.query("section").orElse(""),
        request.query("source").orElse(""),
        request.query("from").orElse(""),
        request.query("until").orElse(""),
        request.query("sort").filter("newest"::equals).isPresent(),
        Math.min(ListPage.window(request, STORIES).page(), 50));
  }

  private Results search(Asked asked) {
    SearchQuery query = asked.query();
    boolean searched = !(query instanceof SearchQuery.Everything);
    if (!searched) {
      return new Results(
          asked, false, 0, List.of(), Optional.empty(), sections(Map.of()), sources(Map.of()));
    }
    Found found =
        index.search(
            query,
            asked.newest() ? Order.NEWEST : Order.RELEVANCE,
            (asked.page() - 1) * STORIES,
            STORIES);
    Facets facets = index.facets(query);
    Optional<String> meant = found.meant().map(SearchQuery::toString);
    return new Results(
        asked,
        true,
        found.total(),
        results(found),
        meant,
        sections(facets.sections()),
        sources(facets.sources()));
  }

  private List<Result> results(Found found) {
    List<StoryId> hits = found.hits().stream().map(Hit::story).toList();
    Map<StoryId, List<Version>> versions = oneOfEach.besides(hits);
    Map<Long, Story> byId =
        stories.published(hits).stream()
            .collect(Collectors.toMap(story -> story.id().value(), Function.identity()));
    return found.hits().stream()
        .filter(hit -> byId.containsKey(hit.story().value()))
        .map(
            hit ->
                new Result(
                    Objects.requireNonNull(byId.get(hit.story().value())),
                    hit.headline(),
                    hit.fragment(),
                    versions.getOrDefault(hit.story(), List.of())))
        .toList();
  }

  private List<Choice> sections(Map<String, Integer> counts) {
    return mastheads.sections().stream()
        .map(
            section ->
                new Choice(
                    section.slug().value(),
                    section.name(),
                    counts.getOrDefault(section.slug().value(), 0)))
        .toList();
  }

  private List<Choice> sources(Map<String, Integer> counts) {
    return sources.all().stream()
        .filter(source -> counts.containsKey(source.slug().value()) || heard.of(source))
        .map(
            source ->
                new Choice(
                    source.slug().value(),
                    source.name(),
                    counts.getOrDefault(source.slug().value(), 0)))
        .toList();
  }
}
