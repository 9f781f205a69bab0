package courant.reply;

import courant.platform.crypto.Vault;
import courant.platform.db.Ids;
import courant.platform.html.Policy;
import courant.platform.job.Facts;
import courant.platform.web.Limiter;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Takes a reply in: refuses, holds or publishes it. Durable when it answers. */
public final class PostReply {
  /** Deeper answers are shown at this depth. */
  static final int DEEPEST = 4;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{P}]+");
  private static final Duration TOO_QUICK = Duration.ofSeconds(3);

  private final Facts facts;
  private final Replies replies;
  private final Repliers repliers;
  private final Rules rules;
  private final ReplyScore score;
  private final FormSeal seal;
  private final Crowd crowd;
  private final ReplyLimits limits;
  private final Vault vault;
  private final Ids ids;
  private final InstantSource clock;

  public PostReply(
      Facts facts,
      Replies replies,
      Rules rules,
      ReplyScore score,
      FormSeal seal,
      ReplyLimits limits,
      Vault vault,
      Ids ids,
      InstantSource clock) {
    this.facts = facts;
    this.replies = replies;
    this.repliers = new Repliers(vault, ids);
    this.rules = rules;
    this.score = score;
    this.seal = seal;
    this.crowd = new Crowd(limits, clock);
    this.limits = limits;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whether a story takes replies now. */
  public boolean open(Story story) {
    return story.state() instanceof StoryState.Published(_, var published, _)
        && (limits.closeAfter().isZero()
            || published.plus(limits.closeAfter()).isAfter(clock.instant()))
        && !replies.closed(story.id());
  }

  /** Stories whose replies closed by themselves in a stretch of time, its end included. */
  public List<StoryId> closedBetween(Instant after, Instant until) {
    return limits.closeAfter().isZero()
        ? List.of()
        : replies.publishedBetween(
            after.minus(limits.closeAfter()), until.minus(limits.closeAfter()));
  }

  /**
   * Takes what somebody sent.
   *
   * @param token the form's, from {@link FormSeal#form}
   * @param worked whether the browser worked for it, see {@link FormSeal#worked}
   * @param parent the reply it answers
   * @param network the address it came from, which is not kept
   */
  public Posted post(
      Story story,
      Typed typed,
      String token,
      boolean worked,
      Optional<ReplyId> parent,
      String network) {
    if (!open(story)) {
      return new Posted.Refused(403, "reply.closed");
    }
    if (rules.refusing(typed, network).isPresent()) {
      return new Posted.Refused(403, "reply.blocked");
    }
    Map<String, String> problems = typed.problems();
    if (!problems.isEmpty()) {
      return new Posted.Wrong(problems);
    }
    Optional<Instant> made = seal.made(story.id(), token);
    if (made.isEmpty()) {
      return new Posted.Wrong(Map.of("form", "reply.problem.stale"));
    }
    if (!crowd.admitsFrom(Limiter.network(network))) {
      return new Posted.Refused(429, "reply.too-many");
    }
    List<String> noticed = noticed(story.id(), typed, made.get());
    if (!worked) {
      noticed.add("work");
    }
    return keep(story.id(), typed, parent, noticed);
  }

  /** What speaks against publishing it at once, whoever wrote it. */
  private List<String> noticed(StoryId story, Typed typed, Instant made) {
    List<String> reasons = rules.noticed(typed);
    if (made.plus(TOO_QUICK).isAfter(clock.instant())) {
      reasons.add("quick");
    }
    if (crowd.floods(story)) {
      reasons.add("flood");
    }
    return reasons;
  }

  private Posted keep(StoryId story, Typed typed, Optional<ReplyId> parent, List<String> noticed) {
    String body = Markdown.html(typed.text());
    if (body.isBlank()) {
      return new Posted.Wrong(Map.of("text", "reply.problem.text"));
    }
    double scored = score.score(typed.text() + " " + typed.website()).score();
    long fingerprint = fingerprint(story, typed);
    ReplyId id = new ReplyId(ids.next());
    return facts.write(
        telling -> {
          Handle handle = telling.handle();
          Optional<Reply> same = replies.same(handle, fingerprint);
          if (same.isPresent()) {
            return new Posted.Refused(409, "reply.problem.same");
          }
          long replier = repliers.of(handle, typed.address());
          List<String> reasons = new ArrayList<>(noticed);
          if (!Repliers.trusted(handle, replier, typed.name())) {
            reasons.add("first");
          }
          if (Verdict.of(scored) != Verdict.APPROVE) {
            reasons.add("score");
          }
          ReplyState state =
              Verdict.of(scored) == Verdict.SPAM && scored > 0.95
                  ? ReplyState.SPAM
                  : reasons.isEmpty() ? ReplyState.APPROVED : ReplyState.HELD;
          Optional<Reply> answered =
              parent.flatMap(of -> replies.byId(handle, of)).filter(of -> of.story().equals(story));
          Reply reply = reply(id, story, typed, answered, body, state, reasons, scored);
          insert(handle, reply, answered, Optional.of(replier), fingerprint);
          if (typed.wantsAnswers()) {
            handle.execute("update reply set notify = 1 where id = ?", id.value());
          }
          if (state == ReplyState.APPROVED) {
            telling.tell(ReplyFact.APPROVED, id.value());
            telling.tell(ReplyFact.CHANGED, story.value());
          }
          return new Posted.Kept(reply);
        });
  }

  private Reply reply(
      ReplyId id,
      StoryId story,
      Typed typed,
      Optional<Reply> answered,
      String body,
      ReplyState state,
      List<String> reasons,
      double scored) {
    return new Reply(
        id,
        story,
        answered.map(Reply::id),
        answered.map(Reply::thread).orElse(id),
        answered.map(of -> Math.min(of.depth() + 1, DEEPEST)).orElse(0),
        typed.name(),
        typed.site().map(Object::toString).orElse(""),
        typed.text(),
        body,
        clock.instant(),
        Optional.empty(),
        state,
        List.copyOf(reasons),
        scored);
  }

  /** A reply at the deepest level stands among its siblings, in order of time. */
  static void insert(
      Handle handle,
      Reply reply,
      Optional<Reply> answered,
      Optional<Long> replier,
      long fingerprint) {
    String above =
        answered
            .map(
                of -> {
                  String path = Replies.pathOf(handle, of.id());
                  return of.depth() < DEEPEST ? path : path.substring(0, path.length() - 16);
                })
            .orElse("");
    String path = above + "%016x".formatted(reply.id().value());
    Replies.insert(handle, reply, path, replier, fingerprint);
  }

  /**
   * The same for the same words of the same person under the same story; of no use without the key.
   */
  private long fingerprint(StoryId story, Typed typed) {
    String words =
        typed
            .text()
            .toLowerCase(Locale.ROOT)
            .transform(text -> BETWEEN_WORDS.matcher(text).replaceAll(" "));
    byte[] hash = vault.hash("same reply", story.value() + "\0" + typed.address() + "\0" + words);
    return ByteBuffer.wrap(hash).getLong();
  }

  /** The story that a reply answers; empty if there is no such reply any more. */
  public Optional<StoryId> storyOf(Facts.Telling telling, ReplyId id) {
    return replies.byId(telling.handle(), id).map(Reply::story);
  }

  /** The reply that somebody wrote under a story at a moment. */
  public Optional<ReplyId> find(Facts.Telling telling, StoryId story, String name, Instant at) {
    return telling
        .handle()
        .createQuery(
            """
            select id from reply
            where story_id = :story and at between :at and :at + 999 and name = :name limit 1
            """)
        .bind("story", story.value())
        .bind("at", at.getEpochSecond() * 1_000)
        .bind("name", name)
        .map((row, _) -> new ReplyId(row.getLong(1)))
        .findOne();
  }

  /**
   * Takes in a reply from another system, as its moderators left it; it tells nobody.
   *
   * @param html as written there, not sanitised
   * @return its number here
   */
  public ReplyId take(
      Facts.Telling telling,
      StoryId story,
      Optional<ReplyId> parent,
      Typed typed,
      String html,
      Instant at,
      boolean approved) {
    Handle handle = telling.handle();
    ReplyId id = new ReplyId(ids.next());
    Optional<Reply> answered = parent.flatMap(of -> replies.byId(handle, of));
    Optional<Long> replier =
        typed.address().isEmpty()
            ? Optional.empty()
            : Optional.of(repliers.of(handle, typed.address()));
    Reply reply =
        new Reply(
            id,
            story,
            answered.map(Reply::id),
            answered.map(Reply::thread).orElse(id),
            answered.map(of -> Math.min(of.depth() + 1, DEEPEST)).orElse(0),
            typed.name(),
            typed.site().map(Object::toString).orElse(""),
            typed.text(),
            Policy.REPLY.sanitise(html),
            at,
            Optional.empty(),
            approved ? ReplyState.APPROVED : ReplyState.HELD,
            approved ? List.of() : List.of("imported"),
            score.score(typed.text()).score());
    insert(handle, reply, answered, replier, fingerprint(story, typed));
    telling.tell(ReplyFact.CHANGED, story.value());
    return id;
  }
}
