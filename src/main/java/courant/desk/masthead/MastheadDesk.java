package courant.desk.masthead;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.masthead.Issn;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.platform.db.Ids;
import courant.platform.html.Policy;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.platform.web.Slug;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/masthead}: who we are, and our sections. */
public final class MastheadDesk {
  private static final List<String> FIELDS =
      List.of(
          "title",
          "tagline",
          "issn-online",
          "issn-print",
          "publisher",
          "contact",
          "language",
          "zone",
          "logo",
          "about");

  private final Desk desk;
  private final Mastheads mastheads;
  private final Ids ids;

  public MastheadDesk(Desk desk, Mastheads mastheads, Ids ids) {
    this.desk = desk;
    this.mastheads = mastheads;
    this.ids = ids;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/masthead", EDITOR, this::show)
        .post("/desk/masthead", EDITOR, this::save)
        .post("/desk/section", EDITOR, this::saveSection);
  }

  Response show(Request request) {
    Masthead now = mastheads.masthead();
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("title", now.title());
    typed.put("tagline", now.tagline());
    typed.put("issn-online", now.issnOnline().map(Issn::value).orElse(""));
    typed.put("issn-print", now.issnPrint().map(Issn::value).orElse(""));
    typed.put("publisher", now.publisher());
    typed.put("contact", now.contact());
    typed.put("language", now.language().toLanguageTag());
    typed.put("zone", now.zone().getId());
    typed.put("logo", now.logo().orElse(""));
    typed.put("about", now.about());
    typed.put("full-text", now.fullTextFeeds() ? "on" : "");
    return page(request, typed, Map.of());
  }

  Response save(Request request) {
    Map<String, String> typed = new LinkedHashMap<>();
    FIELDS.forEach(field -> typed.put(field, request.field(field).map(String::strip).orElse("")));
    typed.put("full-text", request.field("full-text").orElse(""));
    Map<String, String> problems = new LinkedHashMap<>();
    Optional<Issn> online = issn(typed, "issn-online", problems);
    Optional<Issn> print = issn(typed, "issn-print", problems);
    if (value(typed, "title").isEmpty()) {
      problems.put("title", desk.texts().say("desk.problem.title"));
    }
    Optional<ZoneId> zone = zone(value(typed, "zone"));
    if (zone.isEmpty()) {
      problems.put("zone", desk.texts().say("desk.problem.zone"));
    }
    if (!problems.isEmpty()) {
      return page(request, typed, problems).status(422);
    }
    Locale language = Locale.forLanguageTag(value(typed, "language"));
    mastheads.save(
        new Masthead(
            value(typed, "title"),
            value(typed, "tagline"),
            print,
            online,
            value(typed, "publisher"),
            value(typed, "contact"),
            Policy.ARTICLE.sanitise(value(typed, "about")),
            language.getLanguage().isEmpty() ? Locale.ENGLISH : language,
            zone.get(),
            Optional.of(value(typed, "logo")).filter(logo -> logo.matches("(https?:/)?/\\S+")),
            value(typed, "full-text").equals("on")));
    return Response.seeOther("/desk/masthead?done=saved");
  }

  /** Adds a section, or renames and moves the one with this number. */
  Response saveSection(Request request) {
    String name = request.field("name").map(String::strip).orElse("");
    if (name.isEmpty()) {
      return Response.seeOther("/desk/masthead");
    }
    Optional<Section> known =
        mastheads.sections().stream()
            .filter(
                section ->
                    request.field("id").orElse("").equals(Long.toString(section.id().value())))
            .findFirst();
    int position =
        request
            .field("position")
            .filter(number -> number.matches("[0-9]{1,3}"))
            .map(Integer::parseInt)
            .orElse(mastheads.sections().size());
    String description = request.field("description").map(String::strip).orElse("");
    // A section's address stays when its name changes.
    Slug slug = known.map(Section::slug).orElseGet(() -> free(Slug.of(name)));
    mastheads.save(
        new Section(
            known.map(Section::id).orElseGet(() -> new SectionId(ids.next())),
            slug,
            name,
            description,
            position));
    return Response.seeOther("/desk/masthead?done=saved#sections");
  }

  private Slug free(Slug wanted) {
    Slug slug = wanted;
    for (int number = 2; mastheads.section(slug.value()).isPresent(); number++) {
      slug = wanted.numbered(number);
    }
    return slug;
  }

  private static Optional<Issn> issn(
      Map<String, String> typed, String field, Map<String, String> problems) {
    String value = value(typed, field);
    try {
      return value.isEmpty() ? Optional.empty() : Optional.of(new Issn(value));
    } catch (IllegalArgumentException e) {
      problems.put(field, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(String typed) {
    try {
      return Optional.of(ZoneId.of(typed));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String value(Map<String, String> typed, String field) {
    return typed.getOrDefault(field, "");
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
