package courant.figure;

import java.util.Arrays;
import java.util.Optional;

/** What is counted. Stored by its {@link #word}. */
public enum FigureKind {
  /** A page of ours was shown to a person. */
  VIEW("view"),
  /** A story was read so far and no further, in quarters of its length. */
  QUARTER("read25"),
  HALF("read50"),
  MOST("read75"),
  WHOLE("read100"),
  /** A feed was fetched, by whatever program. */
  FEED("feed"),
  /** A letter was handed over to a mail server. */
  MAIL("mail"),
  /** A notification was handed over to a push service. */
  PUSH("push"),
  FOLLOW("follow"),
  UNFOLLOW("unfollow"),
  SUBSCRIBE("subscribe"),
  UNSUBSCRIBE("unsubscribe"),
  REPLY("reply"),
  PUBLISH("publish");

  private final String word;

  FigureKind(String word) {
    this.word = word;
  }

  /** As it is stored and exported. */
  public String word() {
    return word;
  }

  /** The kind a word stands for; empty if it stands for none. */
  public static Optional<FigureKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** How far a story was read: of the quarters 25, 50, 75, 100. */
  public static Optional<FigureKind> read(String percent) {
    return of("read" + percent);
  }
}
