package courant.desk.write;

import courant.platform.web.Request;
import courant.story.Picture;
import courant.story.Story;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
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
    return of(
        name ->
            name.equals("topics")
                ? topics(request)
                : request.field(name).map(String::strip).orElse(""));
  }

  /** What was typed, and what was ticked of the topics found in the text. */
  private static String topics(Request request) {
    String typed = request.field("topics").map(String::strip).orElse("");
    Stream<String> found =
        request.fields("found").stream()
            .map(String::strip)
            .distinct()
            .filter(name -> !TypedNames.split(typed, List.of(name)).contains(name));
    return Stream.concat(Stream.of(typed), found)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** From fields by the names they have on the page. */
  static StoryForm of(UnaryOperator<String> fields) {
    return new StoryForm(
        fields.apply("headline"),
        fields.apply("standfirst"),
        fields.apply("body"),
        fields.apply("dateline"),
        fields.apply("byline"),
        fields.apply("section"),
        fields.apply("topics"),
        fields.apply("source"),
        fields.apply("original"),
        fields.apply("language"),
        fields.apply("picture"),
        fields.apply("picture-alt"),
        fields.apply("picture-caption"),
        fields.apply("picture-credit"));
  }

  /** A field by the name it has on the page. */
  String field(String name) {
    return switch (name) {
      case "headline" -> headline;
      case "standfirst" -> standfirst;
      case "body" -> body;
      case "dateline" -> dateline;
      case "byline" -> byline;
      case "section" -> section;
      case "topics" -> topics;
      case "source" -> source;
      case "original" -> original;
      case "language" -> language;
      case "picture" -> pictureAddress;
      case "picture-alt" -> pictureAlt;
      case "picture-caption" -> pictureCaption;
      case "picture-credit" -> pictureCredit;
      default -> throw new IllegalArgumentException("no field " + name);
    };
  }

  /** In another section, and the rest as it is. */
  StoryForm in(String otherSection) {
    return filed(otherSection, topics);
  }

  /** About other topics, and the rest as it is. */
  StoryForm about(String otherTopics) {
    return filed(section, otherTopics);
  }

  private StoryForm filed(String otherSection, String otherTopics) {
    return new StoryForm(
        headline,
        standfirst,
        body,
        dateline,
        byline,
        otherSection,
        otherTopics,
        source,
        original,
        language,
        pictureAddress,
        pictureAlt,
        pictureCaption,
        pictureCredit);
  }

  /** With other words, and the rest as it is. */
  StoryForm saying(String otherHeadline, String otherStandfirst, String otherBody) {
    return new StoryForm(
        otherHeadline,
        otherStandfirst,
        otherBody,
        dateline,
        byline,
        section,
        topics,
        source,
        original,
        language,
        pictureAddress,
        pictureAlt,
        pictureCaption,
        pictureCredit);
  }

  /** The revision the writer began from, as the page says it. */
  static OptionalInt revision(Request request) {
    return request
        .field("revision")
        .filter(number -> number.matches("[0-9]{1,9}"))
        .map(number -> OptionalInt.of(Integer.parseInt(number)))
        .orElse(OptionalInt.empty());
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
}
