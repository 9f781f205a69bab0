package courant.desk.write;

import courant.masthead.Mastheads;
import courant.platform.db.Ids;
import courant.platform.html.Policy;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Authors;
import courant.story.Origin;
import courant.story.Picture;
import courant.story.Story;
import courant.topic.Topic;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Makes of a story what was typed: its words, who signs it, what it is about, where it is from. */
public final class ApplyForm {
  private final Mastheads mastheads;
  private final Authors authors;
  private final ChosenTopics topics;
  private final Sources sources;
  private final Ids ids;

  public ApplyForm(
      Mastheads mastheads, Authors authors, ChosenTopics topics, Sources sources, Ids ids) {
    this.mastheads = mastheads;
    this.authors = authors;
    this.topics = topics;
    this.sources = sources;
    this.ids = ids;
  }

  /** Within the caller's transaction, which also gets whom and what is new by name. */
  Story to(Facts.Telling telling, Story story, StoryForm form) {
    Handle handle = telling.handle();
    List<Author> byline = byline(story, form, name -> author(handle, name));
    Optional<Source> source = source(story, form, name -> source(handle, name));
    return typed(story, form, byline, topics.of(telling, story, form), source);
  }

  /** What it would be; nothing is written, and who is not there yet is made up for the moment. */
  Story preview(Story story, StoryForm form) {
    List<Author> byline =
        byline(story, form, name -> authors.named(name).orElseGet(() -> fresh(name)));
    Optional<Source> source =
        source(story, form, name -> sources.named(name).orElseGet(() -> freshSource(name)));
    return typed(story, form, byline, topics.named(story, form), source);
  }

  private static List<Author> byline(
      Story story, StoryForm form, Function<String, Author> otherwise) {
    return TypedNames.of(form.byline(), story.byline(), Author::name).each(otherwise);
  }

  /** The story's own, by the name the form began with: others may go by it, too. */
  private static Optional<Source> source(
      Story story, StoryForm form, Function<String, Source> otherwise) {
    Optional<Source> own = story.origin().map(Origin::source);
    return Optional.of(form.source())
        .filter(name -> !name.isEmpty())
        .map(
            name ->
                own.filter(source -> source.name().equals(name))
                    .orElseGet(() -> otherwise.apply(name)));
  }

  private Story typed(
      Story story,
      StoryForm form,
      List<Author> byline,
      List<Topic> about,
      Optional<Source> source) {
    boolean out = !story.path().isEmpty();
    return new Story(
        story.id(),
        out || form.headline().isEmpty() ? story.slug() : Slug.of(form.headline()),
        form.headline(),
        form.standfirst(),
        Policy.ARTICLE.sanitise(form.body()),
        form.dateline(),
        byline,
        mastheads.section(form.section()),
        about,
        source.map(it -> origin(story, it, form.original())),
        form.pictureAddress().matches("(https?:/)?/\\S+")
            ? Optional.of(picture(story, form))
            : Optional.empty(),
        form.language().isEmpty() ? story.language() : form.language(),
        story.state());
  }

  private static Picture picture(Story story, StoryForm form) {
    Optional<Picture> same = story.lead().filter(lead -> lead.src().equals(form.pictureAddress()));
    return new Picture(
        form.pictureAddress(),
        same.map(Picture::width).orElse(0),
        same.map(Picture::height).orElse(0),
        form.pictureAlt(),
        form.pictureCaption(),
        form.pictureCredit());
  }

  /** As it was, if it is the same original; of another one nobody knows when it came out. */
  private static Origin origin(Story story, Source source, String address) {
    return story
        .origin()
        .filter(known -> known.source().id().equals(source.id()))
        .map(known -> new Origin(source, address, known.published()))
        .orElseGet(() -> new Origin(source, address));
  }

  private Author author(Handle handle, String name) {
    return authors
        .named(handle, name)
        .orElseGet(
            () -> {
              Author author = fresh(name);
              authors.write(handle, author);
              return author;
            });
  }

  private Author fresh(String name) {
    return new Author(new AuthorId(ids.next()), Slug.of(name), name, "");
  }

  private Source source(Handle handle, String name) {
    return sources
        .named(handle, name)
        .orElseGet(
            () -> {
              Source source = freshSource(name);
              sources.write(handle, source);
              return source;
            });
  }

  private Source freshSource(String name) {
    return Source.named(new SourceId(ids.next()), Slug.of(name), name, "");
  }
}
