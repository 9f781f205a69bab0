package courant.transfer;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.reply.PostReply;
import courant.reply.ReplyId;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Authors;
import courant.story.Origin;
import courant.story.Picture;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.WriteStory;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import courant.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives everything in an export its place in the house, the same place each time. */
final class Newcomers {
  private final Mastheads mastheads;
  private final StandingPages pages;
  private final Topics topics;
  private final Sources sources;
  private final Authors authors;
  private final Stories stories;
  private final WriteStory writeStory;
  private final PostReply postReply;
  private final Ids ids;
  private final InstantSource clock;

  private final Map<String, Section> sections = new HashMap<>();
  private final Map<String, Topic> topicsMet = new HashMap<>();
  private final Map<String, Source> sourcesMet = new HashMap<>();
  private final Map<String, Author> authorsMet = new HashMap<>();
  private List<String> sectionOrder = List.of();
  private Survey survey = new Survey();
  private String site = "";
  private String siteHost = "";
  private int newAuthors;

  Newcomers(
      Mastheads mastheads,
      StandingPages pages,
      Topics topics,
      Sources sources,
      Authors authors,
      Stories stories,
      WriteStory writeStory,
      PostReply postReply,
      Ids ids,
      InstantSource clock) {
    this.mastheads = mastheads;
    this.pages = pages;
    this.topics = topics;
    this.sources = sources;
    this.authors = authors;
    this.stories = stories;
    this.writeStory = writeStory;
    this.postReply = postReply;
    this.ids = ids;
    this.clock = clock;
  }

  /** Learns where everything comes from and what there is. */
  void begin(Exported.@Nullable Site from, Survey seen) {
    site = from == null ? "" : from.address().isEmpty() ? from.title() : from.address();
    siteHost = from == null ? "" : Syndicated.host(from.address());
    survey = seen;
    sectionOrder = seen.sections().stream().map(label -> label.place().value()).toList();
  }

  /** Takes in also those who signed nothing that is in the file. */
  void everyWriter(Facts.Telling telling) {
    survey
        .writers()
        .values()
        .forEach(writer -> author(telling, new Exported.Label(writer.login(), writer.name())));
  }

  void count(ImportReport report) {
    report.authors = newAuthors;
    report.sections = sections.size();
    report.topics = topicsMet.size();
    report.sources = sourcesMet.size();
  }

  /** Takes one entry in; false if it was here already, just the same. */
  boolean take(Facts.Telling telling, Importer.Ready ready) {
    Exported.Entry entry = ready.entry();
    Imported imported = new Imported(telling.handle(), site);
    String kind = entry.page() ? "page" : "story";
    Optional<Imported.Row> before = imported.find(kind, entry.id());
    if (before.isPresent() && before.get().fingerprint() == ready.fingerprint()) {
      return false;
    }
    long id = before.map(Imported.Row::ownId).orElseGet(ids::next);
    if (entry.fate() != Exported.Fate.PUBLISHED && isOut(telling, id)) {
      // Published at the desk since it was imported: an old draft must not take it back.
      imported.keep(kind, entry.id(), id, ready.fingerprint());
      return false;
    }
    String path = entry.page() ? page(telling, ready, id) : story(telling, ready, id);
    imported.keep(kind, entry.id(), id, ready.fingerprint());
    if (!entry.page()) {
      replies(telling, imported, new StoryId(id), entry);
    }
    if (!path.isEmpty()) {
      for (String old : entry.oldAddresses()) {
        redirect(telling, old, path);
      }
    }
    return true;
  }

  private boolean isOut(Facts.Telling telling, long id) {
    return stories
        .byId(telling.handle(), new StoryId(id))
        .filter(story -> !story.path().isEmpty())
        .isPresent();
  }

  /** Takes in the replies that are not here yet; what is answered is older than its answer. */
  private void replies(
      Facts.Telling telling, Imported imported, StoryId story, Exported.Entry entry) {
    Map<String, ReplyId> taken = new HashMap<>();
    entry.comments().stream()
        .sorted(Comparator.comparing(comment -> comment.at().orElse(Instant.EPOCH)))
        .forEach(
            comment -> taken.put(comment.id(), reply(telling, imported, story, comment, taken)));
  }

  private ReplyId reply(
      Facts.Telling telling,
      Imported imported,
      StoryId story,
      Exported.Comment comment,
      Map<String, ReplyId> taken) {
    Optional<Imported.Row> before = imported.find("reply", comment.id());
    if (before.isPresent()) {
      return new ReplyId(before.get().ownId());
    }
    Optional<ReplyId> parent = Optional.ofNullable(taken.get(comment.parent()));
    ReplyId id = Discussions.take(postReply, telling, story, comment, parent, clock);
    imported.keep("reply", comment.id(), id.value(), 0);
    return id;
  }

  private void redirect(Facts.Telling telling, String old, String path) {
    if (!old.equals(path)) {
      writeStory.redirect(telling.handle(), old, path);
    }
  }

  private String page(Facts.Telling telling, Importer.Ready ready, long id) {
    Exported.Entry entry = ready.entry();
    boolean listed = entry.fate() == Exported.Fate.PUBLISHED;
    StandingPage page =
        pages.write(
            telling.handle(),
            new StandingPage(id, slug(entry), title(entry), ready.body(), listed));
    telling.tell(Mastheads.CHANGED, id);
    return listed ? page.path() : "";
  }

