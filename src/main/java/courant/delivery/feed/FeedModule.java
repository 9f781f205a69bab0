package courant.delivery.feed;

import static courant.platform.web.Role.ANYONE;

import courant.edition.Audiences;
import courant.edition.Editions;
import courant.masthead.Mastheads;
import courant.platform.web.Routes;
import courant.story.Stories;
import java.time.InstantSource;

/** All public feeds. */
public final class FeedModule {
  private final ListFeed feed;

  public FeedModule(
      Mastheads mastheads,
      Audiences audiences,
      Editions editions,
      Stories stories,
      InstantSource clock) {
    feed = new ListFeed(mastheads, audiences, editions, stories, clock);
  }

  public void routes(Routes routes) {
    for (FeedFormat format : FeedFormat.values()) {
      routes.get(format.suffix, ANYONE, request -> feed.answer(request, format));
      routes.get("/search" + format.suffix, ANYONE, request -> feed.search(request, format));
      routes.get(
          "^/(section|topic|author|source)/[^/]+" + format.suffix.replace(".", "\\.") + "$",
          ANYONE,
          request -> feed.answer(request, format));
    }
  }
}
