package courant.desk.write;

import courant.desk.Desk;
import courant.desk.Member;
import courant.platform.db.Database;
import courant.platform.html.Blocks;
import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where two people wrote one story: what was saved beside what somebody typed, to choose from.
 * Nothing is saved here; what is chosen goes into the member's own text, to be looked at first.
 */
public final class MergeStory {
  /** Fields of a story in the order they are asked for. */
  private static final List<String> FIELDS =
      List.of(
          "headline",
          "standfirst",
          "dateline",
          "byline",
          "section",
          "topics",
          "source",
          "original",
          "language",
          "picture",
          "picture-alt",
          "picture-caption",
          "picture-credit");

  /**
   * A place of the body or a field where someone has to choose.
   *
   * @param name of the form's field that carries the choice
   * @param label key of the words that name a field; empty for a place of the body
   */
  public record Asked(
      String name, String label, List<Wording.Run> theirs, List<Wording.Run> mine) {}

  /**
   * A stretch of the body as it is shown.
   *
   * @param text of what nobody disputes; empty where there is something to choose
   */
  public record Stretch(String text, Optional<Asked> asked) {}

  /** What of a text is in which version, and how the body comes together. */
  private record Sides(Map<String, String[]> fields, Merge body, int current, long whose) {}

  private final Desk desk;
  private final Database database;
  private final Stories stories;
  private final Revisions revisions;
  private final WorkingCopies copies;

  MergeStory(
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
        .flatMap(story -> copy(request, story).map(copy -> page(request, story, copy)))
        .orElseGet(
            () ->
                KeepWriting.id(request).filter(stories::exists).isPresent()
                    ? Response.seeOther("/desk/story/" + request.part("id"))
                    : Response.empty(404));
  }

  /** The text to be put together with what is saved: one's own, or the member's of {@code with}. */
  private Optional<WorkingCopies.Copy> copy(Request request, Story story) {
    long whose =
        request
            .query("with")
            .or(() -> request.field("with"))
            .flatMap(Request::number)
            .orElseGet(() -> desk.member(request).id());
    return copies.of(story.id(), whose);
  }

  /** The two texts side by side. */
  Response page(Request request, Story story, WorkingCopies.Copy copy) {
    Sides sides = sides(story, copy);
    return desk.page(
        request,
        "write/merge",
        "stories",
        desk.texts().say("write.merge"),
        Map.of(
            "story", story,
            "copy", copy,
            "own", copy.member() == desk.member(request).id(),
            "saved", revisions.of(story.id()).stream().findFirst(),
            "current", sides.current(),
            "fields", asked(sides),
            "stretches", stretches(sides.body())));
  }

  /** Puts the chosen text into the member's own, as begun from what is saved now. */
  Response merge(Request request) {
    Optional<Story> story = KeepWriting.id(request).flatMap(stories::byId);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    Optional<WorkingCopies.Copy> copy = copy(request, story.get());
    if (copy.isEmpty()) {
      return Response.seeOther("/desk/story/" + story.get().id().value());
    }
    Sides sides = sides(story.get(), copy.get());
    OptionalInt seen = StoryForm.revision(request);
    if (seen.isEmpty() || seen.getAsInt() != sides.current()) {
      return page(request, story.get(), copy.get()).status(409);
    }
    Member member = desk.member(request);
    copies.keep(story.get().id(), member, sides.current(), chosen(request, sides));
    return Response.seeOther("/desk/story/" + story.get().id().value() + "?done=merged");
  }

  private StoryForm chosen(Request request, Sides sides) {
    Map<String, String> fields = new LinkedHashMap<>();
    sides
        .fields()
        .forEach(
            (name, both) -> fields.put(name, both[pick(request, name) == Merge.Pick.MINE ? 1 : 0]));
    List<Merge.Pick> picks = new ArrayList<>();
    for (int i = 0; i < sides.body().choices(); i++) {
      picks.add(pick(request, "part-" + i));
    }
    fields.put("body", Blocks.join(sides.body().with(picks)));
    return StoryForm.of(name -> fields.getOrDefault(name, ""));
  }

  /** Where nobody chose, both stay. */
  private static Merge.Pick pick(Request request, String name) {
    return switch (request.field(name).orElse("")) {
      case "theirs" -> Merge.Pick.THEIRS;
      case "mine" -> Merge.Pick.MINE;
      default -> Merge.Pick.BOTH;
    };
  }

  private Sides sides(Story story, WorkingCopies.Copy copy) {
    StoryForm theirs = StoryForm.of(story);
    Optional<Revisions.Revision> base =
        revisions.of(story.id()).stream()
            .filter(revision -> revision.number() <= copy.revision())
            .findFirst();
    Map<String, String[]> fields = new LinkedHashMap<>();
    for (String name : FIELDS) {
      String their = theirs.field(name);
      String my = copy.form().field(name);
      Optional<String> was = base.flatMap(revision -> told(revision, name));
      boolean untouched = was.filter(my::equals).isPresent();
      boolean mineOnly = was.filter(their::equals).isPresent();
      fields.put(name, new String[] {mineOnly ? my : their, untouched ? their : my});
    }
    Merge body =
        Merge.of(
            base.map(revision -> Blocks.of(revision.body())),
            Blocks.of(story.body()),
            Blocks.of(Policy.ARTICLE.sanitise(copy.form().body())));
    int current = database.read(handle -> revisions.current(handle, story.id()));
    return new Sides(fields, body, current, copy.member());
  }

  private static Optional<String> told(Revisions.Revision revision, String name) {
    return switch (name) {
      case "headline" -> Optional.of(revision.headline());
      case "standfirst" -> Optional.of(revision.standfirst());
      default -> Optional.empty();
    };
  }

  private static List<Asked> asked(Sides sides) {
    return sides.fields().entrySet().stream()
        .filter(field -> !field.getValue()[0].equals(field.getValue()[1]))
        .map(
            field ->
                asked(
                    field.getKey(),
                    label(field.getKey()),
                    field.getValue()[0],
                    field.getValue()[1]))
        .toList();
  }

  private static String label(String field) {
    return "desk."
        + switch (field) {
          case "picture" -> "picture.address";
          default -> field.replace("picture-", "picture.");
        };
  }

  private static List<Stretch> stretches(Merge body) {
    List<Stretch> stretches = new ArrayList<>();
    int number = 0;
    for (Merge.Part part : body.parts()) {
      stretches.add(
          switch (part) {
            case Merge.Part.Agreed(var blocks) -> new Stretch(text(blocks), Optional.empty());
            case Merge.Part.Choice(_, var theirs, var mine) ->
                new Stretch(
                    "", Optional.of(asked("part-" + number++, "", text(theirs), text(mine))));
          });
    }
    return stretches;
  }

  private static String text(List<String> blocks) {
    return HtmlText.of(Blocks.join(blocks));
  }

  /** Each side with what the other has not. */
  private static Asked asked(String name, String label, String theirs, String mine) {
    List<Wording.Run> runs = Wording.between(theirs, mine);
    return new Asked(
        name,
        label,
        runs.stream().filter(run -> run.fate() != Wording.Fate.ADDED).toList(),
        runs.stream().filter(run -> run.fate() != Wording.Fate.REMOVED).toList());
  }
}
