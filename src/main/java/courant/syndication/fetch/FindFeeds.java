package courant.syndication.fetch;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.syndication.feed.Feed;
import courant.syndication.feed.FeedFormat;
import courant.syndication.feed.FeedReader;
import courant.syndication.fetch.PoliteFetch.Visit;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the feeds of a site from its home page: those it names, else those at the usual addresses.
 * What is a feed itself is found as it is.
 */
public final class FindFeeds {
  static final int LARGEST = 4 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST = 8;

  private final PoliteFetch fetch;
  private final FeedReader reader;

  FindFeeds(PoliteFetch fetch, InstantSource clock) {
    this.fetch = fetch;
    this.reader = new FeedReader(clock);
  }

  /**
   * A feed there is.
   *
   * @param title as it calls itself; may be empty
   * @param entries how many it has now
   */
  public record Found(URI address, String title, String language, int entries) {}

  /** Feeds, or else why none was found. */
  public record Search(List<Found> feeds, Optional<Trouble> trouble) {}

  /** Looks at an address and where it leads; blocks. */
  public Search at(URI address) {
    return switch (visit(address)) {
      case Visit.InVain(var trouble, _) -> new Search(List.of(), Optional.of(trouble));
      case Visit.Found(var answer, _) -> {
        List<URI> sitemaps = read(answer).sitemaps();
        if (!sitemaps.isEmpty()) {
          yield among(sitemaps);
        }
        Optional<Found> itself = feed(answer);
        yield itself.isPresent()
            ? new Search(List.of(itself.get()), Optional.empty())
            : named(answer);
      }
    };
  }

  private Search named(Outcome.Answered page) {
    List<URI> named = WebPage.feeds(page.body(), page.address());
    List<Found> found = new ArrayList<>();
    for (URI candidate : named.isEmpty() ? WebPage.usual(page.address()) : named) {
      if (visit(candidate) instanceof Visit.Found(var answer, _)) {
        feed(answer).filter(feed -> !found.contains(feed)).ifPresent(found::add);
      }
      if (found.size() == (named.isEmpty() ? 1 : MOST)) {
        break;
      }
    }
    return new Search(
        List.copyOf(found),
        found.isEmpty() ? Optional.of(Trouble.of(Trouble.Kind.WEB_PAGE)) : Optional.empty());
  }

  /** The sitemaps that an index names; those of news first. */
  private Search among(List<URI> sitemaps) {
    List<Found> found =
        sitemaps.stream()
            .sorted(Comparator.comparing(address -> !address.toString().contains("news")))
            .limit(MOST)
            .flatMap(
                address ->
                    visit(address) instanceof Visit.Found(var answer, _)
                        ? feed(answer).stream()
                        : Stream.empty())
            .distinct()
            .toList();
    return new Search(
        found, found.isEmpty() ? Optional.of(Trouble.of(Trouble.Kind.NO_FEED)) : Optional.empty());
  }

  private Visit visit(URI address) {
    return fetch.get(
        Ask.get(address)
            .with(Map.of("accept", "text/html, application/xml;q=0.9, */*;q=0.8"))
            .within(LARGEST, PATIENCE));
  }

  private Feed read(Outcome.Answered answer) {
    return reader.read(answer.body(), answer.header("content-type").orElse(null), answer.address());
  }

  private Optional<Found> feed(Outcome.Answered answer) {
    Feed feed = read(answer);
    return feed.format() == FeedFormat.NONE
        ? Optional.empty()
        : Optional.of(
            new Found(
                answer.movedTo().orElse(answer.address()),
                feed.title(),
                feed.language(),
                feed.entries().size()));
  }
}
