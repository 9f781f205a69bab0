package courant.support;

import courant.platform.web.Slug;
import courant.story.Author;
import courant.story.Origin;
import courant.story.Picture;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A story about to be written by a test. */
public final class StoryDraft {
  private final TestReview review;
  private final String headline;
  private String standfirst = "";
  private String body = "<p>Text.</p>";
  private String dateline = "";
  private String language = "en";
  private Instant published;
  private Optional<String> section = Optional.empty();
  private Optional<Origin> origin = Optional.empty();
  private Optional<Picture> lead = Optional.empty();
  private final List<Topic> topics = new ArrayList<>();
  private final List<Author> byline = new ArrayList<>();

  StoryDraft(TestReview review, String headline) {
    this.review = review;
    this.headline = headline;
    this.published = review.clock.instant();
  }

  public StoryDraft standfirst(String text) {
    standfirst = text;
    return this;
  }

  public StoryDraft body(String html) {
    body = html;
    return this;
  }

  public StoryDraft dateline(String place) {
    dateline = place;
    return this;
  }

  public StoryDraft language(String tag) {
    language = tag;
    return this;
  }

  public StoryDraft published(Instant instant) {
    published = instant;
    return this;
  }

  public StoryDraft section(String name) {
    section = Optional.of(name);
    return this;
  }

  public StoryDraft source(String name, String address) {
    origin = Optional.of(new Origin(review.source(name), address));
    return this;
  }

  public StoryDraft lead(Picture picture) {
    lead = Optional.of(picture);
    return this;
  }

  public StoryDraft topic(String name) {
    topics.add(review.topic(name));
    return this;
  }

  public StoryDraft by(String author) {
    byline.add(review.author(author));
    return this;
  }

  /** Writes and publishes it. */
  public Story publish() {
    return review.save(in(new StoryState.Published("", published, published)));
  }

  /** The story in any state, not yet written. */
  public Story in(StoryState state) {
    return new Story(
        new StoryId(review.review.ids().next()),
        Slug.of(headline),
        headline,
        standfirst,
        body,
        dateline,
        List.copyOf(byline),
        section.map(review::section),
        List.copyOf(topics),
        origin,
        lead,
        language,
        state);
  }
}
