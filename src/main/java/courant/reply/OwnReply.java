package courant.reply;

import courant.platform.job.Facts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the author of a reply may do with it: change it for ten minutes, take it back at any time.
 */
public final class OwnReply {
  private static final Duration EDITABLE = Duration.ofMinutes(10);

  private final Facts facts;
  private final Replies replies;
  private final Rules rules;
  private final ReplyScore score;
  private final InstantSource clock;

  public OwnReply(
      Facts facts, Replies replies, Rules rules, ReplyScore score, InstantSource clock) {
    this.facts = facts;
    this.replies = replies;
    this.rules = rules;
    this.score = score;
    this.clock = clock;
  }

  public boolean editable(Reply reply) {
    return (reply.state() == ReplyState.HELD || reply.state() == ReplyState.APPROVED)
        && reply.at().plus(EDITABLE).isAfter(clock.instant());
  }

  /**
   * Changes its text; one that would be held if it were new is held again.
   *
   * @return the key of the text that says what is wrong; empty if it is changed
   */
  public Optional<String> edit(Reply reply, String text) {
    Typed typed = Typed.of(reply.name(), "", "", text, "");
    String body = Markdown.html(typed.text());
    if (!editable(reply)) {
      return Optional.of("reply.edit.late");
    }
    if (body.isBlank()) {
      return Optional.of("reply.problem.text");
    }
    if (typed.text().length() > Typed.LONGEST_TEXT) {
      return Optional.of("reply.problem.long");
    }
    if (rules.refusing(typed, "").isPresent()) {
      return Optional.of("reply.blocked");
    }
    double scored = score.score(typed.text()).score();
    List<String> noticed = new ArrayList<>(rules.noticed(typed));
    if (Verdict.of(scored) != Verdict.APPROVE) {
      noticed.add("score");
    }
    facts.write(
        telling -> {
          telling
              .handle()
              .createUpdate(
                  """
                  update reply set source = :source, body = :body, edited = :now, score = :score,
                    state = case when :held = 1 then 'held' else state end,
                    reasons = case when :held = 1 then :reasons else reasons end
                  where id = :id and state in ('held', 'approved')
                  """)
              .bind("source", typed.text())
              .bind("body", body)
              .bind("now", clock.millis())
              .bind("score", scored)
              .bind("held", !noticed.isEmpty())
              .bind("reasons", String.join(" ", noticed))
              .bind("id", reply.id().value())
              .execute();
          telling.tell(ReplyFact.CHANGED, reply.story().value());
          return true;
        });
    return Optional.empty();
  }

  /** Takes it back: every word of it goes; its place stays only where answers hang on it. */
  public void delete(Reply reply) {
    facts.write(
        telling -> {
          delete(telling, reply);
          return true;
        });
  }

  void delete(Facts.Telling telling, Reply reply) {
    Handle handle = telling.handle();
    boolean answered =
        handle
            .createQuery("select 1 from reply where parent_id = :id limit 1")
            .bind("id", reply.id().value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    handle.execute(
        answered
            ? """
              update reply set state = 'deleted', name = '', website = '', source = '', body = '',
                replier_id = null, notify = 0 where id = ?
              """
            : "delete from reply where id = ?",
        reply.id().value());
    telling.tell(ReplyFact.CHANGED, reply.story().value());
  }

  /** The reply, if it is still there. */
  public Optional<Reply> find(ReplyId id) {
    return replies.byId(id).filter(reply -> reply.state() != ReplyState.DELETED);
  }
}
