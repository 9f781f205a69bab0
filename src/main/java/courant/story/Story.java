package courant.story;

import courant.masthead.Section;
import courant.platform.web.Slug;
import courant.topic.Topic;
import java.util.List;
import java.util.Optional;

/**
 * A story with all it refers to.
 *
 * @param headline plain text
 * @param standfirst the sentence or two under the headline, plain text; may be empty
 * @param body sanitised semantic HTML
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
    StoryState state) {}
