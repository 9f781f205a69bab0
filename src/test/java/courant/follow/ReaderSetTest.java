package courant.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.roaringbitmap.RoaringBitmap;

class ReaderSetTest {
  /** Positive numbers come in, negative ones go. */
  @Property(tries = 300)
  void holdsWhoCameAndDidNotGo(
      @ForAll @Size(max = 4)
          List<@Size(max = 8) List<@IntRange(min = -4, max = 4) Integer>> moves) {
    List<ReaderSet> sets = moves.stream().map(ReaderSetTest::set).toList();
    List<Set<Integer>> expected = moves.stream().map(ReaderSetTest::expected).toList();
    for (int i = 0; i < sets.size(); i++) {
      assertThat(sets.get(i).isEmpty()).isEqualTo(expected.get(i).isEmpty());
      assertThat(readers(Stream.of(sets.get(i)))).isEqualTo(expected.get(i));
    }
    Set<Integer> all = expected.stream().flatMap(Set::stream).collect(Collectors.toSet());
    assertThat(readers(sets.stream())).isEqualTo(all);
    sets.forEach(ReaderSet::compact);
    assertThat(readers(sets.stream())).isEqualTo(all);
  }

  @Property(tries = 50)
  void aUnionIsTheCallersOwn(@ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1) Integer> in) {
    ReaderSet set = set(in);
    ReaderSet.union(Stream.of(set), Share.EVERYBODY).remove(in.getFirst());
    assertThat(readers(Stream.of(set))).isEqualTo(expected(in));
  }

  private static ReaderSet set(List<Integer> moves) {
    ReaderSet set = new ReaderSet();
    for (int move : moves) {
      if (move > 0) {
        set.add(move);
      } else if (move < 0) {
        set.remove(-move);
      }
    }
    return set;
  }

  private static Set<Integer> expected(List<Integer> moves) {
    Set<Integer> readers = new TreeSet<>();
    for (int move : moves) {
      if (move > 0) {
        readers.add(move);
      } else {
        readers.remove(-move);
      }
    }
    return readers;
  }

  private static Set<Integer> readers(Stream<ReaderSet> sets) {
    RoaringBitmap union = ReaderSet.union(sets, Share.EVERYBODY);
    return union.stream().boxed().collect(Collectors.toSet());
  }
}
