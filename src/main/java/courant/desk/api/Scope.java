package courant.desk.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a token lets a program do, within what its member may. */
public enum Scope {
  STORIES_READ,
  STORIES_WRITE,
  STORIES_PUBLISH,
  REVIEW_READ,
  REVIEW_WRITE,
  MEDIA_READ,
  MEDIA_WRITE,
  REPLIES_READ,
  REPLIES_WRITE,
  LETTERS_READ,
  LETTERS_WRITE,
  PUSH_SEND,
  FIGURES_READ,
  WEBHOOKS_READ,
  WEBHOOKS_WRITE,
  STAFF_READ,
  STAFF_WRITE;

  /** As tokens and the description name it, such as {@code stories:read}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }

  /** All, in the order in which they are offered. */
  public static List<Scope> all() {
    return List.of(values());
  }
}
