package courant.reply;

import courant.platform.db.Ids;
import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import courant.platform.job.Facts;
import courant.story.Story;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Takes in replies that were written elsewhere, by somebody whose own server vouches for them: they
 * have no address with us and fill in no form. The same rules and the same score apply, and the
 * desk reads what a stranger writes before anyone else does.
 */
public final class TakeReply {
  /**
   * A reply as it came.
   *
   * @param name as it is shown
   * @param website where the name leads
   * @param html not sanitised
   * @param sender whoever may send only so many at a time; not kept
   */
  public record Written(String name, String website, String html, String sender) {}

  private final Facts facts;
  private final Replies replies;
  private final Rules rules;
  private final ReplyScore score;
  private final PostReply post;
  private final OwnReply own;
  private final Crowd crowd;
  private final Ids ids;
  private final InstantSource clock;

  TakeReply(
      Facts facts,
      Replies replies,
      Rules rules,
      ReplyScore score,
      PostReply post,
      OwnReply own,
      ReplyLimits limits,
      Ids ids,
      InstantSource clock) {
    this.facts = facts;
    this.replies = replies;
    this.rules = rules;
    this.score = score;
    this.post = post;
    this.own = own;
    this.crowd = new Crowd(limits, clock);
    this.ids = ids;
    this.clock = clock;
  }

  /** Once it is kept, in the same transaction. */
  @FunctionalInterface
  public interface Kept {
    void kept(Handle handle, ReplyId id);
  }

  /**
   * Takes a reply.
   *
   * @param parent the reply it answers
   * @param trusted whether the desk has approved something of theirs, and thrown nothing away
   * @param then is told its number
   * @return its state; empty if it is not taken at all: closed, kept out, empty, or too many
   */
  public Optional<ReplyState> take(
      Story story, Optional<ReplyId> parent, Written written, boolean trusted, Kept then) {
    Optional<Text> text = text(written);
    if (text.isEmpty() || !post.open(story) || !crowd.admitsFrom(written.sender())) {
      return Optional.empty();
    }
    List<String> reasons = reasons(text.get());
    if (!trusted) {
      reasons.add("first");
    }
    if (crowd.floods(story.id())) {
      reasons.add("flood");
    }
    ReplyId id = new ReplyId(ids.next());
    ReplyState state = state(text.get(), reasons);
    return facts.write(
        telling -> {
          Handle handle = telling.handle();
          Optional<Reply> answered =
              parent
                  .flatMap(of -> replies.byId(handle, of))
                  .filter(of -> of.story().equals(story.id()));
          Reply reply =
              new Reply(
                  id,
                  story.id(),
                  answered.map(Reply::id),
                  answered.map(Reply::thread).orElse(id),
                  answered.map(of -> Math.min(of.depth() + 1, PostReply.DEEPEST)).orElse(0),
                  text.get().typed().name(),
                  text.get().typed().website(),
                  text.get().typed().text(),
                  text.get().body(),
                  clock.instant(),
                  Optional.empty(),
                  state,
                  List.copyOf(reasons),
                  text.get().score());
          PostReply.insert(handle, reply, answered, Optional.empty(), id.value());
          then.kept(handle, id);
          if (state == ReplyState.APPROVED) {
            telling.tell(ReplyFact.APPROVED, id.value());
            telling.tell(ReplyFact.CHANGED, story.id().value());
          }
          return Optional.of(state);
        });
  }

  /** Changes a reply as its author did; the desk reads it again unless it trusts them. */
  public void edit(Reply reply, Written written, boolean trusted) {
    Optional<Text> text = text(written);
    if (text.isEmpty()) {
      delete(reply.id());
      return;
    }
    List<String> reasons = reasons(text.get());
    if (!trusted) {
      reasons.add("edited");
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
              .bind("source", text.get().typed().text())
              .bind("body", text.get().body())
              .bind("now", clock.millis())
              .bind("score", text.get().score())
              .bind("held", reasons.isEmpty() ? 0 : 1)
              .bind("reasons", String.join("\n", reasons))
              .bind("id", reply.id().value())
              .execute();
          telling.tell(ReplyFact.CHANGED, reply.story().value());
          return true;
        });
  }

  /** Takes a reply back, as its author did. */
  public void delete(ReplyId id) {
    own.find(id).ifPresent(own::delete);
  }

  private record Text(Typed typed, String body, double score) {}

  /** Sanitised; empty if nothing is left to read, or it is kept out whoever wrote it. */
  private Optional<Text> text(Written written) {
    String body = Policy.REPLY.sanitise(written.html());
    String plain = HtmlText.of(body);
    Typed typed = Typed.of(written.name(), "", written.website(), plain, "");
    boolean fit = !typed.text().isBlank() && typed.text().length() <= Typed.LONGEST_TEXT;
    return fit && rules.refusing(typed, "").isEmpty()
        ? Optional.of(new Text(typed, body, score.score(plain).score()))
        : Optional.empty();
  }

  private List<String> reasons(Text text) {
    List<String> reasons = new ArrayList<>(rules.noticed(linked(text)));
    if (Verdict.of(text.score()) != Verdict.APPROVE) {
      reasons.add("score");
    }
    return reasons;
  }

  /** Links count where they lead, whatever they say. */
  private static Typed linked(Text text) {
    String links =
        text.body()
            .toLowerCase(Locale.ROOT)
            .replaceAll("<a [^>]*href=\"", " ")
            .replaceAll("<[^>]*>", " ");
    return Typed.of(text.typed().name(), "", "", links, "");
  }

  private static ReplyState state(Text text, List<String> reasons) {
    return Verdict.of(text.score()) == Verdict.SPAM && text.score() > 0.95
        ? ReplyState.SPAM
        : reasons.isEmpty() ? ReplyState.APPROVED : ReplyState.HELD;
  }
}
