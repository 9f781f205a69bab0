package courant.transfer.importing;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Authors;
import courant.story.WriteStory;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import courant.topic.Topics;
import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the labels in an export are here: sections, topics, authors and sources, made where there is
 * none yet and the same each time.
 */
final class Labels {
  private final Mastheads mastheads;
  private final Topics topics;
  private final Sources sources;
  private final Authors authors;
  private final WriteStory writeStory;
  private final Ids ids;

  private final Map<String, Section> sections = new HashMap<>();
  private final Map<String, Topic> topicsMet = new HashMap<>();
  private final Map<String, Source> sourcesMet = new HashMap<>();
  private final Map<String, Author> authorsMet = new HashMap<>();
  private List<String> sectionOrder = List.of();
  private Survey survey = new Survey();
  private String site = "";
  private int newAuthors;

  Labels(
      Mastheads mastheads,
      Topics topics,
      Sources sources,
      Authors authors,
      WriteStory writeStory,
      Ids ids) {
    this.mastheads = mastheads;
    this.topics = topics;
    this.sources = sources;
    this.authors = authors;
    this.writeStory = writeStory;
    this.ids = ids;
  }

  /**
   * Learns what there is.
   *
   * @param from the site's address or, if it tells none, its title
   */
  void begin(String from, Survey seen) {
    site = from;
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

  /** Tells how many there are. */
  void count(ImportReport report) {
    report.authors = newAuthors;
    report.sections = sections.size();
    report.topics = topicsMet.size();
    report.sources = sourcesMet.size();
  }

  /** The section of a category. */
  Section section(Facts.Telling telling, Exported.Label label) {
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

  /** The topic of a tag or category. */
  Topic topic(Facts.Telling telling, Exported.Label label) {
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
  Author author(Facts.Telling telling, Exported.Label label) {
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
    redirect(telling, "/author/" + Foreign.slug(label.slug()), author.path());
    newAuthors++;
    return author;
  }

  /**
   * The source of a name.
   *
   * @param address of something that came from it
   */
  Source source(Facts.Telling telling, String name, String address) {
    Slug slug = Foreign.slug(name);
    return known(
        sourcesMet,
        slug.value(),
        () -> sources.bySlug(telling.handle(), slug.value()),
        () -> {
          String host = Foreign.host(address);
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

  /** Leads from an address it had at the old site to the one it has here. */
  void redirect(Facts.Telling telling, String old, String path) {
    if (!old.equals(path)) {
      writeStory.redirect(telling.handle(), old, path);
    }
  }
}
