package courant.desk.source;

import courant.platform.web.Request;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.fetch.PartnerFeeds;
import courant.syndication.fetch.Trouble;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The partners by name, page by page, with how their feeds are. */
public final class SourceList {
  private static final int ROWS = 50;

  /** A partner and its feeds. */
  public record Row(Source source, List<PartnerFeed> feeds) {
    /** Feeds whose last fetch was in vain. */
    public long troubled() {
      return feeds.stream().filter(feed -> !feed.healthy()).count();
    }

    /** What is wrong with them, each kind once, what brings nothing first. */
    public List<Trouble> troubles() {
      return feeds.stream()
          .flatMap(feed -> feed.state().trouble().stream())
          .collect(Collectors.toMap(Trouble::kind, Function.identity(), (one, _) -> one))
          .values()
          .stream()
          .sorted(
              Comparator.comparing((Trouble one) -> !one.kind().stops())
                  .thenComparing(Trouble::kind))
          .toList();
    }
  }

  /**
   * A page of them.
   *
   * @param words that their names hold; empty for any
   * @param troubled whether only those are shown that have a feed in trouble
   * @param all how many partners there are
   * @param inTrouble how many of them have a feed in trouble
   * @param page counted from 1
   */
  public record Page(
      List<Row> rows, String words, boolean troubled, int all, int inTrouble, int page, int pages) {
    /** The address of a page of the same. */
    public String address(int other) {
      return "/desk/sources?page="
          + other
          + (troubled ? "&show=troubled" : "")
          + (words.isEmpty() ? "" : "&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
    }
  }

  private final Sources sources;
  private final PartnerFeeds feeds;

  SourceList(Sources sources, PartnerFeeds feeds) {
    this.sources = sources;
    this.feeds = feeds;
  }

  /** What is asked for; a page that there is not is the last. */
  Page page(Request request) {
    String words = request.query("q").map(String::strip).orElse("");
    boolean troubled = request.query("show").filter("troubled"::equals).isPresent();
    List<Source> all = sources.all();
    Set<SourceId> inTrouble = feeds.troubled();
    List<Source> found =
        all.stream()
            .filter(source -> !troubled || inTrouble.contains(source.id()))
            .filter(source -> holds(source.name(), words))
            .toList();
    int pages = Math.max(1, Math.ceilDiv(found.size(), ROWS));
    int page = Math.min(request.page(), pages);
    return new Page(
        rows(found.stream().skip((page - 1L) * ROWS).limit(ROWS).toList()),
        words,
        troubled,
        all.size(),
        inTrouble.size(),
        page,
        pages);
  }

  private static boolean holds(String name, String words) {
    return name.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
  }

  private List<Row> rows(List<Source> shown) {
    Map<SourceId, List<PartnerFeed>> theirs =
        feeds.of(shown.stream().map(Source::id).toList()).stream()
            .collect(Collectors.groupingBy(PartnerFeed::source));
    return shown.stream()
        .map(source -> new Row(source, theirs.getOrDefault(source.id(), List.of())))
        .toList();
  }
}
