package courant.desk.write;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.source.SourceId;
import courant.story.Story;
import courant.story.StoryId;
import courant.syndication.intake.KnownItems.Name;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** What was done with several stories at once, kept for a while so that it can be undone. */
final class SeveralDeeds {
  static final Duration KEPT = Duration.ofHours(1);

  /**
   * A story before it.
   *
   * @param form its words; without headline, standfirst and body where only its filing changed
   * @param originated when its original came out elsewhere; empty if nobody knows
   * @param names by which its item is known if it came from a partner
   */
  record Was(StoryId story, StoryForm form, Optional<Instant> originated, List<Name> names) {
    static Was whole(Story story, List<Name> names) {
      return new Was(
          story.id(),
          StoryForm.of(story),
          story.origin().flatMap(origin -> origin.published()),
          names);
    }

    static Was filing(Story story) {
      return new Was(
          story.id(), StoryForm.of(story).saying("", "", ""), Optional.empty(), List.of());
    }

    private JsonObject json() {
      return new JsonObject()
          .put("story", story.value())
          .put("form", form.json())
          .put("originated", originated.map(Instant::toEpochMilli).orElse(null))
          .put("names", new JsonArray(names.stream().map(Was::json).toList()));
    }

    private static JsonObject json(Name name) {
      return new JsonObject()
          .put("source", name.source().value())
          .put("hash", name.hash())
          .put("print", name.print());
    }

    private static Was of(JsonObject kept) {
      return new Was(
          new StoryId(kept.getLong("story")),
          StoryForm.of(kept.getJsonObject("form")),
          Optional.ofNullable(kept.getLong("originated")).map(Instant::ofEpochMilli),
          kept.getJsonArray("names", new JsonArray()).stream()
              .map(one -> name((JsonObject) one))
              .toList());
    }

    private static Name name(JsonObject kept) {
      return new Name(
          new SourceId(kept.getLong("source")), kept.getString("hash"), kept.getString("print"));
    }
  }

  /**
   * @param before the stories that it changed
   * @param left how many could not be changed
   */
  record Deed(String verb, List<Was> before, int left) {}

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;

  SeveralDeeds(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Keeps a member's deed, and forgets all that are too old. */
  long keep(long member, Deed deed) {
    long id = ids.next();
    JsonArray stories = new JsonArray(deed.before().stream().map(Was::json).toList());
    return database.write(
        handle -> {
          handle.execute("delete from several_deed where at <= ?", oldest());
          handle
              .createUpdate(
                  """
                  insert into several_deed (id, staff_id, at, verb, stories, unchanged)
                  values (:id, :member, :at, :verb, :stories, :left)
                  """)
              .bind("id", id)
              .bind("member", member)
              .bind("at", clock.millis())
              .bind("verb", deed.verb())
              .bind("stories", stories.encode())
              .bind("left", deed.left())
              .execute();
          return id;
        });
  }

  /** A member's own deed, while it can be undone. */
  Optional<Deed> of(long member, long id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from several_deed where id = :id and staff_id = :member and at > :oldest")
                .bind("id", id)
                .bind("member", member)
                .bind("oldest", oldest())
                .map(SeveralDeeds::deed)
                .findOne());
  }

  /**
   * Forgets one.
   *
   * @return false if it was forgotten already: somebody else is undoing it
   */
  boolean forget(long id) {
    return database.write(handle -> handle.execute("delete from several_deed where id = ?", id))
        == 1;
  }

  private long oldest() {
    return clock.instant().minus(KEPT).toEpochMilli();
  }

  private static Deed deed(ResultSet row, StatementContext context) throws SQLException {
    return new Deed(
        row.getString("verb"),
        new JsonArray(row.getString("stories"))
            .stream().map(one -> Was.of((JsonObject) one)).toList(),
        row.getInt("unchanged"));
  }
}
