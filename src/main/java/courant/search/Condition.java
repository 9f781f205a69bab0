package courant.search;

import courant.search.SearchQuery.And;
import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.Everything;
import courant.search.SearchQuery.Leaf;
import courant.search.SearchQuery.Not;
import courant.search.SearchQuery.Or;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A query over numbered clues, laid flat: a story is held against thousands of them, and most of
 * the time that takes is spent waiting for memory.
 */
final class Condition {
  private static final int ALL = -1;
  private static final int ANY = -2;
  private static final int NONE = -3;
  private static final int DAYS = -4;

  /**
   * A clue's number; or one of the signs above, where what belongs to it ends, and that: its parts,
   * or the number of a date.
   */
  private final int[] code;

  private final List<Dated> days;

  private Condition(List<Integer> code, List<Dated> days) {
    this.code = code.stream().mapToInt(Integer::intValue).toArray();
    this.days = List.copyOf(days);
  }

  /**
   * What a query asks for.
   *
   * @param clue the number of the clue of a leaf; asked once for each place where the leaf stands
   */
  static Condition of(SearchQuery query, ToIntFunction<Leaf> clue) {
    List<Integer> code = new ArrayList<>();
    List<Dated> days = new ArrayList<>();
    write(query, code, days, clue);
    return new Condition(code, days);
  }

  private static void write(
      SearchQuery query, List<Integer> code, List<Dated> days, ToIntFunction<Leaf> clue) {
    if (query instanceof Leaf leaf && !(leaf instanceof Dated)) {
      code.add(clue.applyAsInt(leaf));
      return;
    }
    int end = code.size() + 1;
    code.addAll(List.of(sign(query), end));
    if (query instanceof Dated dated) {
      code.add(days.size());
      days.add(dated);
    }
    parts(query).forEach(part -> write(part, code, days, clue));
    code.set(end, code.size());
  }

  private static int sign(SearchQuery query) {
    return switch (query) {
      case And _, Everything _ -> ALL;
      case Or _ -> ANY;
      case Not _ -> NONE;
      case Leaf _ -> DAYS;
    };
  }

  private static List<SearchQuery> parts(SearchQuery query) {
    return switch (query) {
      case And(var all) -> all;
      case Or(var any) -> any;
      case Not(var excluded) -> List.of(excluded);
      case Everything _, Leaf _ -> List.of();
    };
  }

  /**
   * Whether a story fulfils it.
   *
   * @param present the numbers of all clues that are in the story
   */
  boolean holds(BitSet present, StoryTerms story) {
    return holds(0, present, story);
  }

  private boolean holds(int at, BitSet present, StoryTerms story) {
    return switch (code[at]) {
      case ALL -> !hasPart(at, false, present, story);
      case ANY -> hasPart(at, true, present, story);
      case NONE -> !hasPart(at, true, present, story);
      case DAYS -> days.get(code[at + 2]).holds(story.published());
      default -> present.get(code[at]);
    };
  }

  private boolean hasPart(int at, boolean that, BitSet present, StoryTerms story) {
    int end = code[at + 1];
    for (int part = at + 2; part < end; part = code[part] < 0 ? code[part + 1] : part + 1) {
      if (holds(part, present, story) == that) {
        return true;
      }
    }
    return false;
  }
}
