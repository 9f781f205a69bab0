package courant.syndication;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.platform.db.Ids;
import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Authors;
import courant.story.Origin;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.WriteStory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jsoup.nodes.Entities;

/** Makes a story of an item of a partner's feed, once, as the source's terms allow. */
final class TakeItem {
  /** Words of an excerpt, where the terms allow no more. */
  private static final int EXCERPT = 60;

  /** What came out before is history: taken in with its own date, and nobody is told of it. */
  private static final Duration NEWS = Duration.ofDays(2);

  private static final int MOST_AUTHORS = 5;

  private static final Pattern BLOCK =
      Pattern.compile("<(p|div|[uod]l|h[1-6]|hr|pre|table|figure|blockquote|section|aside)\\b");

  private final Mastheads mastheads;
  private final Authors authors;
  private final WriteStory writeStory;
  private final Ids ids;
  private final InstantSource clock;

  TakeItem(
      Mastheads mastheads, Authors authors, WriteStory writeStory, Ids ids, InstantSource clock) {
    this.mastheads = mastheads;
    this.authors = authors;
    this.writeStory = writeStory;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whether the item was new, and is a story now. */
  boolean take(Facts.Telling telling, PartnerFeed feed, Source source, Entry entry) {
    if (entry.incomplete() || entry.title().isBlank()) {
      return false;
    }
    List<byte[]> keys = keys(feed, entry);
    Optional<Long> known = known(telling.handle(), source, keys);
    if (known.isPresent()) {
      remember(telling.handle(), source, keys, known.get());
      return false;
    }
    Story story = story(telling.handle(), feed, source, entry);
    if (isNews(entry)) {
      writeStory.save(telling, story, mastheads.masthead().zone());
    } else {
      writeStory.saveImported(telling, story, mastheads.masthead().zone());
    }
    remember(telling.handle(), source, keys, story.id().value());
    return true;
  }

  private boolean isNews(Entry entry) {
    return entry.published().isEmpty()
        || entry.published().get().isAfter(clock.instant().minus(NEWS));
  }

  /**
   * A name that is no address may be another item's in another feed. Headline and hour together
   * recognise what comes with a new id and a new address every time.
   */
  private static List<byte[]> keys(PartnerFeed feed, Entry entry) {
    List<String> names = new ArrayList<>();
    for (String key : entry.keys()) {
      names.add(key.contains(":") ? key : feed.id() + " " + key);
    }
    entry.published().ifPresent(at -> names.add(at + " " + entry.title()));
    return names.stream().map(TakeItem::hash).toList();
  }

  private static byte[] hash(String name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Long> known(Handle handle, Source source, List<byte[]> keys) {
    return handle
        .createQuery(
            "select story_id from feed_item where source_id = :source and item_key in (<keys>)")
        .bind("source", source.id().value())
        .bindList("keys", keys)
        .mapTo(Long.class)
        .findFirst();
  }

  private static void remember(Handle handle, Source source, List<byte[]> keys, long story) {
    for (byte[] key : keys) {
      handle
          .createUpdate(
              """
              insert into feed_item (source_id, item_key, story_id) values (:source, :key, :story)
              on conflict do nothing
              """)
          .bind("source", source.id().value())
          .bind("key", key)
          .bind("story", story)
          .execute();
    }
  }

  private Story story(Handle handle, PartnerFeed feed, Source source, Entry entry) {
    String body =
        entry
            .body()
            .map(markup -> Policy.FEED.sanitise(markup.html(), markup.base().orElse(null)))
            .map(TakeItem::paragraphed)
            .orElse("");
    return new Story(
        new StoryId(ids.next()),
        Slug.of(entry.title()),
        entry.title(),
        "",
        source.terms().fullText() ? body : excerpt(body),
        "",
        byline(handle, entry),
        section(feed),
        List.of(),
        Optional.of(new Origin(source, entry.link().map(URI::toString).orElse(""))),
        Optional.empty(),
        language(source, entry),
        state(feed, source, entry));
  }

  /** What comes without any block, as plain text does, is a paragraph. */
  private static String paragraphed(String html) {
    return html.isEmpty() || BLOCK.matcher(html).find() ? html : "<p>" + html + "</p>";
  }

  private static String excerpt(String body) {
    String words = HtmlText.excerpt(body, EXCERPT);
    return words.isEmpty() ? "" : "<p>" + Entities.escape(words) + "</p>";
  }

  private List<Author> byline(Handle handle, Entry entry) {
    return entry.authors().stream()
        .map(Feed.Person::name)
        .filter(name -> !name.isBlank())
        .distinct()
        .limit(MOST_AUTHORS)
        .map(name -> author(handle, name))
        .distinct()
        .toList();
  }

  private Author author(Handle handle, String name) {
    Slug slug = Slug.of(name);
    Optional<Author> known = authors.bySlug(handle, slug.value());
    if (known.isPresent()) {
      return known.get();
    }
    Author author = new Author(new AuthorId(ids.next()), slug, name, "");
    authors.write(handle, author);
    return author;
  }

  private Optional<Section> section(PartnerFeed feed) {
    return mastheads.sections().stream()
        .filter(section -> feed.section().filter(section.id()::equals).isPresent())
        .findFirst();
  }

  private String language(Source source, Entry entry) {
    for (String told : List.of(entry.language(), source.language())) {
      String tag = Locale.forLanguageTag(told.replace('_', '-')).toLanguageTag();
      if (!tag.equals("und")) {
        return tag;
      }
    }
    return mastheads.masthead().language().toLanguageTag();
  }

  /** News goes out as of now, so that no edition that is closed already misses it. */
  private StoryState state(PartnerFeed feed, Source source, Entry entry) {
    if (!feed.publishes()) {
      return new StoryState.Draft();
    }
    Instant now = clock.instant();
    Instant original = entry.published().filter(at -> at.isBefore(now)).orElse(now);
    Instant allowed = original.plus(source.terms().delay());
    if (allowed.isAfter(now)) {
      return new StoryState.Scheduled(allowed);
    }
    Instant out = isNews(entry) ? now : original;
    return new StoryState.Published("", out, out);
  }
}
