package courant.desk.write;

import courant.desk.Desk;
import courant.desk.Member;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Stories;
import courant.story.Story;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** How a story would look in each channel, from what the member typed last. */
public final class PreviewStory {
  /** Only our own desk shows it, nothing in it runs, and its links lead nowhere. */
  private static final String IN_FRAME =
      "default-src 'self'; script-src 'none'; img-src 'self' https: http: data:; media-src 'self'"
          + " https: http:; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'self'";

  private static final String MAIL_IN_FRAME =
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: http: data:;"
          + " frame-ancestors 'self'; sandbox";

  private final Desk desk;
  private final Newsroom newsroom;
  private final Stories stories;
  private final WorkingCopies copies;
  private final Renderings renderings;

  PreviewStory(
      Desk desk, Newsroom newsroom, Stories stories, WorkingCopies copies, Renderings renderings) {
    this.desk = desk;
    this.newsroom = newsroom;
    this.stories = stories;
    this.copies = copies;
    this.renderings = renderings;
  }

  /**
   * What a feed has of a story, read back from the feed itself.
   *
   * @param content HTML; empty if only the summary may be carried
   */
  public record Fed(
      String title, List<String> authors, List<String> labels, String summary, String content) {
    static Fed of(String atom) {
      Element entry = Jsoup.parse(atom, Parser.xmlParser()).expectFirst("entry");
      return new Fed(
          text(entry, "title"),
          entry.select("author > name").eachText(),
          entry.select("category").eachAttr("label"),
          text(entry, "summary"),
          text(entry, "content"));
    }

    private static String text(Element entry, String name) {
      return Optional.ofNullable(entry.selectFirst("> " + name)).map(Element::wholeText).orElse("");
    }
  }

  /** Keeps what is typed as the member's own, as autosave does, and shows it. */
  Response take(Request request) {
    Optional<Story> story = KeepWriting.id(request).flatMap(stories::byId);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    Member member = desk.member(request);
    StoryForm typed = StoryForm.of(request);
    if (!typed.equals(form(request, story.get()))) {
      copies.keep(story.get().id(), member, StoryForm.revision(request).orElse(0), typed);
    }
    return Response.seeOther("/desk/story/" + story.get().id().value() + "/preview");
  }

  /** All of them side by side. */
  Response show(Request request) {
    return previewed(request)
        .map(
            story -> {
              String atom = renderings.feed().apply(story);
              JsonObject notice = renderings.push().apply(story);
              return desk.page(
                  request,
                  "write/preview",
                  "stories",
                  desk.texts().say("desk.preview"),
                  Map.of(
                      "story", story,
                      "fed", Fed.of(atom),
                      "atom", atom,
                      "notice", notice));
            })
        .orElseGet(() -> Response.empty(404));
  }

  /** The page, for its frame. */
  Response page(Request request) {
    return previewed(request)
        .map(story -> framed(renderings.page().apply(request, story), IN_FRAME))
        .orElseGet(() -> Response.empty(404));
  }

  /** The message, for its frame. */
  Response mail(Request request) {
    return previewed(request)
        .map(
            story ->
                framed(
                    Response.of(200, "text/html; charset=utf-8", renderings.mail().apply(story)),
                    MAIL_IN_FRAME))
        .orElseGet(() -> Response.empty(404));
  }

  private static Response framed(Response response, String policy) {
    return response
        .with("cache-control", "no-store")
        .with("x-robots-tag", "noindex")
        .with("content-security-policy", policy);
  }

  private Optional<Story> previewed(Request request) {
    return KeepWriting.id(request)
        .flatMap(stories::byId)
        .map(story -> newsroom.preview(story.id(), form(request, story)));
  }

  private StoryForm form(Request request, Story story) {
    return copies
        .of(story.id(), desk.member(request).id())
        .map(WorkingCopies.Copy::form)
        .orElseGet(() -> StoryForm.of(story));
  }
}
