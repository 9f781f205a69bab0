package courant.edition;

/** Why a story is in an edition. */
public sealed interface Reason {
  /** The desk put it there. */
  record ChosenByDesk() implements Reason {}

  /** It is among the newest of what the edition selects from. */
  record Newest() implements Reason {}
}
