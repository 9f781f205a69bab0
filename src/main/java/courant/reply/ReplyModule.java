package courant.reply;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import java.time.InstantSource;

/** All of replies, for those who show them. */
public final class ReplyModule {
  private final Replies replies;
  private final FormSeal seal;
  private final Rules rules;
  private final ReplyScore score = new ReplyScore();
  private final PostReply post;
  private final OwnReply own;
  private final ModerateReplies moderate;
  private final CarriedAddresses addresses;

  public ReplyModule(
      Database database,
      Facts facts,
      Vault vault,
      ReplyLimits limits,
      Ids ids,
      InstantSource clock) {
    replies = new Replies(database);
    seal = new FormSeal(vault, clock);
    rules = new Rules(database, facts, vault, ids, clock);
    post = new PostReply(facts, replies, rules, score, seal, limits, vault, ids, clock);
    own = new OwnReply(facts, replies, rules, score, clock);
    moderate = new ModerateReplies(database, facts, replies, score, ids, clock);
    addresses = new CarriedAddresses(new Repliers(vault, ids), rules);
    facts.listen(this::hear);
  }

  private void hear(Fact fact) {
    if (fact.kind().equals(ReplyFact.RULES)) {
      rules.recall();
      moderate.recall();
    }
  }

  /** How repliers' addresses leave this house for another of the same owner. */
  public CarriedAddresses addresses() {
    return addresses;
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

  public OwnReply own() {
    return own;
  }

  public ModerateReplies moderate() {
    return moderate;
  }
}
