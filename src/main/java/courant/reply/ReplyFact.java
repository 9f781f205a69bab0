package courant.reply;

import courant.platform.job.Fact;
import courant.story.StoryId;
import java.util.Optional;

/** What the rest of the house hears about replies. */
public final class ReplyFact {
  /** Subject: the reply that can be read from now on. */
  public static final String APPROVED = "reply.approved";

  /** Subject: the story whose replies look different from now on. */
  public static final String CHANGED = "replies.changed";

  /** Subject: the reply from which the score has learned. */
  public static final String LEARNED = "reply.learned";

  /** The desk's rules, or what the score has learned, are others from now on. */
  public static final String RULES = "reply.rules";

  private ReplyFact() {}

  /** The story whose replies changed, if that is what the fact is about. */
  public static Optional<StoryId> changed(Fact fact) {
    return fact.kind().equals(CHANGED)
        ? Optional.of(new StoryId(fact.subject()))
        : Optional.empty();
  }
}
