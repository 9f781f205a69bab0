package courant.desk.correction;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.write.Change;
import courant.desk.write.WorkingCopies;
import courant.platform.job.Facts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.source.SourceId;
import courant.source.Sources;
import courant.story.Origin;
import courant.story.Revisions;
import courant.story.Revisions.Revision;
import courant.story.Stories;
import courant.story.Story;
import courant.syndication.change.ApplyChange.Result;
import courant.syndication.change.ChangeModule;
import courant.syndication.change.PartnerChange;
import courant.syndication.change.PartnerChange.State;
import courant.syndication.change.PartnerChange.What;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /desk/corrections}: what partners changed or took back, and what the desk does about it.
 */
public final class CorrectionDesk {
  private static final int PAGE = 30;
  private static final int LONGEST_NOTE = 1_000;

  private final Desk desk;
  private final Facts facts;
  private final Sources sources;
  private final Stories stories;
  private final Revisions revisions;
  private final WorkingCopies copies;
  private final ChangeModule changes;
  private final EditChangeRule editRule;

  public CorrectionDesk(
      Desk desk,
      Facts facts,
      Sources sources,
      Stories stories,
      Revisions revisions,
      WorkingCopies copies,
      ChangeModule changes) {
    this.desk = desk;
    this.facts = facts;
    this.sources = sources;
    this.stories = stories;
    this.revisions = revisions;
    this.copies = copies;
    this.changes = changes;
    editRule = new EditChangeRule(desk, facts, sources, changes.rules());
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/corrections", EDITOR, request -> list(request, Optional.empty()))
        .post("/desk/corrections", EDITOR, this::together)
        .post("/desk/corrections/:id", EDITOR, this::act)
        .get("/desk/sources/:id/changes", EDITOR, editRule::show)
        .post("/desk/sources/:id/changes", EDITOR, editRule::save);
  }

  /**
   * @param wanting the change for whose readers words were missing
   */
  private Response list(Request request, Optional<PartnerChange> wanting) {
    boolean pending = !request.query("which").orElse("").equals("decided");
    int page = request.page();
    long count = changes.changes().count(pending);
    List<ChangeRow> rows =
        changes.changes().newest(pending, (page - 1) * PAGE, PAGE).stream()
            .flatMap(change -> row(change).stream())
            .toList();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("rows", rows);
    parameters.put("pending", pending);
    parameters.put("page", page);
    parameters.put("more", count > (long) page * PAGE);
    parameters.put("waiting", pending ? count : changes.changes().count(true));
    parameters.put("wanting", wanting.map(change -> Long.toString(change.id())).orElse(""));
    parameters.put(
        "undo", request.query("last").flatMap(Request::number).map(String::valueOf).orElse(""));
    return desk.page(
        request,
        "correction/corrections",
        "corrections",
        desk.texts().say("correction.desk"),
        parameters);
  }

  private Optional<ChangeRow> row(PartnerChange change) {
    return stories
        .byId(change.story())
        .flatMap(
            story ->
                story
                    .origin()
                    .map(Origin::source)
                    .or(() -> sources.byId(change.source()))
                    .map(
                        source -> {
                          ChangeModule.Standing standing = changes.standing(story);
                          return new ChangeRow(
                              change,
                              story,
                              source,
                              standing.edited(),
                              diff(change, story, standing));
                        }));
  }

  private Optional<Change> diff(PartnerChange change, Story story, ChangeModule.Standing standing) {
    if (!(change.what() instanceof What.Rewritten(var headline, var body))) {
      return Optional.empty();
    }
    Revision before = before(change, story, standing);
    Revision after =
        new Revision(
            before.number() + 1, change.found(), "", headline, before.standfirst(), body, "");
    return Optional.of(Change.between(before, after));
  }

  /** What the partner's text is held against. */
  private Revision before(PartnerChange change, Story story, ChangeModule.Standing standing) {
    int known =
        change.state() instanceof State.Applied applied
            ? applied.replaced().orElse(Integer.MAX_VALUE)
            : standing.edited() ? standing.revision() : Integer.MAX_VALUE;
    return revisions.of(story.id()).stream()
        .filter(_ -> known != Integer.MAX_VALUE)
        .filter(revision -> revision.number() <= known)
        .findFirst()
        .orElseGet(
            () ->
                new Revision(
                    0, change.found(), "", story.headline(), story.standfirst(), story.body(), ""));
  }

