package courant.desk.source;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.desk.WebAddress;
import courant.desk.media.Logos;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.story.Stories;
import courant.syndication.SyndicationModule;
import courant.syndication.fetch.PartnerFeed;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@code /desk/sources}: the partners with their health, and each partner's own page. */
public final class SourceDesk {
  private final Desk desk;
  private final Mastheads mastheads;
  private final Sources sources;
  private final SourceList list;
  private final SyndicationModule syndication;
  private final SourceFeeds feeds;
  private final SaveSource save;
  private final Logos logos;
  private final SourcePages pages;

  public SourceDesk(
      Desk desk,
      Mastheads mastheads,
      Sources sources,
      SyndicationModule syndication,
      SourceFeeds feeds,
      SaveSource save,
      Logos logos,
      Database database,
      Stories stories) {
    this.desk = desk;
    this.mastheads = mastheads;
    this.sources = sources;
    list = new SourceList(sources, syndication.fetch().feeds());
    this.syndication = syndication;
    this.feeds = feeds;
    this.save = save;
    this.logos = logos;
    pages = new SourcePages(desk, database, stories, syndication);
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/sources", EDITOR, request -> list(request, "", "", ""))
        .post("/desk/sources", EDITOR, this::begin)
        .get("/desk/sources/:id", EDITOR, this::show)
        .post("/desk/sources/:id", EDITOR, this::save)
        .upload("/desk/sources/:id/logo", EDITOR, Logos.MOST, this::takeLogo)
        .post("/desk/sources/:id/feeds", EDITOR, this::add)
        .post("/desk/sources/:id/feeds/:feed", EDITOR, this::act)
        .get("/desk/sources/:id/pages", EDITOR, request -> about(request, pages::show))
        .post("/desk/sources/:id/pages", EDITOR, request -> about(request, pages::act));
  }

  private Response list(Request request, String name, String homePage, String problem) {
    return desk.page(
        request,
        "source/sources",
        "sources",
        desk.texts().say("source.desk"),
        Map.of("list", list.page(request), "name", name, "homePage", homePage, "problem", problem));
  }

  /** Makes a partner of a name and a home page; nothing is taken from it yet. */
  private Response begin(Request request) {
    String name = request.field("name").map(String::strip).orElse("");
    String typed = request.field("home-page").map(String::strip).orElse("");
    Optional<URI> homePage = WebAddress.of(typed);
    if (name.isEmpty() || name.length() > 200) {
      return list(request, name, typed, "source.problem.name").status(422);
    }
    if (!typed.isEmpty() && homePage.isEmpty()) {
      return list(request, name, typed, "source.problem.home-page").status(422);
    }
    return save.make(name, homePage)
        .map(made -> Response.seeOther(address(made) + "?done=saved"))
        .orElseGet(() -> list(request, name, typed, "source.problem.known").status(422));
  }

  private Response show(Request request) {
    return source(request)
        .map(source -> page(request, source, kept(source), List.of(), SourceFeeds.Answer.NOTHING))
        .orElseGet(() -> Response.empty(404));
  }

  private Response save(Request request) {
    return about(request, (_, source) -> save(request, source, SourceForm.of(request)));
  }

  private Response save(Request request, Source source, SourceForm form) {
    List<String> problems = save.save(source, form.typed());
    if (!problems.isEmpty()) {
      return page(request, source, form, problems, SourceFeeds.Answer.NOTHING).status(422);
    }
    return Response.seeOther(address(source) + "?done=saved");
  }

  /** Makes a file the partner's logo at once. */
  private Response takeLogo(Request request) {
    return about(
        request,
        (_, source) -> {
          Logos.Chosen chosen = logos.chosen(request);
          if (!chosen.problem().isEmpty()) {
            return page(
                    request,
                    source,
                    kept(source),
                    List.of(),
                    chosen.problem(),
                    SourceFeeds.Answer.NOTHING)
                .status(422);
          }
          if (chosen.address().isEmpty()) {
            return Response.seeOther(address(source));
          }
          Map<String, String> typed = new LinkedHashMap<>(kept(source).typed());
          typed.put("logo", chosen.address());
          return save(request, source, new SourceForm(typed));
        });
  }

  private Response add(Request request) {
    Optional<Source> found = source(request);
    if (found.isEmpty()) {
      return Response.empty(404);
    }
    Source source = found.get();
    SourceFeeds.Answer answer =
        feeds.add(source, request.field("address").orElse(""), request.field("take").isPresent());
    return answer.added()
        ? Response.seeOther(address(source) + "?done=feed-added#feeds")
        : page(request, source, kept(source), List.of(), answer)
            .status(answer.found().isEmpty() ? 422 : 200);
  }

  private Response act(Request request) {
    Optional<PartnerFeed> feed =
        source(request)
            .flatMap(
                source ->
                    Request.number(request.part("feed"))
                        .flatMap(syndication.fetch().feeds()::byId)
                        .filter(known -> known.source().equals(source.id())));
    if (feed.isEmpty()) {
      return Response.empty(404);
    }
    String action = request.field("action").orElse("");
    return feeds.act(feed.get(), action)
        ? Response.seeOther(
            "/desk/sources/" + feed.get().source().value() + "?done=feed-" + action + "#feeds")
        : Response.empty(400);
  }

  private Response about(Request request, BiFunction<Request, Source, Response> answer) {
    return source(request)
        .map(source -> answer.apply(request, source))
        .orElseGet(() -> Response.empty(404));
  }

  private Response page(
      Request request,
      Source source,
      SourceForm form,
      List<String> problems,
      SourceFeeds.Answer answer) {
    return page(request, source, form, problems, "", answer);
  }

  private Response page(
      Request request,
      Source source,
      SourceForm form,
      List<String> problems,
      String logoProblem,
      SourceFeeds.Answer answer) {
    return desk.page(
        request,
        "source/source",
        "sources",
        source.name(),
        Map.of(
            "source",
            source,
            "feeds",
            feeds.of(source),
            "typed",
            form.typed(),
            "problems",
            problems,
            "logoProblem",
            logoProblem,
            "sections",
            mastheads.sections(),
            "answer",
            answer,
            "fromPages",
            syndication.articles().extractions().of(source.id()).pages()));
  }

  private SourceForm kept(Source source) {
    return save.kept(source);
  }

  private Optional<Source> source(Request request) {
    return Request.number(request.part("id")).map(SourceId::new).flatMap(sources::byId);
  }

  private static String address(Source source) {
    return "/desk/sources/" + source.id().value();
  }
}
