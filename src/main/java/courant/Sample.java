package courant;

import courant.masthead.Issn;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.platform.job.Facts;
import courant.platform.web.Assets;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Terms;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Origin;
import courant.story.Picture;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import courant.transfer.archive.UntouchedSample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A small review to look at in the first minute: {@code sample/review.json}, its stories dated back
 * from now.
 */
final class Sample {
  private final Holdings held;
  private final Map<String, Section> sections = new HashMap<>();
  private final Map<String, Source> sources = new HashMap<>();
  private final Map<String, Topic> topics = new HashMap<>();
  private final Map<String, Author> authors = new HashMap<>();

  Sample(Holdings held) {
    this.held = held;
  }

  /** Loads the sample, unless there is a masthead or any story. */
  void loadIfEmpty() {
    boolean empty =
        held.database()
            .read(
                handle ->
                    handle
                            .createQuery(
                                "select (select count(*) from masthead) + (select count(*) from story)")
                            .mapTo(Long.class)
                            .one()
                        == 0);
    if (empty) {
      JsonObject sample = read();
      held.facts()
          .write(
              telling -> {
                load(telling, sample);
                telling.tell(Mastheads.CHANGED, 1);
                telling.tell(UntouchedSample.LOADED, 1);
                return true;
              });
    }
  }

  private void load(Facts.Telling telling, JsonObject sample) {
    JsonObject masthead = sample.getJsonObject("masthead");
    held.mastheads()
        .write(
            telling.handle(),
            new Masthead(
                masthead.getString("title"),
                masthead.getString("tagline"),
                Optional.empty(),
                Optional.of(new Issn(masthead.getString("issn"))),
                masthead.getString("publisher"),
                masthead.getString("contact"),
                masthead.getString("about"),
                Locale.ENGLISH,
                ZoneId.of(masthead.getString("zone")),
                Optional.empty(),
                true));
    objects(sample, "sections").forEach(row -> section(telling, row));
    objects(sample, "sources").forEach(row -> source(telling, row));
    objects(sample, "topics").forEach(row -> topic(telling, row));
    objects(sample, "authors").forEach(row -> author(telling, row));
    objects(sample, "stories").forEach(row -> story(telling, row));
  }

  private void section(Facts.Telling telling, JsonObject row) {
    Section section =
        new Section(
            new SectionId(held.ids().next()),
            new Slug(row.getString("slug")),
            row.getString("name"),
            row.getString("description"),
            sections.size());
    held.mastheads().write(telling.handle(), section);
    sections.put(row.getString("slug"), section);
  }

  private void source(Facts.Telling telling, JsonObject row) {
    Source source =
        new Source(
            new SourceId(held.ids().next()),
            new Slug(row.getString("slug")),
            row.getString("name"),
            row.getString("about"),
            row.getString("founded"),
            row.getString("parent"),
            row.getString("country"),
            "en",
            row.getString("home"),
            Optional.empty(),
            new Terms(true, Duration.ZERO, Optional.empty(), "", row.getString("credit"), true));
    held.sources().write(telling.handle(), source);
    sources.put(row.getString("slug"), source);
  }

  private void topic(Facts.Telling telling, JsonObject row) {
    String name = row.getString("name");
    Topic topic =
        new Topic(
            new TopicId(held.ids().next()),
            Slug.of(name),
            TopicKind.valueOf(row.getString("kind")),
            name,
            row.getString("description"),
            row.getString("wikidata", ""));
    held.topics().write(telling, topic);
    topics.put(name, topic);
  }

  private void author(Facts.Telling telling, JsonObject row) {
    String name = row.getString("name");
    Author author =
        new Author(new AuthorId(held.ids().next()), Slug.of(name), name, row.getString("about"));
    held.authors().write(telling.handle(), author);
    authors.put(name, author);
  }

  private void story(Facts.Telling telling, JsonObject row) {
    Instant published =
        Instant.now()
            .truncatedTo(ChronoUnit.MINUTES)
            .minus(Duration.ofMinutes(row.getInteger("minutesAgo")));
    String headline = row.getString("headline");
    Story story =
        new Story(
            new StoryId(held.ids().next()),
            Slug.of(headline),
            headline,
            row.getString("standfirst"),
            String.join("\n", strings(row, "body")),
            row.getString("dateline", ""),
            strings(row, "byline").stream().map(authors::get).toList(),
            Optional.ofNullable(sections.get(row.getString("section"))),
            strings(row, "topics").stream().map(topics::get).toList(),
            Optional.ofNullable(sources.get(row.getString("source", "")))
                .map(source -> new Origin(source, row.getString("original", ""))),
            Optional.ofNullable(row.getJsonObject("picture")).map(Sample::picture),
            row.getString("language", "en"),
            new StoryState.Published("", published, published));
    held.writeStory().saveImported(telling, story, ZoneId.of("UTC"));
  }

  private static Picture picture(JsonObject row) {
    return new Picture(
        Assets.address(row.getString("asset")),
        1200,
        675,
        row.getString("alt"),
        row.getString("caption"),
        row.getString("credit"));
  }

  private static List<JsonObject> objects(JsonObject object, String name) {
    return object.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> strings(JsonObject object, String name) {
    return object.getJsonArray(name, new JsonArray()).stream().map(String.class::cast).toList();
  }

  private static JsonObject read() {
    try (InputStream in = Sample.class.getResourceAsStream("/sample/review.json")) {
      if (in == null) {
        throw new IllegalStateException("the sample review is missing from the jar");
      }
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
