package courant.desk.api;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.masthead.SavePage;
import courant.masthead.Look;
import courant.masthead.Looks;
import courant.masthead.NavLink;
import courant.masthead.Navigation;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.masthead.Theme;
import courant.masthead.Typeface;
import courant.platform.web.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What stands around the stories: navigation, standing pages, look. */
final class SiteApi {
  private static final int LONGEST_BODY = 900_000;

  private static final Shape.Fields LINK =
      Shape.needed(
          "NavigationLink",
          "label",
          Shape.text(NavLink.LONGEST_LABEL, "Empty: the section’s or page’s own name"),
          "address",
          Shape.text(1_000, "A path of the review, or an address of the web"));
  private static final Shape.Fields NAVIGATION =
      Shape.needed(
          "Navigation",
          "links",
          new Shape.ListOf(LINK, Navigation.MOST, "In order; empty: the sections"));
  private static final Shape.Fields PAGE =
      Shape.shown(
          "Page",
          "id",
          Shape.id(""),
          "slug",
          Shape.text(100, "As in its address; stays when the title changes"),
          "title",
          Shape.text(1_000_000, ""),
          "body",
          Shape.text(10_000_000, "HTML"),
          "published",
          new Shape.Flag("Whether readers can see it"),
          "footer",
          new Shape.Flag("Whether it stands in the foot of every page"));
  private static final Shape.Fields PAGE_CHANGE =
      Shape.given(
          "PageChange",
          "title",
          new Shape.Text(SavePage.LONGEST_TITLE, "(?s).*\\S.*", ""),
          "body",
          Shape.text(LONGEST_BODY, "HTML; what may not stand on a page is taken out"),
          "published",
          new Shape.Flag("Whether readers can see it"),
          "footer",
          new Shape.Flag("Whether it stands in the foot of every page, as the last at first"));
  private static final Shape.Fields FOOTER =
      Shape.needed(
          "Footer", "pages", new Shape.ListOf(Shape.id(""), 100, "Pages in the foot, in order"));
  private static final Shape COLOUR = new Shape.Text(7, "#[0-9a-fA-F]{6}", "Such as #9c2414");
  private static final Shape.Fields LOOK =
      Shape.needed(
          "Look",
          "theme",
          new Shape.OneOf(Arrays.stream(Theme.values()).map(Theme::word).toList(), ""),
          "accent",
          COLOUR,
          "accent-dark",
          COLOUR,
          "typeface",
          new Shape.OneOf(Arrays.stream(Typeface.values()).map(Typeface::word).toList(), ""));

  private final Navigation navigation;
  private final StandingPages pages;
  private final SavePage savePage;
  private final Looks looks;

  SiteApi(Navigation navigation, StandingPages pages, SavePage savePage, Looks looks) {
    this.navigation = navigation;
    this.pages = pages;
    this.savePage = savePage;
    this.looks = looks;
  }

  List<Operation> operations() {
    return List.of(
        read("/navigation", "getNavigation", "What stands in the bar above every page")
            .answering(200, NAVIGATION)
            .by(_ -> Response.json(navigation())),
        change("PUT", "/navigation", "setNavigation", "Set what stands in the bar, in order")
            .taking(NAVIGATION)
            .answering(200, NAVIGATION)
            .by(this::setNavigation),
        read("/pages", "listPages", "Standing pages, such as imprint and privacy")
            .answering(200, Shape.shown("Pages", "items", new Shape.ListOf(PAGE, 100_000, "")))
            .by(_ -> Response.json(pages())),
        change("POST", "/pages", "createPage", "Begin a standing page")
            .taking(PAGE_CHANGE)
            .answering(201, PAGE)
            .by(this::create),
        read("/pages/:id", "getPage", "One standing page")
            .answering(200, PAGE)
            .by(call -> Response.json(json(page(call)))),
        change("PATCH", "/pages/:id", "changePage", "Change the fields sent")
            .taking(PAGE_CHANGE)
            .answering(200, PAGE)
            .by(call -> Response.json(json(save(call, Optional.of(page(call)))))),
        change("DELETE", "/pages/:id", "deletePage", "Delete a standing page, for good")
            .answeringNothing()
            .by(this::delete),
        change("PUT", "/footer", "setFooter", "Set which pages stand in the foot, in order")
            .taking(FOOTER)
            .answering(200, FOOTER)
            .by(this::setFooter),
        read("/look", "getLook", "Theme, colours and type")
            .answering(200, LOOK)
            .by(_ -> Response.json(look())),
        change(
                "PUT",
                "/look",
                "setLook",
                "Set theme, colours and type; refused if they are not readable")
            .taking(LOOK)
            .answering(200, LOOK)
            .by(this::setLook));
  }