  /** One change. */
  private Response act(Request request) {
    Optional<PartnerChange> found =
        Request.number(request.part("id")).flatMap(changes.changes()::byId);
    if (found.isEmpty()) {
      return Response.empty(404);
    }
    PartnerChange change = found.get();
    String note = request.field("note").map(String::strip).orElse("");
    return switch (request.field("action").orElse("")) {
      case "tell" ->
          note.isEmpty() || note.length() > LONGEST_NOTE
              ? list(request, Optional.of(change)).status(422)
              : done(
                  change,
                  apply(request, change, note, request.field("serious").isPresent()),
                  "change-told");
      case "apply" -> done(change, apply(request, change, "", false), "change-applied");
      case "ignore" -> done(change, ignore(request, change), "change-ignored");
      case "undo" -> undone(request, change);
      case "merge" -> merge(request, change);
      default -> Response.empty(400);
    };
  }

  private Result apply(Request request, PartnerChange change, String note, boolean serious) {
    Member member = desk.member(request);
    return facts.write(
        telling -> changes.apply().apply(telling, change, member.name(), note, serious));
  }

  private Result ignore(Request request, PartnerChange change) {
    Member member = desk.member(request);
    return facts.write(telling -> changes.apply().ignore(telling, change, member.name()));
  }

  private Response undone(Request request, PartnerChange change) {
    Member member = desk.member(request);
    Result result = facts.write(telling -> changes.apply().undo(telling, change, member.name()));
    return switch (result) {
      case DONE -> Response.seeOther("/desk/corrections?done=change-undone#change-" + change.id());
      case OVERTAKEN -> Response.seeOther("/desk/corrections?which=decided&done=change-undo-late");
      case TOLD -> Response.seeOther("/desk/corrections?which=decided&done=change-undo-told");
    };
  }

  private static Response done(PartnerChange change, Result result, String how) {
    return Response.seeOther(
        result == Result.DONE
            ? "/desk/corrections?done=%s&last=%d".formatted(how, change.id())
            : "/desk/corrections?done=change-overtaken");
  }

  /** The partner's text beside ours, as two people's texts of one story are. */
  private Response merge(Request request, PartnerChange change) {
    Optional<Story> story = stories.byId(change.story());
    if (story.isEmpty() || !(change.what() instanceof What.Rewritten(var headline, var body))) {
      return Response.empty(404);
    }
    boolean begun =
        copies.begin(
            story.get(),
            desk.member(request),
            changes.standing(story.get()).revision(),
            headline,
            body);
    return Response.seeOther(
        begun
            ? "/desk/story/" + story.get().id().value() + "/merge"
            : "/desk/corrections?done=change-own-text#change-" + change.id());
  }

  /** Several changes; those of stories that the desk has edited are left to be looked at. */
  private Response together(Request request) {
    String action = request.field("action").orElse("");
    if (!List.of("tell", "apply", "ignore").contains(action)) {
      return Response.empty(400);
    }
    int left = 0;
    for (PartnerChange change : chosen(request)) {
      boolean edited =
          stories.byId(change.story()).map(story -> changes.standing(story).edited()).orElse(true);
      if (action.equals("ignore")) {
        ignore(request, change);
      } else if (edited || change.isWithdrawal() && change.said().isEmpty()) {
        left++;
      } else {
        apply(request, change, action.equals("tell") ? change.said() : "", false);
      }
    }
    return Response.seeOther(
        "/desk/corrections?done=" + (left > 0 ? "changes-left" : "changes-done"));
  }

  private List<PartnerChange> chosen(Request request) {
    return request.fields("change").stream()
        .limit(PAGE)
        .flatMap(id -> Request.number(id).stream())
        .flatMap(id -> changes.changes().byId(id).stream())
        .toList();
  }

  static Optional<SourceId> source(Request request) {
    return Request.number(request.part("id")).map(SourceId::new);
  }
}
