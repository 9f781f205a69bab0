package courant.delivery.fediverse;

import courant.platform.db.Database;
import courant.platform.web.Slug;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** The names actors are found by. One is given when it is first asked for, and stays. */
final class Names {
  /** What other servers take for a name. */
  static final Pattern VALID = Pattern.compile("[a-z0-9_]([a-z0-9_.-]{0,58}[a-z0-9_])?");

  private final Database database;
  private final InstantSource clock;
  private final Map<String, String> given = new ConcurrentHashMap<>();

  Names(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * An actor's name.
   *
   * @param wanted what it is called here
   */
  String of(Actor actor, Slug wanted) {
    return given.computeIfAbsent(
        actor.key(),
        key ->
            database
                .read(handle -> name(handle, key))
                .orElseGet(() -> database.write(handle -> give(handle, key, wanted))));
  }

  private static Optional<String> name(Handle handle, String key) {
    return handle
        .createQuery("select name from fediverse_name where actor = :key")
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  private String give(Handle handle, String key, Slug wanted) {
    Optional<String> known = name(handle, key);
    if (known.isPresent()) {
      return known.get();
    }
    String plain = plain(key, wanted);
    String name = plain;
    for (int number = 2; actor(handle, name).isPresent(); number++) {
      name = plain + "-" + number;
    }
    handle.execute(
        "insert into fediverse_name (name, actor, since) values (?, ?, ?)",
        name,
        key,
        clock.millis());
    return name;
  }

  /** Other servers know no letters but these; a name in others' is replaced by its number. */
  private static String plain(String key, Slug wanted) {
    String slug = wanted.value();
    String cut = slug.length() > 50 ? slug.substring(0, 50).replaceFirst("-+$", "") : slug;
    int slash = key.indexOf('/');
    if (VALID.matcher(cut).matches()) {
      return cut;
    }
    return slash < 0
        ? key
        : key.substring(0, slash)
            + "-"
            + Long.toString(Long.parseLong(key.substring(slash + 1)), Character.MAX_RADIX);
  }

  /** The key of the actor with a name. */
  Optional<String> actor(String name) {
    return database.read(handle -> actor(handle, name));
  }

  private static Optional<String> actor(Handle handle, String name) {
    return handle
        .createQuery("select actor from fediverse_name where name = :name")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  /**
   * Gives the review another name.
   *
   * @return false if it is none, or is taken
   */
  boolean rename(String name) {
    if (!VALID.matcher(name).matches()) {
      return false;
    }
    return database.write(
        handle -> {
          Optional<String> holder = actor(handle, name);
          if (holder.isPresent()) {
            return holder.get().equals(Actor.REVIEW.key());
          }
          handle.execute("delete from fediverse_name where actor = ?", Actor.REVIEW.key());
          handle.execute(
              "insert into fediverse_name (name, actor, since) values (?, ?, ?)",
              name,
              Actor.REVIEW.key(),
              clock.millis());
          return true;
        });
  }

  /** Looks at the names anew, which another process may have changed. */
  void recall() {
    given.clear();
  }
}
