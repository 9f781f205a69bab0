package courant.syndication.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import courant.syndication.feed.Expectation.Unsupported;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Feeds of the feedparser project with the reading it expects, where they are at hand. */
class FeedparserSamplesTest {
  private static final Pattern EXPECT = Pattern.compile("Expect:\\s*(.*?)\\s*(?:-->|\\R)");
  private static final Pattern TYPE = Pattern.compile("Header:\\s*Content-type:\\s*(.*)");
  private static final Pattern LOCATION = Pattern.compile("Header:\\s*Content-Location:\\s*(.*)");
  private static final URI SERVER = URI.create("http://127.0.0.1:8097/");

  private static final class Score {
    int agreed;
    int compared;
    int soundlyRead;
    int sound;

    @Override
    public String toString() {
      return "%d of %d; no fault in %d of %d well-formed"
          .formatted(agreed, compared, soundlyRead, sound);
    }
  }

  private final FeedReader reader = new FeedReader(InstantSource.system());
  private final Map<String, Score> scores = new TreeMap<>();
  private final Map<String, Integer> skipped = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void agreesWithFeedparser(TestReporter reporter) throws IOException {
    Path folder = samples();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
        if (file.toString().contains("feedparser-")) {
          judge(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    List<String> report = new ArrayList<>();
    scores.forEach((name, score) -> report.add(name + ": " + score));
    report.forEach(line -> reporter.publishEntry("score", line));
    report.addAll(wrong);
    skipped.forEach((what, count) -> report.add("not compared " + count + " times: " + what));
    Files.write(Path.of("target/feedparser-samples.txt"), report);
    Score all = scores.get("all");
    assertThat(all.agreed).isGreaterThan(all.compared * 95 / 100);
  }

  private void judge(String name, byte[] bytes) {
    String text = Decoded.of(bytes, null, new Faults()).text();
    Matcher expect = EXPECT.matcher(text);
    if (!expect.find()) {
      return;
    }
    URI address = SERVER.resolve(find(LOCATION, text, name));
    Feed feed = reader.read(bytes, find(TYPE, text, null), address);
    List<Expectation> expectations;
    try {
      expectations = Expectation.parse(expect.group(1));
    } catch (Unsupported e) {
      skipped.merge("expression " + e.getMessage(), 1, Integer::sum);
      return;
    }
    for (Expectation expectation : expectations) {
      for (Score score : List.of(score("all"), score(name.split("/")[0]))) {
        compare(name, feed, address, expectation, score);
      }
    }
  }

  private Score score(String name) {
    return scores.computeIfAbsent(name, _ -> new Score());
  }

  private void compare(String name, Feed feed, URI address, Expectation expectation, Score score) {
    if (expectation.path().equals(List.of("bozo"))) {
      boolean wellFormed = expectation.wanted().equals(0L);
      score.sound += wellFormed ? 1 : 0;
      score.soundlyRead += wellFormed && feed.faults().isEmpty() ? 1 : 0;
      return;
    }
    try {
      boolean agreed = new Agreement(feed, address).with(expectation);
      score.compared++;
      score.agreed += agreed ? 1 : 0;
      if (!agreed && score == scores.get("all")) {
        wrong.add(name + "\n    wanted " + expectation + "\n    read   " + feed);
      }
    } catch (Unsupported e) {
      skipped.merge(e.getMessage(), 1, Integer::sum);
    }
  }

  private static String find(Pattern pattern, String text, String otherwise) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1).strip() : otherwise;
  }

  private static Path samples() {
    Path folder =
        Stream.of(System.getProperty("courant.shared", "../shared"), "../../shared")
            .map(shared -> Path.of(shared, "data/feeds"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("../shared/data/feeds"));
    assumeTrue(Files.isDirectory(folder), "no samples at " + folder + ": skipped");
    return folder;
  }
}
