package courant.desk.api;

import courant.story.Author;
import courant.story.Origin;
import courant.story.Picture;
import courant.story.Revisions;
import courant.story.Story;
import courant.story.StoryState;
import courant.topic.Topic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stories as programs see and send them. */
final class StoryShapes {
  private static final String NAME = "[^,،、;]{1,200}";

  static final Shape.Fields NAMED =
      Shape.shown(
          "Named",
          "slug",
          Shape.text(100, "As in its address"),
          "name",
          Shape.text(500, "As shown"));

  private static final Shape.Fields SOURCE_OF_STORY =
      Shape.shown(
          "StorySource",
          "slug",
          Shape.text(100, "As in its address"),
          "name",
          Shape.text(500, "The publication"),
          "original",
          Shape.text(2_000, "Address of the original; may be empty"),
          "credit",
          Shape.text(1_000_000, "The line that must stand with the story wherever its text does"),
          "territory",
          Shape.text(1_000_000, "Where it may be read; empty for everywhere"),
          "fullText",
          new Shape.Flag("Whether readers may have all of it; if not, give them an excerpt"),
          "ends",
          new Shape.OrNull(new Shape.Moment("When it has to go, by the source's terms")));

  private static final Shape.Fields PICTURE =
      Shape.shown(
          "Picture",
          "address",
          Shape.text(2_000, "Where the picture is"),
          "alt",
          Shape.text(2_000, "What it shows, for who cannot see it"),
          "caption",
          Shape.text(2_000, ""),
          "credit",
          Shape.text(500, ""),
          "width",
          new Shape.Whole(0, 1_000_000, "CSS pixels; 0 if unknown"),
          "height",
          new Shape.Whole(0, 1_000_000, "CSS pixels; 0 if unknown"));

  static final Shape.Fields STORY =
      Shape.shown(
          "Story",
          "id",
          Shape.id("Its number"),
          "state",
          new Shape.OneOf(StoryState.WORDS, "How far it has come"),
          "revision",
          new Shape.Whole(0, Integer.MAX_VALUE, "How often it was written; the ETag is made of it"),
          "headline",
          Shape.text(1_000_000, ""),
          "standfirst",
          Shape.text(1_000_000, ""),
          "body",
          Shape.text(
              10_000_000,
              "HTML; an excerpt where the source's terms let readers have no more and the token"
                  + " may not write"),
          "dateline",
          Shape.text(1_000_000, "The place it was filed from"),
          "byline",
          new Shape.ListOf(NAMED, 1_000, "Authors, in order"),
          "section",
          new Shape.OrNull(NAMED),
          "topics",
          new Shape.ListOf(NAMED, 1_000, ""),
          "source",
          new Shape.OrNull(SOURCE_OF_STORY),
          "picture",
          new Shape.OrNull(PICTURE),
          "language",
          Shape.text(50, "BCP 47"),
          "address",
          new Shape.OrNull(Shape.text(2_000, "Where readers find it; null before it went out")),
          "due",
          new Shape.OrNull(new Shape.Moment("When it will go out")),
          "published",
          new Shape.OrNull(new Shape.Moment("When it went out")),
          "updated",
          new Shape.OrNull(new Shape.Moment("When its text last changed for readers")),
          "withdrawn",
          new Shape.OrNull(new Shape.Moment("When it was withdrawn")),
          "reason",
          Shape.text(1_000_000, "Why it was withdrawn, as readers are told"));

  private static final Shape.Fields PICTURE_GIVEN =
      Shape.given(
          "PictureGiven",
          "address",
          Shape.text(2_000, "An http or https address, or a path of this review"),
          "alt",
          Shape.text(2_000, "What it shows, for who cannot see it"),
          "caption",
          Shape.text(2_000, ""),
          "credit",
          Shape.text(500, ""));

  private static final Object[] WORDS = {
    "headline", Shape.text(1_000, "Plain text"),
    "standfirst", Shape.text(5_000, "Plain text"),
    "body", Shape.text(900_000, "HTML; what may not stand in a story is taken out"),
    "dateline", Shape.text(200, "The place it was filed from"),
    "byline", new Shape.ListOf(new Shape.Text(200, NAME, ""), 50, "Names; who is new is made"),
    "section", new Shape.OrNull(Shape.text(100, "Slug of a section")),
    "topics", new Shape.ListOf(new Shape.Text(200, NAME, ""), 100, "Names; what is new is made"),
    "source", new Shape.OrNull(Shape.text(200, "Name of the publication it is from")),
    "original", new Shape.OrNull(Shape.text(2_000, "Address of the original")),
    "language", Shape.text(35, "BCP 47"),
    "picture", new Shape.OrNull(PICTURE_GIVEN)
  };

