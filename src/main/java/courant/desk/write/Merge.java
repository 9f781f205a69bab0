package courant.desk.write;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Two texts that began from one, put together block by block. What only one of them changed is
 * taken; where both changed the same place, someone has to choose.
 */
record Merge(List<Part> parts) {
  /** A stretch of the result. */
  sealed interface Part {
    /** Blocks that nobody disputes. */
    record Agreed(List<String> blocks) implements Part {}

    /** Two wordings of one place; either may be empty. */
    record Choice(List<String> base, List<String> theirs, List<String> mine) implements Part {}
  }

  /** Which side of a choice is taken. */
  enum Pick {
    THEIRS,
    MINE,
    BOTH
  }

  private record Hunk(AbstractDelta<String> delta, boolean mine) {
    int from() {
      return delta.getSource().getPosition();
    }

    int until() {
      return from() + delta.getSource().size();
    }
  }

  /**
   * @param base what both began from; empty if nobody knows, so that every difference is a choice
   */
  static Merge of(Optional<List<String>> base, List<String> theirs, List<String> mine) {
    return base.map(known -> threeWay(known, theirs, mine)).orElseGet(() -> twoWay(theirs, mine));
  }

  private static Merge twoWay(List<String> theirs, List<String> mine) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(theirs, mine).getDeltas()) {
      agreed(parts, theirs.subList(at, delta.getSource().getPosition()));
      choice(parts, List.of(), delta.getSource().getLines(), delta.getTarget().getLines());
      at = delta.getSource().getPosition() + delta.getSource().size();
    }
    agreed(parts, theirs.subList(at, theirs.size()));
    return new Merge(parts);
  }

  private static Merge threeWay(List<String> base, List<String> theirs, List<String> mine) {
    List<Hunk> hunks = new ArrayList<>();
    DiffUtils.diff(base, theirs).getDeltas().forEach(delta -> hunks.add(new Hunk(delta, false)));
    DiffUtils.diff(base, mine).getDeltas().forEach(delta -> hunks.add(new Hunk(delta, true)));
    hunks.sort(Comparator.comparingInt(Hunk::from).thenComparingInt(Hunk::until));
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < hunks.size(); ) {
      List<Hunk> together = new ArrayList<>(List.of(hunks.get(i)));
      int until = hunks.get(i).until();
      for (i++; i < hunks.size() && meets(hunks.get(i), together.getFirst().from(), until); i++) {
        together.add(hunks.get(i));
        until = Math.max(until, hunks.get(i).until());
      }
      int from = together.getFirst().from();
      agreed(parts, base.subList(at, from));
      region(parts, base, from, until, together);
      at = until;
    }
    agreed(parts, base.subList(at, base.size()));
    return new Merge(parts);
  }

  /** Whether a hunk touches a stretch; two that add at the same place do. */
  private static boolean meets(Hunk next, int from, int until) {
    return next.from() < until || (next.from() == until && from == until);
  }

  private static void region(
      List<Part> parts, List<String> base, int from, int until, List<Hunk> hunks) {
    List<String> theirs = side(base, from, until, hunks, false);
    List<String> mine = side(base, from, until, hunks, true);
    boolean both = hunks.stream().anyMatch(Hunk::mine) && !hunks.stream().allMatch(Hunk::mine);
    if (!both || theirs.equals(mine)) {
      agreed(parts, hunks.getFirst().mine() ? mine : theirs);
    } else {
      choice(parts, base.subList(from, until), theirs, mine);
    }
  }

  private static List<String> side(
      List<String> base, int from, int until, List<Hunk> hunks, boolean mine) {
    List<String> text = new ArrayList<>();
    int at = from;
    for (Hunk hunk : hunks) {
      if (hunk.mine() == mine) {
        text.addAll(base.subList(at, hunk.from()));
        text.addAll(hunk.delta().getTarget().getLines());
        at = hunk.until();
      }
    }
    text.addAll(base.subList(at, until));
    return text;
  }

  private static void agreed(List<Part> parts, List<String> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    if (!parts.isEmpty() && parts.getLast() instanceof Part.Agreed(var before)) {
      List<String> longer = new ArrayList<>(before);
      longer.addAll(blocks);
      parts.set(parts.size() - 1, new Part.Agreed(longer));
    } else {
      parts.add(new Part.Agreed(List.copyOf(blocks)));
    }
  }

  /** Where each block stands against one, each is a choice of its own. */
  private static void choice(
      List<Part> parts, List<String> base, List<String> theirs, List<String> mine) {
    boolean matched =
        theirs.size() == mine.size() && (base.isEmpty() || base.size() == mine.size());
    for (int i = 0; matched && i < mine.size(); i++) {
      List<String> one = base.isEmpty() ? List.of() : List.of(base.get(i));
      String their = theirs.get(i);
      String my = mine.get(i);
      if (their.equals(my) || (!base.isEmpty() && my.equals(base.get(i)))) {
        agreed(parts, List.of(their));
      } else if (!base.isEmpty() && their.equals(base.get(i))) {
        agreed(parts, List.of(my));
      } else {
        parts.add(new Part.Choice(one, List.of(their), List.of(my)));
      }
    }
    if (!matched) {
      parts.add(new Part.Choice(List.copyOf(base), List.copyOf(theirs), List.copyOf(mine)));
    }
  }

  /** How many places someone has to choose at. */
  long choices() {
    return parts.stream().filter(Part.Choice.class::isInstance).count();
  }

  /**
   * The text that choices make.
   *
   * @param picks one for each choice, in order
   */
  List<String> with(List<Pick> picks) {
    List<String> text = new ArrayList<>();
    int next = 0;
    for (Part part : parts) {
      switch (part) {
        case Part.Agreed(var blocks) -> text.addAll(blocks);
        case Part.Choice(_, var theirs, var mine) -> {
          Pick pick = picks.get(next++);
          text.addAll(pick == Pick.MINE ? List.of() : theirs);
          text.addAll(pick == Pick.THEIRS ? List.of() : mine);
        }
      }
    }
    return text;
  }
}
