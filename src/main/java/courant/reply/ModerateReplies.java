package courant.reply;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.story.StoryId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The desk's decisions, of which the score learns. */
public final class ModerateReplies {
  private final Database database;
  private final Facts facts;
  private final Replies replies;
  private final ReplyScore score;
  private final Ids ids;
  private final InstantSource clock;

  public ModerateReplies(
      Database database,
      Facts facts,
      Replies replies,
      ReplyScore score,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.replies = replies;
    this.score = score;
    this.ids = ids;
    this.clock = clock;
    recall();
  }

  /** Takes up what was learned before, here or by another process. */
  void recall() {
    score.restore(database.read(ModerateReplies::beliefs));
  }

  private static Map<String, ReplyScore.Belief> beliefs(Handle handle) {
    Map<String, ReplyScore.Belief> beliefs = new HashMap<>();
    handle
        .createQuery("select clue, shift, variance from reply_belief")
        .map(
            (row, _) ->
                Map.entry(
                    row.getString(1), new ReplyScore.Belief(row.getDouble(2), row.getDouble(3))))
        .forEach(entry -> beliefs.put(entry.getKey(), entry.getValue()));
    return beliefs;
  }

  /** Puts replies into a state; those that are in it already, or taken back, stay as they are. */
  public int decide(List<ReplyId> chosen, ReplyState state, String byWhom, String reason) {
    return facts.write(
        telling ->
            chosen.stream()
                .flatMap(id -> replies.byId(telling.handle(), id).stream())
                .filter(reply -> reply.state() != state && reply.state() != ReplyState.DELETED)
                .mapToInt(reply -> decide(telling, reply, state, byWhom, reason))
                .sum());
  }

  private int decide(
      Facts.Telling telling, Reply reply, ReplyState state, String byWhom, String reason) {
    Handle handle = telling.handle();
    handle.execute("update reply set state = ? where id = ?", state.word(), reply.id().value());
    handle
        .createUpdate(
            """
            insert into reply_verdict (id, reply_id, at, by_whom, verdict, reason)
            values (:id, :reply, :at, :who, :verdict, :reason)
            """)
        .bind("id", ids.next())
        .bind("reply", reply.id().value())
        .bind("at", clock.millis())
        .bind("who", byWhom)
        .bind("verdict", state.word())
        .bind("reason", reason)
        .execute();
    if (state == ReplyState.APPROVED || state == ReplyState.SPAM) {
      learn(handle, reply, state == ReplyState.SPAM);
    }
    if (state == ReplyState.APPROVED) {
      telling.tell(ReplyFact.APPROVED, reply.id().value());
    }
    if (state == ReplyState.APPROVED || reply.state() == ReplyState.APPROVED) {
      telling.tell(ReplyFact.CHANGED, reply.story().value());
    }
    return 1;
  }

  private void learn(Handle handle, Reply reply, boolean spam) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into reply_belief (clue, shift, variance) values (:clue, :shift, :variance)
            on conflict (clue) do update
            set shift = excluded.shift, variance = excluded.variance
            """);
    score
        .learn(reply.source() + " " + reply.website(), spam)
        .forEach(
            (clue, belief) ->
                batch
                    .bind("clue", clue)
                    .bind("shift", belief.shift())
                    .bind("variance", belief.variance())
                    .add());
    batch.execute();
  }

  /** Closes a story's replies, or opens them again. */
  public void close(StoryId story, boolean closed) {
    facts.write(
        telling -> {
          telling.handle().execute("delete from reply_closing where story_id = ?", story.value());
          if (closed) {
            telling
                .handle()
                .execute("insert into reply_closing (story_id) values (?)", story.value());
          }
          telling.tell(ReplyFact.CHANGED, story.value());
          return true;
        });
  }
}
