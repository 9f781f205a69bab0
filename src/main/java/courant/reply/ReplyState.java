package courant.reply;

import java.util.Locale;

/** Where a reply stands. */
public enum ReplyState {
  HELD,
  APPROVED,
  SPAM,
  TRASH,
  /** Taken back by its author; it keeps its place while it has answers. */
  DELETED;

  /** As the database and addresses have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ReplyState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
