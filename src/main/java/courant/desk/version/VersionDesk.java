package courant.desk.version;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.desk.write.StoryFinder;
import courant.platform.job.Facts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.Version;
import courant.story.Versions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code /desk/story/:id/versions}: what a story is one with, and the desk's last word on it. */
public final class VersionDesk {
  private static final int HINTS = 5;
  private static final int FOUND = 10;

  private final Desk desk;
  private final Facts facts;
  private final Stories stories;
  private final Versions versions;
  private final StoryFinder finder;

  public VersionDesk(
      Desk desk, Facts facts, Stories stories, Versions versions, StoryFinder finder) {
    this.desk = desk;
    this.facts = facts;
    this.stories = stories;
    this.versions = versions;
    this.finder = finder;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/story/:id/versions", CONTRIBUTOR, this::show)
        .post("/desk/story/:id/versions", EDITOR, this::act);
  }

  private Response show(Request request) {
    return published(Optional.of(request.part("id")))
        .map(story -> page(request, story))
        .orElseGet(() -> Response.empty(404));
  }

  private Response page(Request request, Story story) {
    List<Version> all = versions.of(List.of(story.id())).getOrDefault(story.id(), List.of());
    List<StoryId> known = all.stream().map(Version::story).toList();
    String words = request.query("words").map(String::strip).orElse("");
    List<Story> found =
        words.isEmpty()
            ? List.of()
            : stories.published(
                finder.published(words, FOUND).stream()
                    .map(row -> new StoryId(row.id()))
                    .filter(id -> !known.contains(id) && !id.equals(story.id()))
                    .toList());
    return desk.page(
        request,
        "version/versions",
        "stories",
        desk.texts().say("story.versions"),
        Map.of(
            "story", story,
            "versions", all,
            "near", stories.published(versions.near(story.id(), HINTS)),
            "words", words,
            "found", found));
  }

  private Response act(Request request) {
    Optional<Story> story = published(Optional.of(request.part("id")));
    Optional<Story> other = published(request.field("other"));
    if (story.isEmpty() || other.isEmpty()) {
      return Response.empty(404);
    }
    StoryId one = story.get().id();
    StoryId two = other.get().id();
    return switch (request.field("action").orElse("")) {
      case "join" ->
          one.equals(two)
              ? Response.empty(400)
              : done(one, "joined", telling -> versions.join(telling, one, two));
      case "take-out" -> done(one, "taken-out", telling -> versions.takeOut(telling, two));
      case "lead" -> done(one, "leading", telling -> versions.lead(telling, two));
      default -> Response.empty(400);
    };
  }

  private Response done(StoryId story, String what, Consumer<Facts.Telling> work) {
    facts.write(
        telling -> {
          work.accept(telling);
          return true;
        });
    return Response.seeOther("/desk/story/" + story.value() + "/versions?done=" + what);
  }

  private Optional<Story> published(Optional<String> number) {
    return number
        .flatMap(Request::number)
        .map(StoryId::new)
        .flatMap(id -> stories.published(List.of(id)).stream().findFirst());
  }
}
