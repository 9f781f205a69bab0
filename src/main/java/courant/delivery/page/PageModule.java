package courant.delivery.page;

import static courant.platform.web.Role.ANYONE;

import courant.delivery.Letters;
import courant.edition.Audiences;
import courant.edition.Editions;
import courant.edition.OneOfEach;
import courant.edition.Related;
import courant.masthead.Look;
import courant.masthead.Mastheads;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.media.InText;
import courant.platform.web.Assets;
import courant.platform.web.ErrorPages;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.reader.Readers;
import courant.reader.Sessions;
import courant.reply.ReplierData;
import courant.reply.ReplyLetters;
import courant.reply.ReplyModule;
import courant.search.StoryIndex;
import courant.source.Sources;
import courant.story.Corrections;
import courant.story.Heard;
import courant.story.Months;
import courant.story.Stories;
import courant.story.Story;
import courant.topic.Topics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** All public pages. */
public final class PageModule {
  private final FrontPage front;
  private final Function<Look, FrontPage> frontIn;
  private final ListPage lists;
  private final StoryPage story;
  private final ReplyPages replies;
  private final ReplierPages repliers;
  private final ArchivePage archive;
  private final Sitemaps sitemaps;
  private final Pages pages;
  private final SearchPage search;
  private final LetterPages letters;
  private final ServeTheme theme;
  private final FollowFromHome home;

  public PageModule(
      Mastheads mastheads,
      Audiences audiences,
      Editions editions,
      Stories stories,
      Corrections corrections,
      OneOfEach oneOfEach,
      Related related,
      Months months,
      Frames frames,
      StoryIndex index,
      Topics topics,
      Sources sources,
      Heard heard,
      StandingPages standingPages,
      ReplyModule replyModule,
      ReplyLetters replyLetters,
      ReplierData replierData,
      Sessions sessions,
      Readers readers,
      Letters sentLetters,
      InText pictures,
      InstantSource clock) {
    replies = new ReplyPages(replyModule, replierData, sessions, readers, stories, frames);
    repliers = new ReplierPages(replyLetters, replierData, replyModule.seal(), frames);
    theme = new ServeTheme(frames.theme());
    frontIn = look -> new FrontPage(editions, stories, frames.in(look));
    front = new FrontPage(editions, stories, frames);
    lists = new ListPage(audiences, editions, topics, frames);
    story =
        new StoryPage(stories, corrections, oneOfEach, related, lists, replies, frames, pictures);
    archive = new ArchivePage(months, frames);
    sitemaps = new Sitemaps(months, mastheads, clock);
    pages = new Pages(frames, stories, standingPages, pictures);
    letters = new LetterPages(sentLetters, stories, frames);
    home = new FollowFromHome(frames, clock);
    search = new SearchPage(index, stories, oneOfEach, mastheads, sources, heard, frames);
  }

  public void routes(Routes routes) {
    routes
        .get("/", ANYONE, front::answer)
        .get("/section/:slug", ANYONE, lists::answer)
        .get("/topic/:slug", ANYONE, lists::answer)
        .get("/author/:slug", ANYONE, lists::answer)
        .get("/source/:slug", ANYONE, lists::answer)
        .get("^/[0-9]{4}(/[0-9]{2})?$", ANYONE, lists::answer)
        .get("^/[0-9]{4}/[0-9]{2}/[^/]+$", ANYONE, story::answer)
        .get("^/[0-9]{4}/[0-9]{2}/[^/]+/replies$", ANYONE, replies::list)
        .post("^/[0-9]{4}/[0-9]{2}/[^/]+/replies$", ANYONE, replies::post)
        .get("/replies/data", ANYONE, repliers::ask)
        .post("/replies/data", ANYONE, repliers::send)
        .get("/replies/data/:token", ANYONE, repliers::show)
        .post("/replies/data/:token", ANYONE, repliers::act)
        .get("/replies/mail/:token", ANYONE, repliers::mail)
        .postFromAnywhere("/replies/mail/:token", repliers::turn)
        .get("/replies/:id", ANYONE, replies::permalink)
        .get("/replies/:id/mine", ANYONE, replies::mine)
        .post("/replies/:id/mine", ANYONE, replies::change)
        .get("/letters", ANYONE, letters::list)
        .get("/letters/:id", ANYONE, letters::show)
        .get("/archive", ANYONE, archive::answer)
        .get("/search", ANYONE, search::answer)
        .get("/page/:slug", ANYONE, pages::standing)
        .get("/colophon", ANYONE, pages::colophon)
        .get("/subscribe", ANYONE, pages::subscribe)
        .post("/follow", ANYONE, home::answer)
        .get("/sitemap.xml", ANYONE, sitemaps::index)
        .get("/sitemap/news.xml", ANYONE, sitemaps::news)
        .get("/sitemap/lists.xml", ANYONE, sitemaps::lists)
        .get("/sitemap/:month.xml", ANYONE, sitemaps::month)
        .get("/robots.txt", ANYONE, sitemaps::robots)
        .get("/opensearch.xml", ANYONE, pages::openSearch)
        .get("/look/:code", ANYONE, PageModule::look)
        .get("/theme/:version/:name", ANYONE, theme::answer)
        .get("/assets/:name", ANYONE, Assets::serve);
  }

  /** A story as its page would be, published or not. */
  public Response preview(Request request, Story unpublished) {
    return story.preview(request, unpublished);
  }

  /** A standing page as it would be. */
  public Response preview(Request request, StandingPage unsaved) {
    return pages.shown(request, unsaved).with("cache-control", "no-store");
  }

  /** The front page in a look that nobody has chosen yet. */
  public Response preview(Request request, Look look) {
    return Response.html(frontIn.apply(look).answer(request).body())
        .with("cache-control", "no-store");
  }

  /** A look's colours as a style sheet; its address says all of them, so it never changes. */
  private static Response look(Request request) {
    String code = request.part("code");
    return Optional.of(code)
        .filter(name -> name.endsWith(".css"))
        .flatMap(name -> Look.of(name.substring(0, name.length() - 4)))
        .map(
            look ->
                Response.of(200, "text/css; charset=utf-8", look.css())
                    .with("cache-control", "public, max-age=31536000, immutable"))
        .orElseGet(() -> Response.empty(404));
  }

  public ErrorPages errors() {
    return pages::error;
  }
}
