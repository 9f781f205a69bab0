package courant.transfer;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.source.Terms;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Authors;
import courant.story.Origin;
import courant.story.Picture;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.WriteStory;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import courant.topic.Topics;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives everything in an export its place in the house, the same place each time. */
final class Newcomers {
  private final Mastheads mastheads;
  private final StandingPages pages;
  private final Topics topics;
  private final Sources sources;
  private final Authors authors;
  private final WriteStory writeStory;
  private final Ids ids;
  private final InstantSource clock;

  private final Map<String, Section> sectionBySlug = new HashMap<>();
  private final Map<String, Topic> topicBySlug = new HashMap<>();
  private final Map<String, Source> sourceByName = new HashMap<>();
  private final Map<String, Author> authorByLogin = new HashMap<>();
  private final Map<String, Exported.Writer> writers = new HashMap<>();
  private Set<String> sectionSlugs = Set.of();
  private List<Exported.Label> sections = List.of();
  private String site = "";
  private String siteHost = "";
  private int redirects;

  Newcomers(
      Mastheads mastheads,
      StandingPages pages,
      Topics topics,
      Sources sources,
      Authors authors,
      WriteStory writeStory,
      Ids ids,
      InstantSource clock) {
    this.mastheads = mastheads;
    this.pages = pages;
    this.topics = topics;
    this.sources = sources;
    this.authors = authors;
    this.writeStory = writeStory;
    this.ids = ids;
    this.clock = clock;
  }

  void begin(Exported.@Nullable Site from, List<Exported.Label> chosen) {
    site = from == null ? "" : from.address().isEmpty() ? from.title() : from.address();
    siteHost = from == null ? "" : Syndicated.host(from.address());
    sections = chosen;
    sectionSlugs =
        chosen.stream().map(Exported.Label::slug).collect(java.util.stream.Collectors.toSet());
  }

  /** Remembers someone who signs; {@link #everyWriter} gives them a page of their own. */
  void writer(Exported.Writer writer) {
    writers.put(writer.login(), writer);
  }

  /** Takes in also those who signed nothing that is in the file. */
  void everyWriter(Facts.Telling telling) {
    writers
        .values()
        .forEach(writer -> author(telling, new Exported.Label(writer.login(), writer.name())));
  }

  void count(ImportReport report) {
    report.authors = authorByLogin.size();
    report.sections = sectionBySlug.size();
    report.topics = topicBySlug.size();
    report.sources = sourceByName.size();
    report.redirects = redirects;
  }

  /** Takes one entry in; false if it was here already, just the same. */
  boolean take(Facts.Telling telling, Importer.Ready ready) {
    Exported.Entry entry = ready.entry();
    Imported imported = new Imported(telling.handle(), site);
    long fingerprint = Fingerprint.of(ready);
    String kind = entry.page() ? "page" : "story";
    Optional<Imported.Row> before = imported.find(kind, entry.id());
    if (before.isPresent() && before.get().fingerprint() == fingerprint) {
      return false;
    }
    long id = before.map(Imported.Row::ownId).orElseGet(ids::next);
    String path = entry.page() ? page(telling, ready, id) : story(telling, ready, id);
    imported.keep(kind, entry.id(), id, fingerprint);
    if (!path.isEmpty()) {
      for (String old : entry.oldAddresses()) {
        redirect(telling, old, path);
      }
    }
    return true;
  }

  private void redirect(Facts.Telling telling, String old, String path) {
    if (!old.equals(path)) {
      writeStory.redirect(telling.handle(), old, path);
      redirects++;
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
    List<Section> ofSections =
        entry.categories().stream()
            .filter(category -> sectionSlugs.contains(category.slug()))
            .map(category -> section(telling, category))
            .toList();
    Stream<Exported.Label> others =
        entry.categories().stream().filter(category -> !sectionSlugs.contains(category.slug()));
    Set<Topic> about = new LinkedHashSet<>();
    Stream.concat(entry.tags().stream(), others).forEach(label -> about.add(topic(telling, label)));
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
            ofSections.stream().findFirst(),
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
    return slug(entry.slug().isEmpty() ? title(entry) : entry.slug());
  }

  /** WordPress keeps slugs of other scripts percent-encoded. */
  private static Slug slug(String text) {
    try {
      return Slug.of(
          text.contains("%")
              ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
              : text);
    } catch (IllegalArgumentException _) {
      return Slug.of(text);
    }
  }

  private Section section(Facts.Telling telling, Exported.Label label) {
    return sectionBySlug.computeIfAbsent(
        label.slug(),
        _ -> {
          Slug slug = slug(label.slug());
          Optional<Section> here = mastheads.section(slug.value());
          int position = mastheads.sections().size() + sections.indexOf(label);
          Section section =
              here.orElseGet(
                  () -> new Section(new SectionId(ids.next()), slug, label.name(), "", position));
          mastheads.write(telling.handle(), section);
          telling.tell(Mastheads.CHANGED, section.id().value());
          return section;
        });
  }

  private Topic topic(Facts.Telling telling, Exported.Label label) {
    return known(
        topicBySlug,
        label.slug(),
        slug(label.slug()),
        slug -> topics.bySlug(telling.handle(), slug.value()),
        slug -> {
          Topic topic =
              new Topic(new TopicId(ids.next()), slug, TopicKind.SUBJECT, label.name(), "", "");
          topics.write(telling.handle(), topic);
          return topic;
        });
  }

  private Author author(Facts.Telling telling, Exported.Label label) {
    Exported.Writer writer =
        writers.getOrDefault(label.slug(), new Exported.Writer(label.slug(), label.name(), ""));
    String name = label.name().equals(label.slug()) ? writer.name() : label.name();
    return known(
        authorByLogin,
        label.slug(),
        slug(name),
        slug -> authors.bySlug(telling.handle(), slug.value()),
        slug -> {
          Author author = new Author(new AuthorId(ids.next()), slug, name, writer.about());
          authors.write(telling.handle(), author);
          return author;
        });
  }

  private Source source(Facts.Telling telling, String name, String address) {
    return known(
        sourceByName,
        name,
        slug(name),
        slug -> sources.bySlug(telling.handle(), slug.value()),
        slug -> {
          String host = Syndicated.host(address);
          Source source =
              new Source(
                  new SourceId(ids.next()),
                  slug,
                  name,
                  "",
                  "",
                  "",
                  "",
                  "",
                  host.isEmpty() ? "" : "https://" + host + "/",
                  Optional.empty(),
                  Terms.OPEN);
          sources.write(telling.handle(), source);
          return source;
        });
  }

  /** What was met before, else what the database has, else something new. */
  private static <T> T known(
      Map<String, T> met,
      String key,
      Slug slug,
      Function<Slug, Optional<T>> find,
      Function<Slug, T> make) {
    T before = met.get(key);
    if (before != null) {
      return before;
    }
    T found = find.apply(slug).orElseGet(() -> make.apply(slug));
    met.put(key, found);
    return found;
  }
}
