package courant.delivery.app;

import static courant.platform.web.Role.ANYONE;

import courant.delivery.AppPasswords;
import courant.edition.Editions;
import courant.follow.Follows;
import courant.follow.Marks;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.reader.ReaderId;
import courant.story.Stories;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** All that reading apps ask. */
public final class AppModule {
  private static final String API = "/reader/api/0/";

  private final GoogleReader reader;

  public AppModule(
      AppPasswords passwords,
      Editions editions,
      Stories stories,
      Follows follows,
      Marks marks,
      Mastheads mastheads,
      InstantSource clock) {
    reader =
        new GoogleReader(
            passwords,
            new Shelf(editions, stories, marks),
            follows,
            marks,
            new ItemWriter(mastheads),
            clock);
  }

  public void routes(Routes routes) {
    routes
        .get("/accounts/ClientLogin", ANYONE, reader::signIn)
        .postFromAnywhere("/accounts/ClientLogin", reader::signIn)
        .get("^/reader/atom/.*$", ANYONE, reader.signedIn(reader::atom))
        .get("^/reader/api/0/stream/contents(/.*)?$", ANYONE, reader.signedIn(reader::contents));
    get(routes, "token", reader::token);
    get(routes, "user-info", reader::user);
    get(routes, "subscription/list", reader::subscriptions);
    get(routes, "tag/list", reader::tags);
    get(routes, "unread-count", reader::unread);
    get(routes, "stream/items/ids", reader::numbers);
    get(routes, "stream/items/contents", reader::items);
    post(routes, "stream/items/contents", reader::items);
    post(routes, "stream/items/ids", reader::numbers);
    post(routes, "subscription/edit", reader::changeSubscription);
    post(routes, "edit-tag", reader::tag);
    post(routes, "mark-all-as-read", reader::readAll);
  }

  private void get(Routes routes, String name, BiFunction<Request, ReaderId, Response> action) {
    routes.get(API + name, ANYONE, reader.signedIn(action));
  }

  private void post(Routes routes, String name, BiFunction<Request, ReaderId, Response> action) {
    routes.postFromAnywhere(API + name, reader.signedIn(action));
  }
}
