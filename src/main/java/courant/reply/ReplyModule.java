package courant.reply;

import courant.masthead.Mastheads;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import courant.reader.Outbox;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;

/** All of replies, for those who show them. */
public final class ReplyModule {
  /** Twenty megabytes or so in memory. */
  private static final int MOST_BELIEFS = 100_000;

  private final Facts facts;
  private final Repliers repliers;
  private final InstantSource clock;
  private final Replies replies;
  private final FormSeal seal;
  private final Rules rules;
  private final ReplyScore score;
  private final PostReply post;
  private final OwnReply own;
  private final TakeReply take;
  private final ModerateReplies moderate;
  private final CarriedAddresses addresses;

  public ReplyModule(
      Database database,
      Facts facts,
      Vault vault,
      ReplyLimits limits,
      Ids ids,
      InstantSource clock) {
    this.facts = facts;
    this.clock = clock;
    score = new ReplyScore(clue -> Beliefs.key(vault, clue));
    repliers = new Repliers(vault, ids);
    replies = new Replies(database);
    seal = new FormSeal(vault, clock);
    rules = new Rules(database, facts, vault, ids, clock);
    post = new PostReply(facts, replies, rules, score, seal, limits, vault, ids, clock);
    own = new OwnReply(facts, replies, rules, score, clock);
    take = new TakeReply(facts, replies, rules, score, post, own, limits, ids, clock);
    Beliefs beliefs = new Beliefs(MOST_BELIEFS);
    moderate = new ModerateReplies(database, facts, replies, score, beliefs, ids, clock);
    addresses = new CarriedAddresses(repliers, rules);
    facts.listen(this::hear);
  }

  private void hear(Fact fact) {
    if (fact.kind().equals(ReplyFact.RULES)) {
      rules.recall();
      moderate.recall();
    } else if (fact.kind().equals(ReplyFact.LEARNED)) {
      moderate.recall(new ReplyId(fact.subject()));
    }
  }

  /** How repliers' addresses leave this house for another of the same owner. */
  public CarriedAddresses addresses() {
    return addresses;
  }

  /** Letters to repliers, once there is a way to send them. */
  public ReplyLetters letters(Outbox outbox, Mastheads mastheads, Supplier<URI> site) {
    return new ReplyLetters(facts, repliers, replies, seal, outbox, mastheads, site, clock);
  }

  /** What repliers can ask of us about themselves. */
  public ReplierData data(Database database, Outbox outbox) {
    return new ReplierData(database, facts, repliers, replies, own, outbox, clock);
  }

  public Replies replies() {
    return replies;
  }

  public FormSeal seal() {
    return seal;
  }

  public Rules rules() {
    return rules;
  }

  public ReplyScore score() {
    return score;
  }

  public PostReply post() {
    return post;
  }

  /** For what is written elsewhere. */
  public TakeReply take() {
    return take;
  }

  public OwnReply own() {
    return own;
  }

  public ModerateReplies moderate() {
    return moderate;
  }
}
