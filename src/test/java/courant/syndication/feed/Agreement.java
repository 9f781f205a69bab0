package courant.syndication.feed;

import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import courant.syndication.feed.Entry.Attribution;
import courant.syndication.feed.Entry.Enclosure;
import courant.syndication.feed.Entry.Markup;
import courant.syndication.feed.Expectation.Unsupported;
import courant.syndication.feed.Feed.Person;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Compares what we read with what feedparser expects, by meaning: text as text, HTML as HTML. */
record Agreement(Feed feed, URI address) {

  /**
   * Whether a reading has what is wanted.
   *
   * @throws Unsupported if the wish is about something we do not claim to read
   */
  boolean with(Expectation expectation) {
    List<String> path = expectation.path();
    Object wanted = expectation.wanted();
    return switch (path.getFirst()) {
      case "encoding" -> encoding((String) wanted);
      case "version" -> version((String) wanted);
      case "feed", "channel" -> ofFeed(rest(path, 1), wanted);
      case "entries", "items" -> ofEntry(path, wanted);
      default -> throw new Unsupported(path.getFirst());
    };
  }

  /** RFC 3023 took text/xml for ASCII whatever it declares; RFC 7303 has ended that. */
  private boolean encoding(String wanted) {
    if (wanted.equals("us-ascii")) {
      throw new Unsupported("encoding us-ascii");
    }
    return Charsets.named(wanted).equals(Optional.of(feed.charset()));
  }

  private static String rest(List<String> path, int from) {
    return String.join(".", path.subList(from, path.size()));
  }

  private boolean version(String wanted) {
    return switch (wanted) {
      case "rss091u", "rss091n" -> feed.format() == FeedFormat.RSS_091;
      case "rss", "atom", "cdf" -> feed.format().name().equalsIgnoreCase(wanted);
      default -> feed.format().name().replace("_", "").toLowerCase(Locale.ROOT).equals(wanted);
    };
  }

  private boolean ofFeed(String key, Object wanted) {
    return switch (key) {
      case "title", "title_detail.value" -> text(feed.title(), wanted);
      case "description", "tagline", "subtitle", "tagline_detail.value", "subtitle_detail.value" ->
          text(feed.description(), wanted);
      case "rights", "copyright", "rights_detail.value", "copyright_detail.value" ->
          text(feed.rights(), wanted);
      case "link" -> address(feed.link(), wanted);
      case "id", "guid" -> feed.id().equals(wanted) || resolved(feed.id()).equals(wanted);
      case "language" -> language(feed.language(), wanted);
      case "author", "author_detail.name", "authors.0.name" -> person(feed.authors(), 0, wanted);
      case "authors.1.name" -> person(feed.authors(), 1, wanted);
      case "author_detail.url", "authors.0.url" -> link(feed.authors(), 0, wanted);
      case "authors.1.url" -> link(feed.authors(), 1, wanted);
      case "image.href", "image.url", "logo", "icon" -> address(feed.logo(), wanted);
      case "updated_parsed", "modified_parsed" -> date(feed.updated(), wanted);
      case "updated", "modified" -> date(feed.updated(), wanted);
      case "ttl" -> feed.rhythm().interval().map(d -> "" + d.toMinutes()).orElse("").equals(wanted);
      default -> throw new Unsupported("feed." + key);
    };
  }

