package courant.reply;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.story.StoryId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The desk's decisions, of which the score learns. */
public final class ModerateReplies {
  /** So many decisions are learned from where nothing that was learned is left. */
  private static final int MOST_DECISIONS = 2_000;

  private final Database database;
  private final Facts facts;
  private final Replies replies;
  private final ReplyScore score;
  private final Beliefs beliefs;
  private final Ids ids;
  private final InstantSource clock;

  ModerateReplies(
      Database database,
      Facts facts,
      Replies replies,
      ReplyScore score,
      Beliefs beliefs,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.replies = replies;
    this.score = score;
    this.beliefs = beliefs;
    this.ids = ids;
    this.clock = clock;
    recall();
  }

  /** Takes up what was learned before, here or by another process. */
  synchronized void recall() {
    Map<String, ReplyScore.Belief> known = database.read(beliefs::all);
    score.restore(known.isEmpty() ? learnAnew() : known);
  }

  /** Takes up what was learned from one reply, here or by another process. */
  synchronized void recall(ReplyId decided) {
    replies
        .byId(decided)
        .map(reply -> score.clues(words(reply)).values())
        .ifPresent(keys -> score.take(database.read(handle -> beliefs.of(handle, keys))));
  }

  /** From decisions, where no more is left: in an archive's review, or an older server's. */
  private Map<String, ReplyScore.Belief> learnAnew() {
    Map<String, ReplyScore.Belief> known = new HashMap<>();
    for (Reply reply : replies.decided(MOST_DECISIONS).reversed()) {
      boolean spam = reply.state() == ReplyState.SPAM;
      known.putAll(ReplyScore.learn(score.clues(words(reply)), known, spam));
      // Not after each reply: what is cut too early is never learned.
      if (known.size() > 2 * beliefs.most()) {
        beliefs.cut(known);
      }
    }
    beliefs.cut(known);
    if (!known.isEmpty()) {
      database.change(handle -> beliefs.write(handle, known, clock.instant()));
    }
    return known;
  }

  /** Bounds the room that what was learned takes. */
  public void tidy() {
    Instant now = clock.instant();
    if (database.read(handle -> beliefs.overgrown(handle, now))) {
      facts.write(
          telling -> {
            beliefs.trim(telling.handle(), now);
            telling.tell(ReplyFact.RULES, 1);
            return true;
          });
    }
  }

  /** Puts replies into a state; those that are in it already, or taken back, stay as they are. */
  public int decide(List<ReplyId> chosen, ReplyState state, String byWhom, String reason) {
    // Read before the transaction begins, for all others who write wait for it.
    Map<String, Map<String, String>> clues = new HashMap<>();
    if (teaches(state)) {
      chosen.stream()
          .flatMap(id -> replies.byId(id).stream())
          .map(ModerateReplies::words)
          .forEach(words -> clues.computeIfAbsent(words, score::clues));
    }
    return facts.write(
        telling ->
            chosen.stream()
                .flatMap(id -> replies.byId(telling.handle(), id).stream())
                .filter(reply -> reply.state() != state && reply.state() != ReplyState.DELETED)
                .mapToInt(
                    reply -> {
                      decide(telling, reply, state, byWhom, reason);
                      if (teaches(state)) {
                        learn(telling, reply, clues, state == ReplyState.SPAM);
                      }
                      return 1;
                    })
                .sum());
  }

  private static boolean teaches(ReplyState state) {
    return state == ReplyState.APPROVED || state == ReplyState.SPAM;
  }

  /** What of a reply is scored. */
  private static String words(Reply reply) {
    return reply.source() + " " + reply.website();
  }

  private void decide(
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
    if (state == ReplyState.APPROVED) {
      telling.tell(ReplyFact.APPROVED, reply.id().value());
    }
    if (state == ReplyState.APPROVED || reply.state() == ReplyState.APPROVED) {
      telling.tell(ReplyFact.CHANGED, reply.story().value());
    }
  }

  /** From what all nodes have learned so far, which are told. */
  private void learn(
      Facts.Telling telling, Reply reply, Map<String, Map<String, String>> read, boolean spam) {
    Map<String, String> clues = read.computeIfAbsent(words(reply), score::clues);
    Map<String, ReplyScore.Belief> known = beliefs.of(telling.handle(), clues.values());
    beliefs.write(telling.handle(), ReplyScore.learn(clues, known, spam), clock.instant());
    telling.tell(ReplyFact.LEARNED, reply.id().value());
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
