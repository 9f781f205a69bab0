package courant.delivery.page;

import courant.delivery.Tags;
import courant.edition.OneOfEach;
import courant.edition.Related;
import courant.figure.Subjects;
import courant.media.InText;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.story.Correction;
import courant.story.Corrections;
import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import courant.story.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /2026/11/slug}: one story, or the list of a day where the last part is its number. */
public final class StoryPage {
  /**
   * A story and what is shown beside it.
   *
   * @param body as the page shows it, with all sizes of its pictures
   */
  public record Told(
      Story story,
      String body,
      List<Correction> corrections,
      List<Version> versions,
      List<Story> related,
      RepliesShown replies) {}

  private final Stories stories;
  private final Corrections corrections;
  private final OneOfEach oneOfEach;
  private final Related related;
  private final ListPage days;
  private final ReplyPages replies;
  private final Frames frames;
  private final InText pictures;

  StoryPage(
      Stories stories,
      Corrections corrections,
      OneOfEach oneOfEach,
      Related related,
      ListPage days,
      ReplyPages replies,
      Frames frames,
      InText pictures) {
    this.stories = stories;
    this.corrections = corrections;
    this.oneOfEach = oneOfEach;
    this.related = related;
    this.days = days;
    this.replies = replies;
    this.frames = frames;
    this.pictures = pictures;
  }

  Response answer(Request request) {
    Optional<Story> found = stories.byPath(request.path());
    if (found.isEmpty()) {
      return request.path().matches(".*/[0-9]{2}") ? days.answer(request) : Response.empty(404);
    }
    Story story = found.get();
    return switch (story.state()) {
      case StoryState.Published _ -> tell(request, story);
      case StoryState.Withdrawn(_, _, var withdrawn, var reason) ->
          (reason.isBlank() ? Response.empty(410) : gone(request, withdrawn, reason))
              .published(Set.of(Tags.story(story)), withdrawn);
      case StoryState.Expired(_, _, var expired) ->
          expired(request, story, expired).published(Set.of(Tags.story(story)), expired);
      case StoryState.Draft _, StoryState.Scheduled _ -> Response.empty(404);
    };
  }

  /** The page a story would have; for nobody but who may see it. */
  Response preview(Request request, Story story) {
    Frame frame = frames.unlisted(request, story.headline());
    Told told = told(story);
    return Response.html(Templates.render("page/story", Map.of("frame", frame, "told", told)));
  }

  /** Why and when a story was taken back. */
  private Response gone(Request request, Instant when, String reason) {
    Frame plain = frames.unlisted(request, "");
    Frame frame = frames.unlisted(request, plain.texts().say("error.410"));
    Map<String, Object> shown = Map.of("frame", frame, "when", when, "reason", reason);
    return Response.html(Templates.render("page/withdrawn", shown)).status(410);
  }

  /** Whose story it was, and where the original is. */
  private Response expired(Request request, Story story, Instant when) {
    Frame plain = frames.unlisted(request, "");
    Frame frame = frames.unlisted(request, plain.texts().say("story.expired.title"));
    Map<String, Object> shown = new HashMap<>(Map.of("frame", frame, "when", when));
    story.origin().ifPresent(origin -> shown.put("origin", origin));
    return Response.html(Templates.render("page/expired", shown)).status(410);
  }

  private Told told(Story story) {
    return new Told(
        story,
        pictures.shown(story.told()),
        corrections.of(story.id()),
        oneOfEach.besides(story),
        related.to(story),
        replies.first(story));
  }

  private Response tell(Request request, Story story) {
    Told told = told(story);
    Frame plain = frames.page(request, story.path(), story.headline(), story.standfirst());
    String known =
        story
            .origin()
            .filter(origin -> origin.source().terms().canonical())
            .map(origin -> origin.address())
            .filter(address -> !address.isEmpty())
            .orElse(plain.canonical());
    Frame frame =
        plain.with(
            known, MachineReadable.ofStory(plain, story), List.of(JsonLd.story(plain, story)));
    Set<String> shows =
        new HashSet<>(Set.of(Tags.story(story), Tags.replies(story.id()), Tags.REPLY_FORM));
    told.related().forEach(other -> shows.add(Tags.story(other)));
    // What comes out about the same may belong among them.
    story.topics().forEach(topic -> shows.add(Tags.list(new Listing.About(topic.id()))));
    story.section().ifPresent(section -> shows.add(Tags.list(new Listing.InSection(section.id()))));
    told.versions().forEach(version -> shows.add(Tags.story(version.story())));
    byte[] page = Templates.render("page/story", Map.of("frame", frame, "told", told));
    return Response.html(page)
        .published(shows, told.replies().count() == 0 ? story.updated() : Instant.EPOCH)
        .counted(Subjects.story(story.id()));
  }
}