  private static Operation read(String path, String name, String summary) {
    return Operation.get(path, CONTRIBUTOR, Scope.REVIEW_READ, name, summary);
  }

  private static Operation change(String method, String path, String name, String summary) {
    return Operation.of(method, path, EDITOR, Scope.REVIEW_WRITE, name, summary);
  }

  private JsonObject navigation() {
    JsonArray links = new JsonArray();
    navigation
        .chosen()
        .forEach(
            link ->
                links.add(
                    new JsonObject().put("label", link.label()).put("address", link.address())));
    return new JsonObject().put("links", links);
  }

  private Response setNavigation(Call call) {
    JsonArray sent = call.body().getJsonArray("links");
    navigation.set(
        IntStream.range(0, sent.size()).mapToObj(i -> link(sent.getJsonObject(i), i)).toList());
    return Response.json(navigation());
  }

  private NavLink link(JsonObject sent, int at) {
    NavLink link =
        NavLink.of(sent.getString("label"), sent.getString("address"))
            .orElseThrow(
                () ->
                    Problem.wrong(
                        "/links/" + at + "/address",
                        "must be a path of this review or an address of the web"));
    if (link.label().isEmpty() && !navigation.names().containsKey(link.address())) {
      throw Problem.wrong("/links/" + at + "/label", "is needed: this is no section and no page");
    }
    return link;
  }

  private JsonObject pages() {
    return new JsonObject()
        .put("items", new JsonArray(pages.all().stream().map(this::json).toList()));
  }

  private StandingPage page(Call call) {
    return pages.byId(call.number("id")).orElseThrow(Problem::notFound);
  }

  private Response create(Call call) {
    if (!call.body().containsKey("title")) {
      throw Problem.wrong("/title", "is missing");
    }
    StandingPage page = save(call, Optional.empty());
    return Response.json(json(page))
        .status(201)
        .with("location", ApiDoor.ROOT + "/pages/" + page.id());
  }

  private StandingPage save(Call call, Optional<StandingPage> known) {
    StandingPage page =
        savePage.save(
            savePage.page(
                known,
                call.text("title", known.map(StandingPage::title).orElse("")),
                call.text("body", known.map(StandingPage::body).orElse("")),
                call.body()
                    .getBoolean("published", known.map(StandingPage::listed).orElse(false))));
    if (call.body().containsKey("footer")) {
      savePage.inFooter(page, call.body().getBoolean("footer"));
    }
    return page;
  }

  private Response delete(Call call) {
    savePage.delete(page(call));
    return Response.empty(204);
  }

  private Response setFooter(Call call) {
    List<Long> wanted = call.texts("pages", List.of()).stream().map(Long::valueOf).toList();
    if (!pages.all().stream().map(StandingPage::id).toList().containsAll(wanted)) {
      throw Problem.wrong("/pages", "holds a number that is no page’s");
    }
    savePage.setFooter(wanted);
    return Response.json(
        new JsonObject()
            .put("pages", new JsonArray(savePage.footer().stream().map(String::valueOf).toList())));
  }

  private JsonObject json(StandingPage page) {
    return new JsonObject()
        .put("id", Long.toString(page.id()))
        .put("slug", page.slug().value())
        .put("title", page.title())
        .put("body", page.body())
        .put("published", page.listed())
        .put("footer", savePage.footer().contains(page.id()));
  }

  private JsonObject look() {
    Look look = looks.look();
    return new JsonObject()
        .put("theme", look.theme().word())
        .put("accent", look.accent().hex())
        .put("accent-dark", look.accentDark().hex())
        .put("typeface", look.typeface().word());
  }

  private Response setLook(Call call) {
    Look look =
        Look.of(
                call.text("theme", ""),
                call.text("accent", ""),
                call.text("accent-dark", ""),
                call.text("typeface", ""))
            .orElseThrow();
    if (!look.readable()) {
      Look better = look.readableOne();
      throw Problem.wrong(
          "/accent",
          "cannot be read well enough; these would be: %s by day, %s by night"
              .formatted(better.accent().hex(), better.accentDark().hex()));
    }
    looks.save(look);
    return Response.json(look());
  }
}
