package courant.edition;

import courant.follow.Interest;

/** Why a story is in an edition. */
public sealed interface Reason {
  /** The desk put it there. */
  record ChosenByDesk() implements Reason {}

  /** It is among the newest of what the edition selects from. */
  record Newest() implements Reason {}

  /**
   * The reader follows something it is about.
   *
   * @param name as the reader knows it; of a search, its words
   */
  record Follows(Interest interest, String name) implements Reason {}
}
