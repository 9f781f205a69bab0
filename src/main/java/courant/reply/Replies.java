package courant.reply;

import courant.platform.db.Database;
import courant.story.StoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** All replies. What is read here is safe to show: addresses are elsewhere. */
public final class Replies {
  /** Which threads come first. */
  public enum Order {
    OLDEST,
    NEWEST,
    /** Threads with the most replies first. */
    DISCUSSED;

    /** As addresses have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String sql() {
      return switch (this) {
        case OLDEST -> "thread_id";
        case NEWEST -> "thread_id desc";
        case DISCUSSED ->
            """
            (select count(*) from reply as other where other.story_id = reply.story_id
              and other.thread_id = reply.thread_id and other.state in ('approved', 'deleted')) desc,
              thread_id
            """;
      };
    }
  }

  private static final String COLUMNS =
      """
      select id, story_id, parent_id, thread_id, depth, name, website, source, body, at, edited,
        state, reasons, score from reply
      """;

  private final Database database;

  public Replies(Database database) {
    this.database = database;
  }

  public Optional<Reply> byId(ReplyId id) {
    return database.read(handle -> byId(handle, id));
  }

  Optional<Reply> byId(Handle handle, ReplyId id) {
    return handle
        .createQuery(COLUMNS + " where id = :id")
        .bind("id", id.value())
        .map(Replies::reply)
        .findOne();
  }

  /** What readers see under a story, thread by thread, each thread from its beginning. */
  public List<Reply> shown(StoryId story, Order order, int offset, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    COLUMNS
                        + " where story_id = :story and state in ('approved', 'deleted') order by"
                        + " "
                        + order.sql()
                        + ", path limit :most offset :offset")
                .bind("story", story.value())
                .bind("most", most)
                .bind("offset", offset)
                .map(Replies::reply)
                .list());
  }

  /** Everything somebody wrote and has not taken back, the newest first. */
  List<Reply> of(Handle handle, long replier) {
    return handle
        .createQuery(COLUMNS + " where replier_id = :replier order by id desc")
        .bind("replier", replier)
        .map(Replies::reply)
        .list();
  }

  /** How many of them there are. */
  public int count(StoryId story) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select count(*) from reply where story_id = :story and state in ('approved', 'deleted')")
                .bind("story", story.value())
                .mapTo(Integer.class)
                .one());
  }

  /** How many are shown before this one, oldest first. */
  public int before(Reply reply) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) from reply
                    where story_id = :story and state in ('approved', 'deleted')
                      and (thread_id, path) < (:thread, (select path from reply where id = :id))
                    """)
                .bind("story", reply.story().value())
                .bind("thread", reply.thread().value())
                .bind("id", reply.id().value())
                .mapTo(Integer.class)
                .one());
  }

  /** The newest of one story; of all stories, if none is named. */
  public List<Reply> newest(Optional<StoryId> story, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    COLUMNS
                        + " where state = 'approved' and story_id in (select id from story where state = 'published')"
                        + (story.isPresent() ? " and story_id = :story" : " and :story = 0")
                        + " order by at desc, id desc limit :most")
                .bind("story", story.map(StoryId::value).orElse(0L))
                .bind("most", most)
                .map(Replies::reply)
                .list());
  }

  /** What waits at the desk, oldest first where it waits to be read. */
  public List<Reply> queue(ReplyState state, int most) {
    String order = state == ReplyState.HELD ? "" : " desc";
    return database.read(
        handle ->
            handle
                .createQuery(COLUMNS + " where state = :state order by id" + order + " limit :most")
                .bind("state", state.word())
                .bind("most", most)
                .map(Replies::reply)
                .list());
  }

  /** What the desk approved or called spam, the newest first. */
  List<Reply> decided(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    COLUMNS
                        + """
                           where state in ('approved', 'spam')
                            and id in (select reply_id from reply_verdict)
                          order by id desc limit :most
                          """)
                .bind("most", most)
                .map(Replies::reply)
                .list());
  }

  /** How many there are in each state. */
  public Map<ReplyState, Integer> counts() {
    return database.read(
        handle -> {
          Map<ReplyState, Integer> counts = new HashMap<>();
          handle
              .createQuery("select state, count(*) as number from reply group by state")
              .map((row, _) -> Map.entry(ReplyState.of(row.getString(1)), row.getInt(2)))
              .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
          return counts;
        });
  }

  /** Published stories whose day fell in a stretch of time, its end included. */
  public List<StoryId> publishedBetween(Instant after, Instant until) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select id from story
                    where state = 'published' and published > :after and published <= :until
                    """)
                .bind("after", after.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }

  /** Whether the desk closed a story's replies. */
  public boolean closed(StoryId story) {
    return database.read(
        handle ->
            handle
                    .createQuery("select count(*) from reply_closing where story_id = :story")
                    .bind("story", story.value())
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /** A reply with the same fingerprint. */
  Optional<Reply> same(Handle handle, long fingerprint) {
    return handle
        .createQuery(COLUMNS + " where fingerprint = :fingerprint and state <> 'deleted' limit 1")
        .bind("fingerprint", fingerprint)
        .map(Replies::reply)
        .findOne();
  }

  /** Where a reply's answers hang: its path, one number a level. */
  static String pathOf(Handle handle, ReplyId id) {
    return handle
        .createQuery("select path from reply where id = :id")
        .bind("id", id.value())
        .mapTo(String.class)
        .one();
  }

  static void insert(
      Handle handle, Reply reply, String path, Optional<Long> replier, long fingerprint) {
    handle
        .createUpdate(
            """
            insert into reply (id, story_id, parent_id, thread_id, path, depth, replier_id, name,
              website, source, body, at, state, reasons, score, fingerprint)
            values (:id, :story, :parent, :thread, :path, :depth, :replier, :name,
              :website, :source, :body, :at, :state, :reasons, :score, :fingerprint)
            """)
        .bind("id", reply.id().value())
        .bind("story", reply.story().value())
        .bind("parent", reply.parent().map(ReplyId::value).orElse(null))
        .bind("thread", reply.thread().value())
        .bind("path", path)
        .bind("depth", reply.depth())
        .bind("replier", replier.orElse(null))
        .bind("name", reply.name())
        .bind("website", reply.website())
        .bind("source", reply.source())
        .bind("body", reply.body())
        .bind("at", reply.at().toEpochMilli())
        .bind("state", reply.state().word())
        .bind("reasons", String.join("\n", reply.reasons()))
        .bind("score", reply.score())
        .bind("fingerprint", fingerprint)
        .execute();
  }

  private static Reply reply(ResultSet row, StatementContext context) throws SQLException {
    long parent = row.getLong("parent_id");
    Optional<ReplyId> answered =
        row.wasNull() ? Optional.empty() : Optional.of(new ReplyId(parent));
    long edited = row.getLong("edited");
    Optional<Instant> changed =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(edited));
    String reasons = row.getString("reasons");
    return new Reply(
        new ReplyId(row.getLong("id")),
        new StoryId(row.getLong("story_id")),
        answered,
        new ReplyId(row.getLong("thread_id")),
        row.getInt("depth"),
        row.getString("name"),
        row.getString("website"),
        row.getString("source"),
        row.getString("body"),
        Instant.ofEpochMilli(row.getLong("at")),
        changed,
        ReplyState.of(row.getString("state")),
        reasons.isEmpty() ? List.of() : List.of(reasons.split("\n")),
        row.getDouble("score"));
  }
}
