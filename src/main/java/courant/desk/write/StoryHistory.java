package courant.desk.write;

import courant.desk.Desk;
import courant.platform.db.Database;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import java.util.Map;
import java.util.Optional;

/** What a story said before, what changed each time, and the way back. */
final class StoryHistory {
  private final Desk desk;
  private final Database database;
  private final Stories stories;
  private final Revisions revisions;
  private final WorkingCopies copies;

  StoryHistory(
      Desk desk, Database database, Stories stories, Revisions revisions, WorkingCopies copies) {
    this.desk = desk;
    this.database = database;
    this.stories = stories;
    this.revisions = revisions;
    this.copies = copies;
  }

  Response show(Request request) {
    return KeepWriting.id(request)
        .flatMap(stories::byId)
        .map(
            story ->
                desk.page(
                    request,
                    "write/revisions",
                    "stories",
                    desk.texts().say("desk.revisions"),
                    Map.of("story", story, "changes", Change.between(revisions.of(story.id())))))
        .orElseGet(() -> Response.empty(404));
  }

  /** Puts an old text into the member's own, to be looked at and saved like any other. */
  Response restore(Request request) {
    Optional<Story> story = KeepWriting.id(request).flatMap(stories::byId);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    int current = database.read(handle -> revisions.current(handle, story.get().id()));
    revisions.of(story.get().id()).stream()
        .filter(revision -> Integer.toString(revision.number()).equals(request.part("number")))
        .findFirst()
        .ifPresent(
            revision ->
                copies.keep(
                    story.get().id(),
                    desk.member(request),
                    current,
                    StoryForm.of(story.get())
                        .saying(revision.headline(), revision.standfirst(), revision.body())));
    return Response.seeOther("/desk/story/" + story.get().id().value() + "?done=restored");
  }
}
