package courant.delivery.app;

import courant.follow.Interest;
import courant.follow.NamedInterest;
import java.util.List;
import java.util.Optional;

/** What an app asks stories of. */
sealed interface Stream {
  String READ = "user/-/state/com.google/read";
  String STARRED = "user/-/state/com.google/starred";
  String READING_LIST = "user/-/state/com.google/reading-list";

  /** The reader's whole edition. */
  record Everything() implements Stream {}

  /** What the reader saved. */
  record Starred() implements Stream {}

  /** Stories that are there because the reader follows this. */
  record Followed(Interest interest) implements Stream {}

  /** The stream of one thing followed: its list is its feed. */
  static String id(NamedInterest followed) {
    return "feed" + followed.path();
  }

  /** Which stream this is to a reader who follows these; empty if it is none. */
  static Optional<Stream> read(String id, List<NamedInterest> follows) {
    String named = canonical(id);
    return switch (named) {
      case "", READING_LIST -> Optional.of(new Everything());
      case STARRED -> Optional.of(new Starred());
      default ->
          follows.stream()
              .filter(followed -> id(followed).equals(named))
              .findFirst()
              .map(followed -> new Followed(followed.interest()));
    };
  }

  /** Some apps write the user's number for the dash. */
  static String canonical(String id) {
    return id.replaceFirst("^user/[^/]+/", "user/-/");
  }
}
