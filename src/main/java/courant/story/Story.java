package courant.story;

import courant.masthead.Section;
import courant.platform.html.HtmlText;
import courant.platform.web.Slug;
import courant.topic.Prose;
import courant.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A story with all it refers to.
 *
 * @param headline plain text
 * @param standfirst the sentence or two under the headline, plain text; may be empty
 * @param body sanitised semantic HTML, as the desk has it; readers get what is {@link #told}
 * @param dateline the place it was filed from; may be empty
 * @param byline its authors, in order; may be empty
 * @param language BCP 47
 */
public record Story(
    StoryId id,
    Slug slug,
    String headline,
    String standfirst,
    String body,
    String dateline,
    List<Author> byline,
    Optional<Section> section,
    List<Topic> topics,
    Optional<Origin> origin,
    Optional<Picture> lead,
    String language,
    StoryState state) {
  /**
   * A draft of which nothing is written yet.
   *
   * @param language BCP 47
   */
  public static Story blank(StoryId id, String language) {
    return new Story(
        id,
        Slug.of(""),
        "",
        "",
        "",
        "",
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        language,
        new StoryState.Draft());
  }

  /** The same story in another state. */
  public Story in(StoryState other) {
    return new Story(
        id,
        slug,
        headline,
        standfirst,
        body,
        dateline,
        byline,
        section,
        topics,
        origin,
        lead,
        language,
        other);
  }

  /** The same story by others. */
  public Story by(List<Author> others) {
    return new Story(
        id,
        slug,
        headline,
        standfirst,
        body,
        dateline,
        others,
        section,
        topics,
        origin,
        lead,
        language,
        state);
  }

  /** The same story about other topics. */
  public Story about(List<Topic> others) {
    return new Story(
        id,
        slug,
        headline,
        standfirst,
        body,
        dateline,
        byline,
        section,
        others,
        origin,
        lead,
        language,
        state);
  }

  /** The same story in other words. */
  public Story saying(String otherHeadline, String otherBody) {
    return new Story(
        id,
        slug,
        otherHeadline,
        standfirst,
        otherBody,
        dateline,
        byline,
        section,
        topics,
        origin,
        lead,
        language,
        state);
  }

  /** The same story with another lead and text, for the sake of pictures in them. */
  public Story illustrated(Optional<Picture> otherLead, String otherBody) {
    return new Story(
        id,
        slug,
        headline,
        standfirst,
        otherBody,
        dateline,
        byline,
        section,
        topics,
        origin,
        otherLead,
        language,
        state);
  }

  /** The same story from another origin. */
  public Story from(Optional<Origin> other) {
    return new Story(
        id,
        slug,
        headline,
        standfirst,
        body,
        dateline,
        byline,
        section,
        topics,
        other,
        lead,
        language,
        state);
  }

  /**
   * The body as readers may have it in whatever channel: an excerpt where its source allows no
   * more.
   */
  public String told() {
    return origin.map(from -> from.source().terms().told(body)).orElse(body);
  }

  /** Whether {@link #told} is all of it. */
  public boolean whole() {
    return origin.map(from -> from.source().terms().fullText()).orElse(true);
  }

  /** When its source's terms end, counted from the original; empty if it may stay. */
  public Optional<Instant> ends() {
    return origin.flatMap(
        from ->
            from.published()
                .or(
                    () ->
                        state instanceof StoryState.Published(_, var published, _)
                            ? Optional.of(published)
                            : Optional.empty())
                .flatMap(from.source().terms()::until));
  }

  /** All its words, in which topics are looked for. */
  public Prose prose() {
    return new Prose(headline + ".\n" + standfirst + "\n" + HtmlText.of(body), language);
  }

  /** Its address from our root; empty while it has none. */
  public String path() {
    return switch (state) {
      case StoryState.Draft _, StoryState.Scheduled _ -> "";
      case StoryState.Published(var path, _, _) -> path;
      case StoryState.Withdrawn(var path, _, _, _) -> path;
      case StoryState.Expired(var path, _, _) -> path;
    };
  }

  /**
   * When it went out.
   *
   * @throws IllegalStateException if it never did
   */
  public Instant published() {
    return switch (state) {
      case StoryState.Published(_, var published, _) -> published;
      case StoryState.Withdrawn(_, var published, _, _) -> published;
      case StoryState.Expired(_, var published, _) -> published;
      case StoryState.Draft _, StoryState.Scheduled _ ->
          throw new IllegalStateException("story " + id + " is not out");
    };
  }

  /** When what readers see of it last changed; as {@link #published}, if never. */
  public Instant updated() {
    return switch (state) {
      case StoryState.Published(_, _, var updated) -> updated;
      case StoryState.Withdrawn(_, _, var withdrawn, _) -> withdrawn;
      case StoryState.Expired(_, _, var expired) -> expired;
      case StoryState.Draft _, StoryState.Scheduled _ ->
          throw new IllegalStateException("story " + id + " is not out");
    };
  }
}
