package courant.delivery.app;

import static courant.platform.web.Role.ANYONE;

import courant.delivery.AppPasswords;
import courant.edition.Editions;
import courant.edition.Followables;
import courant.follow.Follows;
import courant.follow.Marks;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.reader.ReaderId;
import courant.story.Corrections;
import courant.story.Stories;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;

/** All that reading apps ask. */
public final class AppModule {
  private static final String API = "/reader/api/0/";

  private final AppDoor door;
  private final GoogleReader reader;
  private final GoogleSubscriptions subscriptions;
  private final Fever fever;

  public AppModule(
      AppPasswords passwords,
      Editions editions,
      Followables followables,
      Stories stories,
      Follows follows,
      Marks marks,
      Corrections corrections,
      Mastheads mastheads,
      Database database,
      Function<URI, byte[]> icon,
      InstantSource clock) {
    door = new AppDoor(passwords);
    Shelf shelf = new Shelf(editions, stories, follows, marks, corrections);
    subscriptions = new GoogleSubscriptions(shelf, follows, followables, mastheads, clock);
    reader = new GoogleReader(shelf, subscriptions, marks, new ItemWriter(mastheads, shelf), clock);
    fever =
        new Fever(
            passwords,
            new FeverShelf(shelf, new ItemNumbers(database), subscriptions, mastheads),
            marks,
            icon,
            clock);
  }

  public void routes(Routes routes) {
    routes
        .get("/accounts/ClientLogin", ANYONE, door::signIn)
        .postFromAnywhere("/accounts/ClientLogin", door::signIn)
        .get("^/reader/atom/.*$", ANYONE, door.signedIn(reader::atom))
        .get("^/reader/api/0/stream/contents(/.*)?$", ANYONE, door.signedIn(reader::contents))
        .get("^/fever/?$", ANYONE, fever::answer)
        .postFromAnywhere("^/fever/?$", fever::answer);
    get(routes, "token", reader::token);
    get(routes, "user-info", reader::user);
    get(routes, "preference/list", (_, _) -> GoogleReader.none("prefs"));
    get(routes, "preference/stream/list", (_, _) -> GoogleReader.none("streamprefs"));
    get(routes, "friend/list", (_, _) -> GoogleReader.none("friends"));
    get(routes, "subscription/list", subscriptions::list);
    get(routes, "subscription/export", subscriptions::export);
    get(routes, "tag/list", subscriptions::tags);
    get(routes, "unread-count", subscriptions::unread);
    get(routes, "stream/items/ids", reader::numbers);
    get(routes, "stream/items/contents", reader::items);
    post(routes, "stream/items/contents", reader::items);
    post(routes, "stream/items/ids", reader::numbers);
    post(routes, "subscription/edit", subscriptions::edit);
    post(routes, "subscription/quickadd", subscriptions::quickAdd);
    post(routes, "rename-tag", subscriptions::changeTag);
    post(routes, "disable-tag", subscriptions::changeTag);
    post(routes, "edit-tag", reader::tag);
    post(routes, "mark-all-as-read", reader::readAll);
  }

  private void get(Routes routes, String name, BiFunction<Request, ReaderId, Response> action) {
    routes.get(API + name, ANYONE, door.signedIn(action));
  }

  private void post(Routes routes, String name, BiFunction<Request, ReaderId, Response> action) {
    routes.postFromAnywhere(API + name, door.signedIn(action));
  }
}
