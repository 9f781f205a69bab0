package courant.delivery.app;

import courant.follow.Interest;
import courant.follow.NamedInterest;
import courant.platform.i18n.Texts;
import java.util.List;
import java.util.Optional;

/** What an app asks stories of. */
sealed interface Stream {
  String READ = "user/-/state/com.google/read";
  String STARRED = "user/-/state/com.google/starred";
  String READING_LIST = "user/-/state/com.google/reading-list";
  String STRAYS = "feed/saved";
  String LABEL = "user/-/label/";

  /** The reader's whole edition. */
  record Everything() implements Stream {}

  /** What the reader saved. */
  record Starred() implements Stream {}

  /** What the reader has read of the edition. */
  record Read() implements Stream {}

  /** Stories that are there because the reader follows this. */
  record Followed(Interest interest) implements Stream {}

  /** Stories that are there because of all that is followed of one kind: apps' folders. */
  record Labelled(Interest.Kind kind) implements Stream {}

  /** What is here for nothing that is followed: it was only saved. */
  record Strays() implements Stream {}

  /**
   * The stream of one thing followed: its list is its feed. A search goes by number, for apps send
   * names in forms and addresses without encoding them.
   */
  static String id(NamedInterest followed) {
    return followed.interest() instanceof Interest.Matching
        ? "feed/search/" + followed.number()
        : "feed" + followed.path();
  }

  /** The folder of a kind, as readers see it. */
  static String label(Interest.Kind kind, Texts texts) {
    return texts.say("my.kinds." + kind.word());
  }

  /** Which stream this is to a reader who follows these; empty if it is none. */
  static Optional<Stream> read(String id, List<NamedInterest> follows, Texts texts) {
    String named = canonical(id);
    if (named.startsWith(LABEL)) {
      return java.util.stream.Stream.of(Interest.Kind.values())
          .filter(kind -> named.equals(LABEL + label(kind, texts)))
          .<Stream>map(Labelled::new)
          .findFirst();
    }
    return switch (named) {
      case "", READING_LIST -> Optional.of(new Everything());
      case STARRED -> Optional.of(new Starred());
      case READ -> Optional.of(new Read());
      case STRAYS -> Optional.of(new Strays());
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

  /** Whether an item stands in it. */
  default boolean holds(Shelf.Item item) {
    return switch (this) {
      case Everything _ -> true;
      case Starred _ -> item.mark().saved();
      case Read _ -> item.mark().read();
      case Strays _ -> item.interests().isEmpty();
      case Followed(var interest) -> item.interests().contains(interest);
      case Labelled(var kind) ->
          item.interests().stream().anyMatch(interest -> interest.kind() == kind);
    };
  }
}
