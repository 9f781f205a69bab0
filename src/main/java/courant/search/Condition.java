package courant.search;

import courant.search.SearchQuery.Dated;
import java.util.BitSet;
import java.util.List;

/** A query over numbered clues. */
sealed interface Condition {
  /** A clue is among those present. */
  record Has(Clue clue) implements Condition {}

  /** The story is of these days. */
  record On(Dated days) implements Condition {}

  /** Not this. */
  record No(Condition excluded) implements Condition {}

  /** Each of these. */
  record All(List<Condition> all) implements Condition {}

  /** One of these. */
  record Any(List<Condition> any) implements Condition {}

  default boolean holds(BitSet present, StoryTerms story) {
    switch (this) {
      case Has(var clue) -> {
        return present.get(clue.number());
      }
      case On(var days) -> {
        return days.holds(story.published());
      }
      case No(var excluded) -> {
        return !excluded.holds(present, story);
      }
      case All(var all) -> {
        for (Condition each : all) {
          if (!each.holds(present, story)) {
            return false;
          }
        }
        return true;
      }
      case Any(var any) -> {
        for (Condition each : any) {
          if (each.holds(present, story)) {
            return true;
          }
        }
        return false;
      }
    }
  }
}
