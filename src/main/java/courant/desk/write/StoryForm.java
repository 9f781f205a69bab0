package courant.desk.write;

import courant.platform.web.Request;
import courant.story.Picture;
import courant.story.Story;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of the writing page, just as they were typed. */
public record StoryForm(
    String headline,
    String standfirst,
    String body,
    String dateline,
    String byline,
    String section,
    String topics,
    String source,
    String original,
    String language,
    String pictureAddress,
    String pictureAlt,
    String pictureCaption,
    String pictureCredit) {
  static StoryForm of(Request request) {
    return new StoryForm(
        field(request, "headline"),
        field(request, "standfirst"),
        field(request, "body"),
        field(request, "dateline"),
        field(request, "byline"),
        field(request, "section"),
        topics(request),
        field(request, "source"),
        field(request, "original"),
        field(request, "language"),
        field(request, "picture"),
        field(request, "picture-alt"),
        field(request, "picture-caption"),
        field(request, "picture-credit"));
  }

  /** What was typed, and what was ticked of the topics found in the text. */
  private static String topics(Request request) {
    return Stream.concat(names(field(request, "topics")).stream(), request.fields("found").stream())
        .map(String::strip)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String field(Request request, String name) {
    return request.field(name).map(String::strip).orElse("");
  }

  /** A story's own words, as the writing page begins with them. */
  public static StoryForm of(Story story) {
    Picture none = new Picture("", 0, 0, "", "", "");
    Picture lead = story.lead().orElse(none);
    return new StoryForm(
        story.headline(),
        story.standfirst(),
        story.body(),
        story.dateline(),
        story.byline().stream().map(author -> author.name()).collect(Collectors.joining(", ")),
        story.section().map(section -> section.slug().value()).orElse(""),
        story.topics().stream().map(topic -> topic.name()).collect(Collectors.joining(", ")),
        story.origin().map(origin -> origin.source().name()).orElse(""),
        story.origin().map(origin -> origin.address()).orElse(""),
        story.language(),
        lead.src(),
        lead.alt(),
        lead.caption(),
        lead.credit());
  }

  /** As it was kept by {@link #json}. */
  static StoryForm of(JsonObject kept) {
    return new StoryForm(
        kept.getString("headline", ""),
        kept.getString("standfirst", ""),
        kept.getString("body", ""),
        kept.getString("dateline", ""),
        kept.getString("byline", ""),
        kept.getString("section", ""),
        kept.getString("topics", ""),
        kept.getString("source", ""),
        kept.getString("original", ""),
        kept.getString("language", ""),
        kept.getString("pictureAddress", ""),
        kept.getString("pictureAlt", ""),
        kept.getString("pictureCaption", ""),
        kept.getString("pictureCredit", ""));
  }

  JsonObject json() {
    return new JsonObject()
        .put("headline", headline)
        .put("standfirst", standfirst)
        .put("body", body)
        .put("dateline", dateline)
        .put("byline", byline)
        .put("section", section)
        .put("topics", topics)
        .put("source", source)
        .put("original", original)
        .put("language", language)
        .put("pictureAddress", pictureAddress)
        .put("pictureAlt", pictureAlt)
        .put("pictureCaption", pictureCaption)
        .put("pictureCredit", pictureCredit);
  }

  static List<String> names(String typed) {
    return Arrays.stream(typed.split("[,،、;]"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
