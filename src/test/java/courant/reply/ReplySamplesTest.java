package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The score against labelled comments of the web, each file in turn kept from what is learned. */
class ReplySamplesTest {
  /** From here on a reply is called spam, see {@link Verdict}. */
  private static final double SPAM = 0.75;

  private record Labelled(String text, boolean spam) {}

  @Test
  void tellsSpamFromTalkBeforeItHasLearnedAnything() throws IOException {
    for (Path file : files()) {
      System.err.println(
          file.getFileName() + " untrained at 0.5: " + count(new ReplyScore(), read(file), 0.5));
      Counted counted = count(new ReplyScore(), read(file), SPAM);
      System.err.println(file.getFileName() + " untrained: " + counted);
      assertThat(counted.precision()).as(file.toString()).isGreaterThan(0.95);
      assertThat(counted.recall()).as(file.toString()).isGreaterThan(0.3);
    }
  }

  @Test
  void learnsFromTheDesk() throws IOException {
    List<Path> files = files();
    for (Path kept : files) {
      ReplyScore score = new ReplyScore();
      Map<String, ReplyScore.Belief> known = new HashMap<>();
      for (Path other : files) {
        if (!other.equals(kept)) {
          read(other)
              .forEach(
                  each ->
                      known.putAll(ReplyScore.learn(score.clues(each.text()), known, each.spam())));
        }
      }
      score.restore(known);
      System.err.println(kept.getFileName() + " learned, at 0.5: " + count(score, read(kept), 0.5));
      Counted counted = count(score, read(kept), SPAM);
      System.err.println(kept.getFileName() + " learned from the others: " + counted);
      assertThat(counted.precision()).as(kept.toString()).isGreaterThan(0.95);
      assertThat(counted.recall()).as(kept.toString()).isGreaterThan(0.75);
    }
  }

  /**
   * @param loss mean negative logarithm of the probability given to what it was: 0.69 is guessing
   */
  private record Counted(int right, int missed, int wronged, int passed, double loss) {
    double precision() {
      return (double) right / (right + wronged);
    }

    double recall() {
      return (double) right / (right + missed);
    }

    @Override
    public String toString() {
      return "precision %.3f, recall %.3f, %d of %d talk called spam, loss %.3f"
          .formatted(precision(), recall(), wronged, wronged + passed, loss);
    }
  }

  private static Counted count(ReplyScore score, List<Labelled> texts, double threshold) {
    int[] counts = new int[4];
    double loss = 0;
    for (Labelled each : texts) {
      ReplyScore.Scored scored = score.score(each.text());
      boolean said = scored.score() >= threshold;
      counts[each.spam() ? said ? 0 : 1 : said ? 2 : 3]++;
      loss -= Math.log(each.spam() ? scored.score() : 1 - scored.score());
    }
    return new Counted(counts[0], counts[1], counts[2], counts[3], loss / texts.size());
  }

  private static List<Labelled> read(Path file) throws IOException {
    String csv = Files.readString(file);
    List<String> texts = CommentTable.column(csv, "CONTENT");
    List<String> classes = CommentTable.column(csv, "CLASS");
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new Labelled(texts.get(i), classes.get(i).strip().equals("1")))
        .toList();
  }

  private static List<Path> files() throws IOException {
    Path folder =
        Stream.of(
                Path.of(System.getProperty("courant.shared", "../shared"), "data/replies"),
                Path.of("../../shared/data/replies"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("../shared/data/replies"));
    assumeTrue(Files.isDirectory(folder), "no labelled comments at " + folder);
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }
}
