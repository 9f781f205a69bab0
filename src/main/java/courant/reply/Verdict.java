package courant.reply;

import java.util.Locale;

/** What a score advises. */
public enum Verdict {
  APPROVE,
  HOLD,
  SPAM;

  static Verdict of(double score) {
    return score < 0.4 ? APPROVE : score < 0.75 ? HOLD : SPAM;
  }

  /** As it is written in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