  private String story(Facts.Telling telling, Importer.Ready ready, long id) {
    Exported.Entry entry = ready.entry();
    Optional<Section> section = survey.sectionOf(entry).map(label -> section(telling, label));
    Set<Topic> about = new LinkedHashSet<>();
    survey.topicsOf(entry).forEach(label -> about.add(topic(telling, label)));
    String from = Survey.sourceOf(entry, siteHost);
    Story story =
        new Story(
            new StoryId(id),
            slug(entry),
            title(entry),
            ready.standfirst(),
            ready.body(),
            "",
            entry.byline().stream().map(label -> author(telling, label)).distinct().toList(),
            section,
            List.copyOf(about),
            from.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new Origin(
                        source(telling, from, entry.sourceAddress()), entry.sourceAddress())),
            entry
                .lead()
                .map(
                    image ->
                        new Picture(
                            image.address(),
                            image.width(),
                            image.height(),
                            image.alt(),
                            image.caption(),
                            "")),
            language(entry),
            state(entry));
    return writeStory.saveImported(telling, story, mastheads.masthead().zone()).path();
  }

  private StoryState state(Exported.Entry entry) {
    Instant now = clock.instant();
    Instant published = entry.published().orElse(now);
    return switch (entry.fate()) {
      case DRAFT -> new StoryState.Draft();
      case SCHEDULED ->
          published.isAfter(now) ? new StoryState.Scheduled(published) : new StoryState.Draft();
      case PUBLISHED ->
          new StoryState.Published(
              "",
              published,
              entry.updated().filter(updated -> updated.isAfter(published)).orElse(published));
    };
  }

  private String language(Exported.Entry entry) {
    String tag = Locale.forLanguageTag(entry.language().replace('_', '-')).toLanguageTag();
    return tag.equals("und") ? mastheads.masthead().language().toLanguageTag() : tag;
  }

  private static String title(Exported.Entry entry) {
    return entry.title().isEmpty() ? "Untitled" : entry.title();
  }

  private static Slug slug(Exported.Entry entry) {
    return Exported.slugOf(entry.slug().isEmpty() ? title(entry) : entry.slug());
  }

  private Section section(Facts.Telling telling, Exported.Label label) {
    Slug slug = label.place();
    return known(
        sections,
        slug.value(),
        () -> mastheads.section(slug.value()),
        () -> {
          int position = mastheads.sections().size() + sectionOrder.indexOf(slug.value());
          Section section =
              new Section(
                  new SectionId(ids.next()), slug, label.name(), survey.about(label), position);
          mastheads.write(telling.handle(), section);
          telling.tell(Mastheads.CHANGED, section.id().value());
          redirect(telling, "/category/" + slug, section.path());
          return section;
        });
  }

  private Topic topic(Facts.Telling telling, Exported.Label label) {
    Slug slug = label.place();
    return known(
        topicsMet,
        slug.value(),
        () -> topics.bySlug(telling.handle(), slug.value()),
        () -> {
          Topic topic =
              new Topic(
                  new TopicId(ids.next()),
                  slug,
                  TopicKind.SUBJECT,
                  label.name(),
                  survey.about(label),
                  "");
          topics.write(telling, topic);
          redirect(telling, "/tag/" + slug, topic.path());
          redirect(telling, "/category/" + slug, topic.path());
          return topic;
        });
  }

  /** Two who share a name stay two; who came with an earlier import is known again by login. */
  private Author author(Facts.Telling telling, Exported.Label label) {
    Author met = authorsMet.get(label.slug());
    if (met != null) {
      return met;
    }
    Imported imported = new Imported(telling.handle(), site);
    Author author =
        imported
            .find("author", label.slug())
            .flatMap(row -> authors.byId(telling.handle(), new AuthorId(row.ownId())))
            .orElseGet(() -> newAuthor(telling, imported, label));
    authorsMet.put(label.slug(), author);
    return author;
  }

  private Author newAuthor(Facts.Telling telling, Imported imported, Exported.Label label) {
    Exported.Writer writer =
        survey
            .writers()
            .getOrDefault(label.slug(), new Exported.Writer(label.slug(), label.name(), ""));
    String name = label.name().equals(label.slug()) ? writer.name() : label.name();
    Slug plain = Slug.of(name);
    Slug slug = plain;
    Optional<Author> here = authors.bySlug(telling.handle(), slug.value());
    for (int number = 2;
        here.isPresent() && imported.has("author", here.get().id().value());
        number++) {
      slug = plain.numbered(number);
      here = authors.bySlug(telling.handle(), slug.value());
    }
    Author author = here.orElse(new Author(new AuthorId(ids.next()), slug, name, writer.about()));
    authors.write(telling.handle(), author);
    imported.keep("author", label.slug(), author.id().value(), 0);
    redirect(telling, "/author/" + Exported.slugOf(label.slug()), author.path());
    newAuthors++;
    return author;
  }

  private Source source(Facts.Telling telling, String name, String address) {
    Slug slug = Exported.slugOf(name);
    return known(
        sourcesMet,
        slug.value(),
        () -> sources.bySlug(telling.handle(), slug.value()),
        () -> {
          String host = Syndicated.host(address);
          Source source =
              Source.named(
                  new SourceId(ids.next()),
                  slug,
                  name,
                  host.isEmpty() ? "" : "https://" + host + "/");
          sources.write(telling.handle(), source);
          return source;
        });
  }

  /** What was met before, else what the review has, else something new. */
  private static <T> T known(
      Map<String, T> met, String key, Supplier<Optional<T>> here, Supplier<T> make) {
    T before = met.get(key);
    if (before != null) {
      return before;
    }
    T found = here.get().orElseGet(make);
    met.put(key, found);
    return found;
  }
}