  static final Shape.Fields NEW = Shape.given("StoryNew", WORDS);
  static final Shape.Fields CHANGE = Shape.given("StoryChange", withNote());

  static final Shape.Fields REVISION =
      Shape.shown(
          "Revision",
          "number",
          new Shape.Whole(0, Integer.MAX_VALUE, "Counted from 1"),
          "at",
          new Shape.Moment("When it was written"),
          "by",
          Shape.text(1_000, "Whose it is"),
          "headline",
          Shape.text(1_000_000, ""),
          "standfirst",
          Shape.text(1_000_000, ""),
          "body",
          Shape.text(10_000_000, "HTML"),
          "note",
          Shape.text(1_000_000, "The public note of a correction"));

  private StoryShapes() {}

  private static Object[] withNote() {
    Object[] all = Arrays.copyOf(WORDS, WORDS.length + 2);
    all[WORDS.length] = "note";
    all[WORDS.length + 1] =
        Shape.text(2_000, "For a published story: the correction, as readers are told");
    return all;
  }

  /**
   * A story as JSON.
   *
   * @param toWrite whether all the desk has is to be shown, or only what readers may have
   */
  static JsonObject json(Story story, int revision, URI site, boolean toWrite) {
    JsonObject json =
        new JsonObject()
            .put("id", Long.toString(story.id().value()))
            .put("revision", revision)
            .put("headline", story.headline())
            .put("standfirst", story.standfirst())
            .put("body", toWrite ? story.body() : story.told())
            .put("dateline", story.dateline())
            .put("byline", names(story.byline().stream().map(StoryShapes::named).toList()))
            .put(
                "section",
                story.section().map(of -> named(of.slug().value(), of.name())).orElse(null))
            .put("topics", names(story.topics().stream().map(StoryShapes::named).toList()))
            .put("source", story.origin().map(of -> source(story, of)).orElse(null))
            .put("picture", story.lead().map(StoryShapes::picture).orElse(null))
            .put("language", story.language())
            .put("address", story.path().isEmpty() ? null : site + story.path());
    return state(json, story.state());
  }

  private static JsonObject source(Story story, Origin origin) {
    return named(origin.source().slug().value(), origin.source().name())
        .put("original", origin.address())
        .put("credit", origin.credit())
        .put("territory", origin.source().terms().territory())
        .put("fullText", origin.source().terms().fullText())
        .put("ends", story.ends().map(Instant::toString).orElse(null));
  }

  private static JsonObject state(JsonObject json, StoryState state) {
    return switch (state) {
      case StoryState.Draft _ -> times(json, state, null, null, null, null, "");
      case StoryState.Scheduled(var due) -> times(json, state, due, null, null, null, "");
      case StoryState.Published(_, var published, var updated) ->
          times(json, state, null, published, updated, null, "");
      case StoryState.Withdrawn(_, var published, var withdrawn, var reason) ->
          times(json, state, null, published, withdrawn, withdrawn, reason);
      case StoryState.Expired(_, var published, var expired) ->
          times(json, state, null, published, expired, expired, "");
    };
  }

  private static JsonObject times(
      JsonObject json,
      StoryState state,
      @Nullable Instant due,
      @Nullable Instant published,
      @Nullable Instant updated,
      @Nullable Instant withdrawn,
      String reason) {
    return json.put("state", state.word())
        .put("due", text(due))
        .put("published", text(published))
        .put("updated", text(updated))
        .put("withdrawn", text(withdrawn))
        .put("reason", reason);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return Optional.ofNullable(instant).map(Instant::toString).orElse(null);
  }

  private static JsonArray names(List<JsonObject> named) {
    return new JsonArray(named);
  }

  private static JsonObject named(Author author) {
    return named(author.slug().value(), author.name());
  }

  private static JsonObject named(Topic topic) {
    return named(topic.slug().value(), topic.name());
  }

  static JsonObject named(String slug, String name) {
    return new JsonObject().put("slug", slug).put("name", name);
  }

  private static JsonObject picture(Picture picture) {
    return new JsonObject()
        .put("address", picture.src())
        .put("alt", picture.alt())
        .put("caption", picture.caption())
        .put("credit", picture.credit())
        .put("width", picture.width())
        .put("height", picture.height());
  }

  static JsonObject json(Revisions.Revision revision, Story story, boolean toWrite) {
    return new JsonObject()
        .put("number", revision.number())
        .put("at", revision.at().toString())
        .put("by", revision.byWhom())
        .put("headline", revision.headline())
        .put("standfirst", revision.standfirst())
        .put(
            "body",
            story
                .origin()
                .filter(_ -> !toWrite)
                .map(of -> of.source().terms().told(revision.body()))
                .orElse(revision.body()))
        .put("note", revision.note());
  }
}
