package courant.desk.masthead;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.masthead.Look;
import courant.masthead.Looks;
import courant.masthead.Theme;
import courant.masthead.Typeface;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@code /desk/look}: theme, type and colours, looked at before they are chosen, and undone. */
public final class LookDesk {
  private final Desk desk;
  private final Looks looks;
  private final BiFunction<Request, Look, Response> previewing;

  /**
   * @param previewing renders the front page in a look
   */
  public LookDesk(Desk desk, Looks looks, BiFunction<Request, Look, Response> previewing) {
    this.desk = desk;
    this.looks = looks;
    this.previewing = previewing;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/look", EDITOR, request -> page(request, looks.look(), false))
        .get("/desk/look/preview", EDITOR, this::preview)
        .post("/desk/look", EDITOR, this::act);
  }

  private Response preview(Request request) {
    return Look.of(
            request.query("theme").orElse(""),
            request.query("accent").orElse(""),
            request.query("accent-dark").orElse(""),
            request.query("typeface").orElse(Typeface.SYSTEM.word()))
        .map(look -> previewing.apply(request, look))
        .orElseGet(() -> Response.empty(400));
  }

  private Response act(Request request) {
    return switch (request.field("action").orElse("save")) {
      case "undo" -> {
        looks.undo();
        yield Response.seeOther("/desk/look?done=saved");
      }
      case "save" -> save(request);
      default -> Response.empty(400);
    };
  }

  private Response save(Request request) {
    Optional<Look> typed =
        Look.of(
            request.field("theme").orElse(""),
            request.field("accent").orElse(""),
            request.field("accent-dark").orElse(""),
            request.field("typeface").orElse(looks.look().typeface().word()));
    if (typed.isEmpty()) {
      return Response.empty(400);
    }
    Look look =
        changesTheme(typed.get())
            ? typed.get().theme().usual().in(typed.get().typeface())
            : typed.get();
    if (!look.readable()) {
      return page(request, look, true).status(422);
    }
    looks.save(look);
    return Response.seeOther("/desk/look?done=saved");
  }

  /** Another theme with the old one's colours left as they were means: that theme's own. */
  private boolean changesTheme(Look typed) {
    Look now = looks.look();
    return typed.theme() != now.theme()
        && typed.accent().equals(now.accent())
        && typed.accentDark().equals(now.accentDark());
  }

  private Response page(Request request, Look look, boolean refused) {
    return desk.page(
        request,
        "masthead/look",
        "look",
        desk.texts().say("look.desk"),
        Map.of(
            "look", look,
            "better", look.readableOne(),
            "refused", refused,
            "themes", List.of(Theme.values()),
            "typefaces", List.of(Typeface.values()),
            "undoable", looks.undoable(),
            "day", ratio(look.accent().contrast(look.theme().light())),
            "night", ratio(look.accentDark().contrast(look.theme().dark()))));
  }

  private static String ratio(double contrast) {
    // Never rounded up: what is shown as enough has to be enough.
    return String.format(Locale.ROOT, "%.2f", Math.floor(contrast * 100) / 100);
  }
}