  private boolean ofEntry(List<String> path, Object wanted) {
    if (path.size() < 3) {
      throw new Unsupported(rest(path, 0));
    }
    int number = Integer.parseInt(path.get(1));
    if (number >= feed.entries().size()) {
      return false;
    }
    Entry entry = feed.entries().get(number);
    String key = rest(path, 2);
    return switch (key) {
      case "title", "title_detail.value" -> text(entry.title(), wanted);
      case "description", "summary", "summary_detail.value" ->
          html(entry.summary(), wanted) || html(entry.content(), wanted);
      case "content.0.value" -> html(entry.body(), wanted);
      case "link" -> address(entry.link(), wanted);
      case "id", "guid" -> entry.id().equals(wanted) || resolved(entry.id()).equals(wanted);
      case "author", "author_detail.name", "authors.0.name" -> person(entry.authors(), 0, wanted);
      case "authors.1.name" -> person(entry.authors(), 1, wanted);
      case "author_detail.url", "authors.0.url" -> link(entry.authors(), 0, wanted);
      case "authors.1.url" -> link(entry.authors(), 1, wanted);
      case "published", "published_parsed" -> date(entry.published(), wanted);
      case "created", "created_parsed" -> date(entry.published(), wanted);
      case "updated", "updated_parsed" -> date(entry.updated().or(entry::published), wanted);
      case "rights", "copyright", "rights_detail.value" -> text(entry.rights(), wanted);
      case "content.0.language", "summary_detail.language", "title_detail.language", "language" ->
          language(entry.language(), wanted);
      case "content.0.base" -> base(entry.body(), wanted);
      case "summary_detail.base" -> base(entry.summary(), wanted);
      case "comments" -> address(entry.comments(), wanted);
      case "tags.0.term", "category" -> category(entry, 0, wanted);
      case "tags.1.term" -> category(entry, 1, wanted);
      case "tags.2.term" -> category(entry, 2, wanted);
      case "source.title" -> text(entry.source().map(Attribution::title).orElse(""), wanted);
      case "source.link", "source.href" ->
          address(entry.source().flatMap(Attribution::link), wanted);
      case "image.href" ->
          entry.pictures().stream().anyMatch(p -> p.url().toString().equals(wanted));
      case String k when k.startsWith("enclosures.") ->
          enclosure(entry.enclosures().get(Integer.parseInt(path.get(3))), path.get(4), wanted);
      default -> throw new Unsupported("entries." + key);
    };
  }

  private static boolean text(String ours, Object wanted) {
    String plain = ours.replaceAll("\\s+", " ");
    return wanted instanceof String s
        && (plain.equals(line(s)) || plain.equals(line(HtmlText.of(s))));
  }

  private static String line(String text) {
    return text.replaceAll("[\\s\\u00a0]+", " ").strip();
  }

  private boolean html(Optional<Markup> ours, Object wanted) {
    URI base = ours.flatMap(Markup::base).orElse(address);
    String clean = Policy.FEED.sanitise(ours.map(Markup::html).orElse(""), base);
    return wanted instanceof String s
        && (same(clean, Policy.FEED.sanitise(s, base)) || same(HtmlText.of(clean), s));
  }

  private static boolean same(String ours, String wanted) {
    return line(ours).equals(line(wanted));
  }

  private static boolean address(Optional<URI> ours, Object wanted) {
    return ours.map(URI::toString).orElse("").equals(wanted);
  }

  private String resolved(String id) {
    return Scope.resolve(address, id).map(URI::toString).orElse(id);
  }

  private static boolean language(String ours, Object wanted) {
    return ours.equals(wanted == null ? "" : wanted);
  }

  private static boolean person(List<Person> people, int number, Object wanted) {
    return number < people.size()
        && people.get(number).name().equals(People.name(String.valueOf(wanted)));
  }

  private static boolean link(List<Person> people, int number, Object wanted) {
    return number < people.size() && address(people.get(number).link(), wanted);
  }

  private static boolean date(Optional<Instant> ours, Object wanted) {
    return switch (wanted) {
      case List<?> t ->
          ours.equals(
              Optional.of(
                  LocalDateTime.of(n(t, 0), n(t, 1), n(t, 2), n(t, 3), n(t, 4), n(t, 5))
                      .toInstant(ZoneOffset.UTC)));
      case String text -> ours.equals(FeedDate.read(text));
      default -> throw new Unsupported("date " + wanted);
    };
  }

  private static int n(List<?> tuple, int at) {
    return Math.toIntExact((Long) tuple.get(at));
  }

  private static boolean base(Optional<Markup> ours, Object wanted) {
    return address(ours.flatMap(Markup::base), wanted);
  }

  private static boolean category(Entry entry, int number, Object wanted) {
    return number < entry.categories().size()
        && Objects.equals(entry.categories().get(number), wanted);
  }

  private static boolean enclosure(Enclosure ours, String key, Object wanted) {
    return switch (key) {
      case "url", "href" -> ours.url().toString().equals(wanted);
      case "type" -> ours.type().equals(wanted);
      case "length" -> String.valueOf(ours.length().orElse(-1)).equals(wanted);
      default -> throw new Unsupported("enclosure " + key);
    };
  }
}
