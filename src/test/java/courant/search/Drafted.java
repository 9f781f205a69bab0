package courant.search;

import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Terms;
import courant.story.Author;
import courant.story.AuthorId;
import courant.story.Origin;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.topic.Topic;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A story for tests, with only what a test is about. */
record Drafted(
    long id,
    String language,
    String headline,
    String standfirst,
    String body,
    List<String> authors,
    List<String> topics,
    String section,
    String source,
    Instant published) {

  static Drafted story(long id, String headline) {
    return new Drafted(
        id,
        "en",
        headline,
        "",
        "",
        List.of(),
        List.of(),
        "",
        "",
        Instant.parse("2011-09-19T12:00:00Z"));
  }

  Drafted numbered(long number) {
    return new Drafted(
        number, language, headline, standfirst, body, authors, topics, section, source, published);
  }

  Drafted in(String tag) {
    return new Drafted(
        id, tag, headline, standfirst, body, authors, topics, section, source, published);
  }

  Drafted standfirst(String text) {
    return new Drafted(
        id, language, headline, text, body, authors, topics, section, source, published);
  }

  Drafted body(String html) {
    return new Drafted(
        id, language, headline, standfirst, html, authors, topics, section, source, published);
  }

  Drafted by(String... names) {
    return new Drafted(
        id,
        language,
        headline,
        standfirst,
        body,
        List.of(names),
        topics,
        section,
        source,
        published);
  }

  Drafted about(String... names) {
    return new Drafted(
        id,
        language,
        headline,
        standfirst,
        body,
        authors,
        List.of(names),
        section,
        source,
        published);
  }

  Drafted section(String name) {
    return new Drafted(
        id, language, headline, standfirst, body, authors, topics, name, source, published);
  }

  Drafted source(String name) {
    return new Drafted(
        id, language, headline, standfirst, body, authors, topics, section, name, published);
  }

  Drafted at(String instant) {
    return new Drafted(
        id,
        language,
        headline,
        standfirst,
        body,
        authors,
        topics,
        section,
        source,
        Instant.parse(instant));
  }

  Story out() {
    return as(new StoryState.Published("/story/" + id, published, published));
  }

  Story withdrawn() {
    return as(new StoryState.Withdrawn("/story/" + id, published, published, ""));
  }

  private Story as(StoryState state) {
    return new Story(
        new StoryId(id),
        new Slug("story-" + id),
        headline,
        standfirst,
        body,
        "",
        authors.stream().map(it -> new Author(new AuthorId(1), Slug.of(it), it, "")).toList(),
        Optional.of(section)
            .filter(it -> !it.isEmpty())
            .map(it -> new Section(new SectionId(1), Slug.of(it), it, "", 0)),
        topics.stream()
            .map(it -> new Topic(new TopicId(1), Slug.of(it), TopicKind.SUBJECT, it, "", ""))
            .toList(),
        Optional.of(source).filter(it -> !it.isEmpty()).map(it -> new Origin(source(it, 1), "")),
        Optional.empty(),
        language,
        state);
  }

  private static Source source(String name, long id) {
    return new Source(
        new SourceId(id),
        Slug.of(name),
        name,
        "",
        "",
        "",
        "",
        "",
        "",
        Optional.empty(),
        Terms.OPEN);
  }
}
