package courant.syndication.intake;

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
import courant.story.Picture;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.WriteStory;
import courant.syndication.article.Revisits;
import courant.syndication.change.HearChange;
import courant.syndication.change.Print;
import courant.syndication.feed.Entry;
import courant.syndication.feed.Feed;
import courant.topic.Topic;
import courant.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Makes a story of an item of a partner's feed, once, as the source's terms allow. */
public final class TakeItem {
  /** What came out before is history: taken in with its own date, and nobody is told of it. */
  private static final Duration NEWS = Duration.ofDays(2);

  private static final int MOST_AUTHORS = 5;

  private static final Pattern BLOCK =
      Pattern.compile("<(p|div|[uod]l|h[1-6]|hr|pre|table|figure|blockquote|section|aside)\\b");

  private final Mastheads mastheads;
  private final Authors authors;
  private final Topics topics;
  private final WriteStory writeStory;
  private final KnownItems known;
  private final Inbox inbox;
  private final HearChange hear;
  private final Revisits revisits;
  private final Ids ids;
  private final InstantSource clock;

  TakeItem(
      Mastheads mastheads,
      Authors authors,
      Topics topics,
      WriteStory writeStory,
      KnownItems known,
      Inbox inbox,
      HearChange hear,
      Revisits revisits,
      Ids ids,
      InstantSource clock) {
    this.mastheads = mastheads;
    this.authors = authors;
    this.topics = topics;
    this.writeStory = writeStory;
    this.known = known;
    this.inbox = inbox;
    this.hear = hear;
    this.revisits = revisits;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * An item as a story, with all that takes longer to find out than to write down.
   *
   * @param story without byline and topics, which the review may know already
   * @param gist what its words say
   * @param print of its words
   */
  public record Offer(Item item, Intake intake, Story story, WriteStory.Gist gist, Print print) {}

  /** Makes a story of an item; to be done before the transaction that takes it. */
  public Offer read(Source source, Intake intake, Item item) {
    Story story = story(source, intake, item);
    return new Offer(
        item, intake, story, writeStory.gist(story), Print.of(story.headline(), story.body()));
  }

  /**
   * Takes an item, unless it has come meanwhile or its time is over already; it is known from then
   * on.
   *
   * @return what was made of it
   */
  public Optional<Story> take(Facts.Telling telling, Source source, Offer offer) {
    Handle handle = telling.handle();
    Item item = offer.item();
    if (KnownItems.find(known.among(handle, source.id(), item.names()), item).isPresent()) {
      return Optional.empty();
    }
    if (isOver(source, item.entry())) {
      known.leaveOut(handle, source.id(), item);
      return Optional.empty();
    }
    Story story =
        offer
            .story()
            .by(byline(handle, item.entry()))
            .about(topics(handle, offer.intake(), item.beside()));
    Story written =
        isNews(item.entry())
            ? writeStory.save(telling, story, offer.gist(), mastheads.masthead().zone())
            : writeStory.saveImported(telling, story, mastheads.masthead().zone());
    if (offer.intake().destination() == Intake.Destination.INBOX) {
      inbox.put(handle, story.id(), source.id(), clock.instant());
    }
    known.remember(handle, source.id(), item, story.id());
    hear.took(handle, written.id(), offer.print(), item.scope(), item.fromPage());
    if (isNews(item.entry()) && item.entry().link().isPresent()) {
      revisits.begin(handle, story.id());
    }
    return Optional.of(written);
  }

  /**
   * Whether what only has an address was there long before anybody wanted it.
   *
   * @param first whether nothing was known of its source's list before
   */
  boolean isHistory(Entry entry, boolean first) {
    return entry
        .published()
        .or(entry::updated)
        .map(at -> at.isBefore(clock.instant().minus(NEWS)))
        .orElse(first);
  }

  private boolean isNews(Entry entry) {
    return entry.published().isEmpty()
        || entry.published().get().isAfter(clock.instant().minus(NEWS));
  }

  /** Whether the source's terms have ended for a story that is as old as this. */
  private boolean isOver(Source source, Entry entry) {
    return source
        .terms()
        .until(original(entry))
        .filter(end -> !end.isAfter(clock.instant()))
        .isPresent();
  }

  private Story story(Source source, Intake intake, Item item) {
    Entry entry = item.entry();
    String body = entry.body().map(TakeItem::clean).orElse("");
    return new Story(
        new StoryId(ids.next()),
        Slug.of(entry.title()),
        entry.title(),
        item.beside().standfirst(),
        source.terms().told(body),
        item.beside().dateline(),
        List.of(),
        section(intake),
        List.of(),
        Optional.of(
            new Origin(
                source, entry.link().map(URI::toString).orElse(""), Optional.of(original(entry)))),
        item.beside().lead().or(() -> picture(entry, body)),
        language(source, entry),
        state(intake, source, item));
  }

  /** The text of an entry as it stands here, as far as the source's terms allow. */
  public String body(Source source, Entry entry) {
    return entry.body().map(markup -> body(source, markup)).orElse("");
  }

  /** Foreign markup as it stands here, as far as the source's terms allow. */
  public String body(Source source, Entry.Markup markup) {
    return source.terms().told(clean(markup));
  }

  private static String clean(Entry.Markup markup) {
    return paragraphed(Policy.FEED.sanitise(markup.html(), markup.base().orElse(null)));
  }

  /** What comes without any block, as plain text does, is a paragraph. */
  private static String paragraphed(String html) {
    return html.isEmpty() || BLOCK.matcher(html).find() ? html : "<p>" + html + "</p>";
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

  private Optional<Section> section(Intake intake) {
    return mastheads.sections().stream()
        .filter(section -> intake.section().filter(section.id()::equals).isPresent())
        .findFirst();
  }

  /** The rules' own, and those of the review's that the partner names. */
  private List<Topic> topics(Handle handle, Intake intake, Item.Beside beside) {
    return Stream.concat(
            intake.topicSlugs().stream(),
            beside.subjects().stream().map(name -> Slug.of(name).value()))
        .distinct()
        .flatMap(slug -> topics.bySlug(handle, slug).stream())
        .distinct()
        .toList();
  }

  /** The entry's first, unless its text shows one itself. */
  private static Optional<Picture> picture(Entry entry, String body) {
    return entry.pictures().stream()
        .filter(_ -> !body.contains("<img"))
        .filter(picture -> "https".equals(picture.url().getScheme()))
        .map(
            picture ->
                new Picture(
                    picture.url().toString(), 0, 0, "", picture.caption(), picture.credit()))
        .findFirst();
  }

  /**
   * As the entry says, else as its source does, unless its text is clearly in another; else the
   * review's own; BCP 47.
   */
  public String language(Source source, Entry entry) {
    String said = entry.language().isBlank() ? source.language() : entry.language();
    String told =
        Language.of(
            said,
            entry.title() + ". " + HtmlText.of(entry.body().map(Entry.Markup::html).orElse("")));
    return told.isEmpty() ? mastheads.masthead().language().toLanguageTag() : told;
  }

  /** When it came out where it comes from; now, if nobody says so. */
  private Instant original(Entry entry) {
    Instant now = clock.instant();
    return entry.published().filter(at -> at.isBefore(now)).orElse(now);
  }

  /** News goes out as of now, so that no edition that is closed already misses it. */
  private StoryState state(Intake intake, Source source, Item item) {
    Entry entry = item.entry();
    if (intake.destination() != Intake.Destination.PUBLISH) {
      return new StoryState.Draft();
    }
    Instant now = clock.instant();
    Instant original = original(entry);
    Instant embargo = item.beside().embargo().orElse(original);
    Instant terms = source.terms().from(original);
    Instant allowed = embargo.isAfter(terms) ? embargo : terms;
    if (allowed.isAfter(now)) {
      return new StoryState.Scheduled(allowed);
    }
    Instant out = isNews(entry) ? now : original;
    return new StoryState.Published("", out, out);
  }
}
