package courant.desk.masthead;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.desk.media.Logos;
import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code /desk/masthead}: who we are, and our sections. */
public final class MastheadDesk {
  private final Desk desk;
  private final Mastheads mastheads;
  private final SaveMasthead save;
  private final SaveSection saveSection;
  private final Logos logos;

  public MastheadDesk(
      Desk desk, Mastheads mastheads, SaveMasthead save, SaveSection saveSection, Logos logos) {
    this.desk = desk;
    this.mastheads = mastheads;
    this.save = save;
    this.saveSection = saveSection;
    this.logos = logos;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/masthead", EDITOR, this::show)
        .post("/desk/masthead", EDITOR, this::save)
        .upload("/desk/masthead/logo", EDITOR, Logos.MOST, this::takeLogo)
        .post("/desk/section", EDITOR, this::saveSection);
  }

  Response show(Request request) {
    return page(request, save.typed(), Map.of());
  }

  Response save(Request request) {
    Map<String, String> typed = new LinkedHashMap<>();
    SaveMasthead.FIELDS.forEach(
        field -> typed.put(field, request.field(field).map(String::strip).orElse("")));
    typed.put("logo", Logos.typed(request));
    return save(request, typed);
  }

  private Response save(Request request, Map<String, String> typed) {
    Map<String, String> problems = new LinkedHashMap<>();
    save.save(typed)
        .forEach(
            (field, problem) -> problems.put(field, desk.texts().find(problem).orElse(problem)));
    return problems.isEmpty()
        ? Response.seeOther("/desk/masthead?done=saved")
        : page(request, typed, problems).status(422);
  }

  /** Makes a file, or a picture of the library, the logo at once. */
  Response takeLogo(Request request) {
    Logos.Chosen chosen = logos.chosen(request);
    Map<String, String> typed = save.typed();
    if (!chosen.problem().isEmpty()) {
      return page(request, typed, Map.of("logo", chosen.problem())).status(422);
    }
    if (chosen.address().isEmpty()) {
      return Response.seeOther("/desk/masthead");
    }
    typed.put("logo", chosen.address());
    return save(request, typed);
  }

  /** Adds a section, or renames and moves the one with this number. */
  Response saveSection(Request request) {
    String name = request.field("name").map(String::strip).orElse("");
    if (name.isEmpty()) {
      return Response.seeOther("/desk/masthead");
    }
    String id = request.field("id").orElse("");
    Optional<Section> known =
        mastheads.sections().stream()
            .filter(section -> id.equals(Long.toString(section.id().value())))
            .findFirst();
    OptionalInt position =
        request
            .field("position")
            .filter(number -> number.matches("[0-9]{1,3}"))
            .map(number -> OptionalInt.of(Integer.parseInt(number)))
            .orElse(OptionalInt.empty());
    saveSection.save(
        known, name, request.field("description").map(String::strip).orElse(""), position);
    return Response.seeOther("/desk/masthead?done=saved#sections");
  }

  private Response page(Request request, Map<String, String> typed, Map<String, String> problems) {
    return desk.page(
        request,
        "masthead/masthead",
        "masthead",
        desk.texts().say("desk.masthead"),
        Map.of(
            "typed",
            typed,
            "problems",
            problems,
            "sections",
            mastheads.sections(),
            "zones",
            ZoneId.getAvailableZoneIds().stream()
                .filter(
                    zone ->
                        zone.contains("/")
                            && !zone.startsWith("Etc")
                            && !zone.startsWith("SystemV"))
                .sorted()
                .toList()));
  }
}
