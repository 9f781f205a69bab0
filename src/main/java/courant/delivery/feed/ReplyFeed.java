package courant.delivery.feed;

import courant.delivery.Tags;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Xml;
import courant.reply.Replies;
import courant.reply.Reply;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The newest replies as RSS: {@code <story>/replies/feed} of one story, {@code /replies/feed} of
 * all.
 */
final class ReplyFeed {
  private static final int MOST = 50;

  private final Mastheads mastheads;
  private final Stories stories;
  private final Replies replies;

  ReplyFeed(Mastheads mastheads, Stories stories, Replies replies) {
    this.mastheads = mastheads;
    this.stories = stories;
    this.replies = replies;
  }

  Response all(Request request) {
    return render(request, Optional.empty());
  }

  Response ofStory(Request request) {
    return stories
        .byPath(request.path().replaceFirst("/replies/feed$", ""))
        .filter(story -> story.state() instanceof StoryState.Published)
        .map(story -> render(request, Optional.of(story)))
        .orElseGet(() -> Response.empty(404));
  }

  private Response render(Request request, Optional<Story> story) {
    Masthead masthead = mastheads.masthead();
    Texts texts = Texts.in(masthead.language());
    String title =
        texts.say("reply.feed.title", story.map(Story::headline).orElse(masthead.title()));
    List<Reply> newest = replies.newest(story.map(Story::id), MOST);
    Xml xml =
        new Xml()
            .start(
                "rss",
                "version",
                "2.0",
                "xmlns:atom",
                "http://www.w3.org/2005/Atom",
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/")
            .start("channel")
            .text("title", title)
            .text("link", request.site() + story.map(of -> Addresses.encode(of.path())).orElse("/"))
            .text("description", title)
            .empty(
                "atom:link",
                "rel",
                "self",
                "href",
                request.site() + Addresses.encode(request.path()));
    Set<String> shows = new HashSet<>();
    story.map(Tags::story).ifPresent(shows::add);
    shows.add(story.map(of -> Tags.replies(of.id())).orElse("replies"));
    for (Reply reply : newest) {
      Optional<Story> under = story.or(() -> stories.byId(reply.story()));
      under.map(Tags::story).ifPresent(shows::add);
      item(xml, request, texts, reply, under.map(Story::headline).orElse(""));
    }
    return new Response(
            200, FeedFormat.RSS.type, xml.end().end().bytes(), List.of(), Set.of(), Instant.EPOCH)
        .with("access-control-allow-origin", "*")
        .published(shows, Instant.EPOCH);
  }

  private static void item(Xml xml, Request request, Texts texts, Reply reply, String headline) {
    String address = request.site() + reply.path();
    xml.start("item")
        .text("title", texts.say("reply.feed.by", reply.name(), headline))
        .text("link", address)
        .text("guid", address)
        .text("pubDate", Rss.date(reply.at()))
        .text("dc:creator", reply.name())
        .text("description", reply.body())
        .end();
  }
}
