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

/** The desk's decisions, of which the score learns. */
public final class ModerateReplies {
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
    this.facts = facts;
    this.replies = replies;
    this.score = score;
    this.ids = ids;
    this.clock = clock;
    score.restore(database.read(ModerateReplies::weights));
  }

  private static Map<String, Double> weights(Handle handle) {
    Map<String, Double> weights = new HashMap<>();
    handle
        .createQuery("select clue, weight from reply_weight")
        .map((row, _) -> Map.entry(row.getString(1), row.getDouble(2)))
        .forEach(entry -> weights.put(entry.getKey(), entry.getValue()));
    return weights;
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
    score
        .learn(reply.source() + " " + reply.website(), spam)
        .forEach(
            (clue, weight) ->
                handle
                    .createUpdate(
                        """
                        insert into reply_weight (clue, weight) values (:clue, :weight)
                        on conflict (clue) do update set weight = excluded.weight
                        """)
                    .bind("clue", clue)
                    .bind("weight", weight)
                    .execute());
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
