package courant.desk.masthead;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@code /desk/pages}: About, Imprint, Privacy and their like: write, publish, order. */
public final class PagesDesk {
  private final Desk desk;
  private final StandingPages pages;
  private final SavePage save;
  private final BiFunction<Request, StandingPage, Response> previewing;

  /**
   * @param previewing renders a page as readers would see it
   */
  public PagesDesk(
      Desk desk,
      StandingPages pages,
      SavePage save,
      BiFunction<Request, StandingPage, Response> previewing) {
    this.desk = desk;
    this.pages = pages;
    this.save = save;
    this.previewing = previewing;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/pages", EDITOR, this::list)
        .post("/desk/pages", EDITOR, this::act)
        .get("/desk/pages/:id", EDITOR, this::edit)
        .post("/desk/pages/:id", EDITOR, this::save);
  }

  private Response list(Request request) {
    List<Long> footer = save.footer();
    Comparator<StandingPage> order =
        Comparator.comparing(
            page -> footer.contains(page.id()) ? footer.indexOf(page.id()) : Integer.MAX_VALUE);
    return desk.page(
        request,
        "masthead/pages",
        "pages",
        desk.texts().say("pages.desk"),
        Map.of(
            "pages",
            pages.all().stream().sorted(order.thenComparing(StandingPage::title)).toList(),
            "footer",
            footer));
  }

  /** Begins a page, or moves one within the foot. */
  private Response act(Request request) {
    String action = request.field("action").orElse("");
    if (action.matches("(up|down)-[0-9]{1,18}")) {
      move(action);
      return Response.seeOther("/desk/pages?done=saved");
    }
    String title = request.field("title").map(String::strip).orElse("");
    if (title.isEmpty() || title.length() > SavePage.LONGEST_TITLE) {
      return Response.seeOther("/desk/pages");
    }
    StandingPage page = save.save(save.page(Optional.empty(), title, "", false));
    save.inFooter(page, true);
    return Response.seeOther("/desk/pages/" + page.id());
  }

  private void move(String action) {
    String[] parts = action.split("-");
    List<Long> footer = save.footer();
    int at = footer.indexOf(Long.parseLong(parts[1]));
    int other = parts[0].equals("up") ? at - 1 : at + 1;
    if (at >= 0 && other >= 0 && other < footer.size()) {
      Collections.swap(footer, at, other);
      save.setFooter(footer);
    }
  }

  private Response edit(Request request) {
    return found(request)
        .map(page -> page(request, page, save.footer().contains(page.id()), ""))
        .orElseGet(() -> Response.empty(404));
  }

  private Response save(Request request) {
    Optional<StandingPage> found = found(request);
    if (found.isEmpty()) {
      return Response.empty(404);
    }
    StandingPage now = found.get();
    String title = request.field("title").map(String::strip).orElse("");
    boolean inFooter = request.field("footer").isPresent();
    StandingPage typed =
        save.page(
            found, title, request.field("body").orElse(""), request.field("published").isPresent());
    return switch (request.field("action").orElse("save")) {
      case "preview" -> previewing.apply(request, typed);
      case "delete" -> {
        save.delete(now);
        yield Response.seeOther("/desk/pages?done=page-deleted");
      }
      case "save" -> {
        if (title.isEmpty() || title.length() > SavePage.LONGEST_TITLE) {
          yield page(request, typed, inFooter, "pages.problem.title").status(422);
        }
        if (!request.field("version").orElse("").equals(version(now))) {
          yield page(request, typed, inFooter, "pages.problem.overtaken").status(409);
        }
        save.save(typed);
        save.inFooter(typed, inFooter);
        yield Response.seeOther("/desk/pages/" + now.id() + "?done=saved");
      }
      default -> Response.empty(400);
    };
  }

  private Optional<StandingPage> found(Request request) {
    return Request.number(request.part("id")).flatMap(pages::byId);
  }

  /** Tells whether somebody else saved since a form was made. */
  private static String version(StandingPage page) {
    return Integer.toHexString((page.title() + "\0" + page.body() + page.listed()).hashCode());
  }

  /** The form, which knows what is kept now, so that saving it once more is meant. */
  private Response page(Request request, StandingPage page, boolean inFooter, String problem) {
    return desk.page(
        request,
        "masthead/page",
        "pages",
        page.title().isEmpty() ? desk.texts().say("pages.desk") : page.title(),
        Map.of(
            "page",
            page,
            "inFooter",
            inFooter,
            "published",
            pages.byId(page.id()).map(StandingPage::listed).orElse(false),
            "version",
            pages.byId(page.id()).map(PagesDesk::version).orElse(""),
            "problem",
            problem));
  }
}
