package courant.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The score against labelled comments of the web, each file in turn kept from what is learned. */
class ReplySamplesTest {
  private record Labelled(String text, boolean spam) {}

  @Test
  void tellsSpamFromTalkBeforeItHasLearnedAnything() throws IOException {
    for (Path file : files()) {
      Counted counted = count(new ReplyScore(), read(file));
      System.err.println(file.getFileName() + " untrained: " + counted);
      assertThat(counted.precision()).as(file.toString()).isGreaterThan(0.7);
      assertThat(counted.recall()).as(file.toString()).isGreaterThan(0.7);
    }
  }

  @Test
  void learnsFromTheDesk() throws IOException {
    List<Path> files = files();
    for (Path kept : files) {
      ReplyScore score = new ReplyScore();
      for (Path other : files) {
        if (!other.equals(kept)) {
          read(other).forEach(each -> score.learn(each.text(), each.spam()));
        }
      }
      Counted counted = count(score, read(kept));
      System.out.println(kept.getFileName() + " learned from the others: " + counted);
      assertThat(counted.precision()).as(kept.toString()).isGreaterThan(0.8);
      assertThat(counted.recall()).as(kept.toString()).isGreaterThan(0.8);
    }
  }

  private record Counted(int right, int missed, int wronged, int passed) {
    double precision() {
      return (double) right / (right + wronged);
    }

    double recall() {
      return (double) right / (right + missed);
    }

    @Override
    public String toString() {
      return "precision %.3f, recall %.3f, %d of %d talk held"
          .formatted(precision(), recall(), wronged, wronged + passed);
    }
  }

  private static Counted count(ReplyScore score, List<Labelled> texts) {
    int[] counts = new int[4];
    for (Labelled each : texts) {
      boolean said = score.score(each.text()).score() >= 0.5;
      counts[each.spam() ? said ? 0 : 1 : said ? 2 : 3]++;
      if (Boolean.getBoolean("courant.show") && said != each.spam()) {
        System.out.println(
            (each.spam() ? "MISSED " : "WRONGED ") + each.text() + " " + score.score(each.text()));
      }
    }
    return new Counted(counts[0], counts[1], counts[2], counts[3]);
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
