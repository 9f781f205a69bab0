package courant.syndication.article;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.platform.fetch.Ask;
import courant.platform.html.HtmlText;
import courant.source.Source;
import courant.syndication.feed.Entry;
import courant.syndication.feed.Feed;
import courant.syndication.feed.Texts;
import courant.syndication.fetch.PoliteFetch;
import courant.syndication.fetch.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Gets the text of stories from their pages, where a source's feeds have summaries only. */
public final class ReadPages {
  private static final int LARGEST = 4 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A feed that says as much as this has the story itself. */
  private static final int SUMMARY = 150;

  /** Pages fetched for one reading of a feed; the others come with the next. */
  public static final int MOST = 30;

  private final Extractions extractions;
  private final PoliteFetch fetch;

  private final Cache<URI, PoliteFetch.Visit> tried =
      Caffeine.newBuilder().maximumSize(8).expireAfterWrite(Duration.ofMinutes(5)).build();

  /** Reading pages is work for the processor. */
  private final Semaphore readers = new Semaphore(2);

  ReadPages(Extractions extractions, PoliteFetch fetch) {
    this.extractions = extractions;
    this.fetch = fetch;
  }

  /** For the entries of one reading of a source's feed. */
  public Reading of(Source source) {
    return new Reading(source, extractions.of(source.id()));
  }

  /** What is found at an address with these selectors; fetched now. */
  public Looked look(URI address, Extraction extraction) {
    return switch (visit(address)) {
      case PoliteFetch.Visit.InVain(var trouble, _) ->
          new Looked(Optional.empty(), Optional.of(trouble));
      case PoliteFetch.Visit.Found(var answer, _) ->
          new Looked(
              Optional.of(
                  reading(
                      () ->
                          ArticleReader.read(
                              answer.body(),
                              answer.header("content-type").orElse(null),
                              answer.address(),
                              extraction.selectors()))),
              Optional.empty());
    };
  }

  /**
   * What would be taken of a page and what would not; fetched once for as long as somebody tries
   * selectors on it.
   */
  public Seen sift(URI address, Extraction extraction) {
    PoliteFetch.Visit visit = tried.getIfPresent(address);
    if (visit == null) {
      visit = visit(address);
    }
    return switch (visit) {
      case PoliteFetch.Visit.InVain(var trouble, _) ->
          new Seen(Optional.empty(), Optional.of(trouble));
      case PoliteFetch.Visit.Found(var answer, _) -> {
        tried.put(address, visit);
        yield new Seen(
            Optional.of(
                reading(
                    () ->
                        Sifted.of(
                            answer.body(),
                            answer.header("content-type").orElse(null),
                            answer.address(),
                            extraction.selectors()))),
            Optional.empty());
      }
    };
  }

  private PoliteFetch.Visit visit(URI address) {
    return fetch.get(
        Ask.get(address)
            .with(Map.of("accept", "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"))
            .within(LARGEST, PATIENCE));
  }

  private <T> T reading(Supplier<T> read) {
    readers.acquireUninterruptibly();
    try {
      return read.get();
    } finally {
      readers.release();
    }
  }

  /** A page with what is taken of it, or why there is none. */
  public record Seen(Optional<Sifted> sifted, Optional<Trouble> trouble) {}

  /** An article, or why there is none. */
  public record Looked(Optional<Article> article, Optional<Trouble> trouble) {}

  /** One reading of a feed, and the pages fetched for it. */
  public final class Reading {
    private final Source source;
    private final Extraction extraction;
    private int fetched;
    private Optional<Trouble> trouble = Optional.empty();

    private Reading(Source source, Extraction extraction) {
      this.source = source;
      this.extraction = extraction;
    }

    /** Whether this entry has to wait for the next time. */
    public boolean isTired(Entry entry) {
      return fetched >= MOST && isWanted(entry);
    }

    /** The first that a page made; empty if none did. */
    public Optional<Trouble> trouble() {
      return trouble;
    }

    /** The entry with its page's text, if that is wanted and to be had. */
    public Entry whole(Entry entry) {
      if (!isWanted(entry) || fetched >= MOST) {
        return entry;
      }
      fetched++;
      Looked looked = look(entry.link().orElseThrow(), extraction);
      looked.trouble().ifPresent(why -> tell(why.toString()));
      Optional<Article> article = looked.article().filter(it -> !it.html().isBlank());
      if (article.isEmpty()) {
        looked.article().ifPresent(it -> tell(String.join("; ", it.faults())));
        return entry;
      }
      return with(entry, article.get());
    }

    /** Whether this entry is no more than a summary of its page. */
    public boolean isWanted(Entry entry) {
      return (extraction.pages() || entry.isPageOnly())
          && entry.link().isPresent()
          && HtmlText.of(entry.body().map(Entry.Markup::html).orElse("")).split("\\s+").length
              < SUMMARY;
    }

    private void tell(String why) {
      trouble = trouble.or(() -> Optional.of(new Trouble(Trouble.Kind.PAGES, why)));
    }

    /** What the feed says of a story goes before what its page says. */
    private Entry with(Entry entry, Article article) {
      return entry.fuller(
          entry.title().isBlank() ? Texts.line(article.headline()) : entry.title(),
          new Entry.Markup(article.html(), entry.link()),
          entry.authors().isEmpty()
              ? article.authors().stream()
                  .map(name -> new Feed.Person(name, Optional.empty()))
                  .toList()
              : entry.authors(),
          entry.published().or(() -> article.published().map(Article.Date::instant)),
          entry.pictures().isEmpty() ? picture(article) : entry.pictures(),
          entry.language().isEmpty() && source.language().isEmpty()
              ? article.language()
              : entry.language());
    }

    private static List<Entry.Picture> picture(Article article) {
      try {
        return article.image().isEmpty()
            ? List.of()
            : List.of(new Entry.Picture(URI.create(article.image()), OptionalInt.empty(), "", ""));
      } catch (IllegalArgumentException _) {
        return List.of();
      }
    }
  }
}
