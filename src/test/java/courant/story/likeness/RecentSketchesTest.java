package courant.story.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentSketchesTest {
  private final Random random = new Random(1);
  private final RecentSketches recent = new RecentSketches();

  /** Of marks that nobody else has. */
  private Sketch sketch() {
    return new Sketch(
        LongStream.range(0, Sketch.MARKS)
            .map(place -> (place << 32) | (random.nextInt() & 0xFFFF_FFFFL))
            .toArray(),
        300);
  }

  private Sketch sharing(Sketch other, int many) {
    long[] marks = sketch().marks();
    int from = random.nextInt(Sketch.MARKS - many + 1);
    System.arraycopy(other.marks(), from, marks, from, many);
    return new Sketch(marks, 300);
  }

  @Test
  void tellsHowManyMarksEachOfManyStoriesShares() {
    List<Sketch> all = new ArrayList<>();
    for (int story = 0; story < 5_000; story++) {
      Sketch sketch =
          story < 10 ? sketch() : sharing(all.get(random.nextInt(story)), random.nextInt(20));
      all.add(sketch);
      recent.add(story, 0, sketch);
    }
    for (int story = 0; story < all.size(); story += 7) {
      Sketch sketch = all.get(story);
      Map<Long, Integer> naive = new HashMap<>();
      for (int other = 0; other < all.size(); other++) {
        int common = sketch.common(all.get(other));
        if (common > 0) {
          naive.put((long) other, common);
        }
      }
      assertThat(recent.common(sketch)).isEqualTo(naive);
    }
  }

  @Test
  void aMarkAtAnotherPlaceIsAnotherMark() {
    Sketch sketch = sketch();
    long[] moved = new long[Sketch.MARKS];
    for (int place = 0; place < moved.length; place++) {
      long mark = sketch.marks()[(place + 1) % moved.length];
      moved[place] = ((long) place << 32) | (mark & 0xFFFF_FFFFL);
    }
    recent.add(1, 0, sketch);
    assertThat(recent.common(new Sketch(moved, 300))).isEmpty();
  }

  @Test
  void whatStandsUnderEveryStoryTellsNothingButOneThatIsWrittenAgainAndAgainDoes() {
    Sketch foot = sketch();
    Sketch ticker = sketch();
    for (int story = 0; story < 100; story++) {
      recent.add(story, 0, sharing(foot, Sketch.MARKS));
      recent.add(1_000, 0, ticker);
    }
    assertThat(recent.common(foot)).isEmpty();
    assertThat(recent.common(ticker)).containsExactly(Map.entry(1_000L, Sketch.MARKS));
  }

  @Test
  void forgetsWhatIsOld() {
    Sketch old = sketch();
    Sketch young = sketch();
    recent.add(1, 100, old);
    for (int story = 2; story < 2_000; story++) {
      recent.add(story, 100, sketch());
    }
    recent.add(2_000, 300, young);
    recent.forget(100);
    assertThat(recent.common(old)).containsKey(1L);
    recent.forget(200);
    assertThat(recent.common(old)).isEmpty();
    assertThat(recent.common(young)).containsKey(2_000L);
  }

  @Test
  void ofMoreThanItHasRoomForTheNewestStay() {
    Sketch first = sketch();
    recent.add(0, 0, first);
    Sketch last = first;
    for (int story = 1; story < 120_000; story++) {
      last = sketch();
      recent.add(story, 0, last);
    }
    assertThat(recent.common(first)).isEmpty();
    assertThat(recent.common(last)).containsExactly(Map.entry(119_999L, Sketch.MARKS));
  }
}
