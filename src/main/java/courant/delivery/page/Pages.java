package courant.delivery.page;

import courant.edition.Audience;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.media.InText;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.platform.web.Xml;
import courant.story.Stories;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The small pages: colophon, ways to subscribe, errors, and where old addresses lead. */
final class Pages {
  private static final Set<Integer> WORDED = Set.of(400, 403, 404, 410, 413, 429, 500);

  /** Browsers take two slashes, or a backslash, for another site's name. */
  private static final Pattern ANOTHER_SITE = Pattern.compile("/[/\\\\]");

  private final Frames frames;
  private final Stories stories;
  private final StandingPages standing;
  private final InText pictures;

  Pages(Frames frames, Stories stories, StandingPages standing, InText pictures) {
    this.pictures = pictures;
    this.standing = standing;
    this.frames = frames;
    this.stories = stories;
  }

  Response colophon(Request request) {
    Texts texts = frames.unlisted(request, "").texts();
    Frame frame = frames.page(request, "/colophon", texts.say("layout.colophon"), "");
    List<StandingPage> listed = standing.listed();
    return Response.html(Templates.render("page/colophon", Map.of("frame", frame, "pages", listed)))
        .published(Set.of("masthead"), Instant.EPOCH);
  }

  /** {@code /page/:slug}. */
  Response standing(Request request) {
    return standing
        .bySlug(request.part("slug"))
        .map(page -> shown(request, page).published(Set.of("masthead"), Instant.EPOCH))
        .orElseGet(() -> Response.empty(404));
  }

  /** A standing page as it would be, published or not. */
  Response shown(Request request, StandingPage page) {
    Frame frame = frames.page(request, page.path(), page.title(), "");
    StandingPage pictured =
        new StandingPage(
            page.id(), page.slug(), page.title(), pictures.shown(page.body()), page.listed());
    return Response.html(
        Templates.render("page/standing", Map.of("frame", frame, "page", pictured)));
  }

  Response subscribe(Request request) {
    Texts texts = frames.unlisted(request, "").texts();
    Frame frame =
        frames.page(
            request, "/subscribe", texts.say("subscribe.title"), texts.say("subscribe.lead"));
    Map<String, Object> shown =
        Map.of("frame", frame, "handle", frames.handle(new Audience.Everyone()));
    return Response.html(Templates.render("page/subscribe", shown))
        .published(Set.of("masthead"), Instant.EPOCH);
  }

  /** What a status means, in the reader's words; or where what is not here has gone. */
  Response error(int status, Request request) {
    return status == 404
        ? elsewhere(request).orElseGet(() -> words(status, request))
        : words(status, request);
  }

  private Response words(int status, Request request) {
    int worded = WORDED.contains(status) ? status : status < 500 ? 400 : 500;
    Texts texts = frames.unlisted(request, "").texts();
    String heading = texts.say("error." + worded);
    Map<String, Object> parameters =
        Map.of(
            "frame", frames.unlisted(request, heading),
            "heading", heading,
            "advice", texts.say("error." + worded + ".advice"));
    return Response.html(Templates.render("page/error", parameters)).status(status);
  }

  /** Where a story was before, or the same address without a slash at its end. */
  private Optional<Response> elsewhere(Request request) {
    String path = request.path();
    boolean slashed = path.length() > 1 && path.endsWith("/");
    String bare = slashed ? path.substring(0, path.length() - 1) : path;
    return stories
        .movedTo(path)
        .or(() -> stories.movedTo(slashed ? bare : path + "/"))
        .or(() -> slashed ? Optional.of(bare) : Optional.empty())
        .filter(target -> !ANOTHER_SITE.matcher(target).lookingAt())
        .map(target -> Response.moved(Addresses.encode(target)));
  }

  /** {@code /opensearch.xml}: lets browsers offer our search. */
  Response openSearch(Request request) {
    String title = frames.unlisted(request, "").masthead().title();
    Xml xml =
        new Xml()
            .start("OpenSearchDescription", "xmlns", "http://a9.com/-/spec/opensearch/1.1/")
            .text("ShortName", title.length() > 16 ? title.substring(0, 16) : title)
            .text("Description", title)
            .text("InputEncoding", "UTF-8")
            .empty(
                "Url", "type", "text/html", "template", request.site() + "/search?q={searchTerms}")
            .empty(
                "Url",
                "type",
                "application/rss+xml",
                "template",
                request.site() + "/search/feed?q={searchTerms}");
    return new Response(
        200,
        "application/opensearchdescription+xml",
        xml.bytes(),
        List.of(),
        Set.of("masthead"),
        Instant.EPOCH);
  }
}
