package courant.story.likeness;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import courant.platform.html.HtmlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/**
 * How well rewrites are told from other stories, by measure and threshold; {@code bench/likeness
 * [FOLDER]}.
 *
 * <p>Stories are the paragraphs of {@code expected.html} and {@code *.xml} exports below the
 * folder, or made up without one.
 */
final class LikenessBench {
  private static final int MOST_STORIES = 400;
  private static final double[] THRESHOLDS = {
    0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8
  };

  private record Pair(Rewrites rewrite, String one, String other) {}

  private LikenessBench() {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(1);
    List<String> stories =
        arguments.length == 0
            ? Rewrites.madeUp(MOST_STORIES, random)
            : stories(Path.of(arguments[0]));
    List<Pair> pairs = pairs(stories, random);
    System.out.printf(
        "%d stories of %d words (middle), %d pairs%n",
        stories.size(),
        stories.stream()
            .mapToInt(s -> s.split("\\s+").length)
            .sorted()
            .toArray()[stories.size() / 2],
        pairs.size());
    report("SimHash, 64 bits", pairs, (one, other) -> simHash(one, other), THRESHOLDS);
    report(
        "MinHash, Jaccard",
        pairs,
        (one, other) -> Sketch.of(one).common(Sketch.of(other)) / 128.0,
        THRESHOLDS);
    report("MinHash, contained", pairs, LikenessBench::contained, THRESHOLDS);
    report("exact, contained", pairs, LikenessBench::exact, THRESHOLDS);
    report("as it is decided", pairs, LikenessBench::decided, 1);
    speed(stories);
  }

  private static double contained(String one, String other) {
    Sketch a = Sketch.of(one);
    Sketch b = Sketch.of(other);
    return Sketch.contained(a.common(b), a.size(), b.size());
  }

  private static double decided(String one, String other) {
    Sketch a = Sketch.of(one);
    Sketch b = Sketch.of(other);
    return Sketch.same(a.common(b), a.size(), b.size()) ? 1 : 0;
  }

  private static double exact(String one, String other) {
    long[] a = Shingles.of(one);
    Set<Long> b = new HashSet<>();
    for (long run : Shingles.of(other)) {
      b.add(run);
    }
    int shared = 0;
    for (long run : a) {
      shared += b.contains(run) ? 1 : 0;
    }
    return (double) shared / Math.max(1, Math.min(a.length, b.size()));
  }

  private static final SimilarityHashPolicy SIM = SimilarityHashing.fastSimHash(64);

  /** Half of the bits are the same by chance. */
  private static double simHash(String one, String other) {
    byte[] a = SIM.createHasher().compute(ElementHashProvider.ofValues(Shingles.of(one)));
    byte[] b = SIM.createHasher().compute(ElementHashProvider.ofValues(Shingles.of(other)));
    return Math.max(0, 2 * SIM.getFractionOfEqualComponents(a, b) - 1);
  }

  private static List<Pair> pairs(List<String> stories, Random random) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < stories.size(); i++) {
      String story = stories.get(i);
      String other = stories.get((i + 1 + random.nextInt(stories.size() - 1)) % stories.size());
      for (Rewrites rewrite : Rewrites.values()) {
        pairs.add(
            new Pair(rewrite, Rewrites.first(rewrite, story), rewrite.of(story, other, random)));
      }
    }
    return pairs;
  }

  private static void report(
      String measure,
      List<Pair> pairs,
      ToDoubleBiFunction<String, String> likeness,
      double... thresholds) {
    Map<Rewrites, List<Double>> found = new EnumMap<>(Rewrites.class);
    for (Pair pair : pairs) {
      found
          .computeIfAbsent(pair.rewrite(), _ -> new ArrayList<>())
          .add(likeness.applyAsDouble(pair.one(), pair.other()));
    }
    System.out.println(measure);
    System.out.printf("  %-10s %9s %9s", "threshold", "precision", "recall");
    for (Rewrites rewrite : Rewrites.values()) {
      System.out.printf(
          " %14s", rewrite.name().substring(0, Math.min(14, rewrite.name().length())));
    }
    System.out.println();
    for (double threshold : thresholds) {
      line(found, threshold);
    }
  }

  private static void line(Map<Rewrites, List<Double>> found, double threshold) {
    long right = 0;
    long wrong = 0;
    long all = 0;
    StringBuilder each = new StringBuilder();
    for (Map.Entry<Rewrites, List<Double>> entry : found.entrySet()) {
      long above = entry.getValue().stream().filter(value -> value >= threshold).count();
      right += entry.getKey().same ? above : 0;
      wrong += entry.getKey().same ? 0 : above;
      all += entry.getKey().same ? entry.getValue().size() : 0;
      each.append(" %14.3f".formatted((double) above / entry.getValue().size()));
    }
    System.out.printf(
        "  %-10.2f %9.4f %9.4f%s%n",
        threshold, (double) right / Math.max(1, right + wrong), (double) right / all, each);
  }

  private static void speed(List<String> stories) {
    long marks = 0;
    long begun = 0;
    int rounds = 30;
    for (int round = 0; round < rounds; round++) {
      begun = round == rounds / 2 ? cpu() : begun;
      for (String story : stories) {
        marks += Sketch.of(story).marks().length;
      }
    }
    double micros = (cpu() - begun) / 1_000.0 / (rounds - rounds / 2) / stories.size();
    System.out.printf(
        "a sketch takes %.0f µs of processor time (%d marks in all)%n", micros, marks);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<String> stories(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*(expected\\.html|\\.wordpress\\.xml)"))
          .sorted()
          .flatMap(LikenessBench::texts)
          .filter(text -> text.split("\\s+").length >= 60)
          .distinct()
          .limit(MOST_STORIES)
          .toList();
    }
  }

  private static Stream<String> texts(Path file) {
    try {
      String text = Files.readString(file);
      return file.toString().endsWith(".html")
          ? Stream.of(HtmlText.of(text))
          : Jsoup.parse(text, "", Parser.xmlParser()).getElementsByTag("content:encoded").stream()
              .map(body -> HtmlText.of(body.wholeText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
