package courant.desk.write;

import courant.desk.Desk;
import courant.desk.Member;
import courant.platform.db.Database;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the writing page says while someone writes: the text so far, and that they are here. */
final class KeepWriting {
  private final Desk desk;
  private final Database database;
  private final Stories stories;
  private final WorkingCopies copies;
  private final Writers writers;

  KeepWriting(
      Desk desk, Database database, Stories stories, WorkingCopies copies, Writers writers) {
    this.desk = desk;
    this.database = database;
    this.stories = stories;
    this.copies = copies;
    this.writers = writers;
  }

  /**
   * Keeps what is typed as the member's own, without changing the story. 409 says that someone took
   * over, and the text is kept all the same; or that the member went on in another page, whose text
   * is kept instead.
   */
  Response keep(Request request) {
    Optional<StoryId> story = id(request).filter(stories::exists);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    Member member = desk.member(request);
    Optional<Writers.Writer> writer =
        database.write(handle -> keep(handle, story.get(), member, request));
    return writer
        .map(one -> told(one, member).status(one.member() == member.id() ? 200 : 409))
        .orElseGet(() -> Response.json(new JsonObject().put("elsewhere", true)).status(409));
  }

  /** Who writes the story now; empty if nothing was kept. */
  private Optional<Writers.Writer> keep(
      Handle handle, StoryId story, Member member, Request request) {
    String tab = request.field("tab").orElse("");
    long made = request.field("made").flatMap(Request::number).orElse(Long.MAX_VALUE);
    if (copies.wentOn(handle, story, member, tab, made)) {
      return Optional.empty();
    }
    int revision = StoryForm.revision(request).orElse(0);
    copies.keep(handle, story, member, revision, StoryForm.of(request), tab);
    return Optional.of(writers.here(handle, story, member));
  }

  /** Says that the member is here; who only reads does not become the writer. */
  Response here(Request request) {
    Optional<StoryId> story = id(request).filter(stories::exists);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    Member member = desk.member(request);
    if (request.field("leaving").isPresent()) {
      writers.leave(story.get(), member);
      return Response.empty(204);
    }
    if (request.field("reading").filter("true"::equals).isPresent()) {
      return writers
          .of(story.get())
          .map(writer -> told(writer, member))
          .orElseGet(() -> Response.json(new JsonObject().put("mine", false).put("who", "")));
    }
    return told(writers.here(story.get(), member), member);
  }

  /** Takes the story over from whoever was writing. */
  Response take(Request request) {
    Optional<Story> story = id(request).flatMap(stories::byId);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    writers.take(story.get().id(), desk.member(request));
    return Response.seeOther("/desk/story/" + story.get().id().value());
  }

  private static Response told(Writers.Writer writer, Member member) {
    return Response.json(
        new JsonObject()
            .put("who", writer.name())
            .put("since", writer.since().toString())
            .put("mine", writer.member() == member.id()));
  }

  /** The story's number in the address. */
  static Optional<StoryId> id(Request request) {
    return Request.number(request.part("id")).map(StoryId::new);
  }
}
