package courant.syndication.article;

import courant.platform.html.HtmlText;
import courant.syndication.feed.FeedDate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.dankito.readability4j.Readability4J;
import org.jspecify.annotations.Nullable;

/**
 * Finding articles against Readability4J, the same pages in turns; run by bench/article. Each
 * folder in FOLDER holds a {@code source.html} with {@code expected.html} and {@code
 * expected-metadata.json}, as Mozilla Readability's tests do.
 */
final class ArticleBench {
  private static final URI PLACE = URI.create("http://fakehost/test/page.html");
  private static final String SAMPLES = "../shared/data/pages/readability";
  private static final int ROUNDS = 5;

  private record Found(
      @Nullable String headline, @Nullable String byline, @Nullable Instant date, String text) {}

  private interface Way {
    Found read(byte[] page);
  }

  private record Runner(String name, Way way) {}

  private record Page(String name, byte[] html, String text, JsonObject expected) {
    @Nullable Instant date() {
      return Optional.ofNullable(expected.getString("publishedTime"))
          .flatMap(FeedDate::read)
          .orElse(null);
    }
  }

  private static final List<Runner> RUNNERS =
      List.of(
          new Runner("Courant", ArticleBench::courant),
          new Runner("Readability4J", ArticleBench::readability4j));

  private ArticleBench() {}

  /** Two halves, each of every other page: faults are looked for in the first alone. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length == 0 ? SAMPLES : arguments[0]);
    if (!Files.isDirectory(folder)) {
      System.out.println("skipped: no pages at " + folder);
      return;
    }
    List<Page> pages = pages(folder);
    boolean each = arguments.length > 1 && arguments[1].equals("--each");
    System.out.println("| | precision | recall | F1 | headline | byline | date | ms, median |");
    for (int half = 0; half < 2; half++) {
      int parity = half;
      List<Page> some =
          IntStream.range(0, pages.size())
              .filter(i -> i % 2 == parity)
              .mapToObj(pages::get)
              .toList();
      for (Runner runner : RUNNERS) {
        score(runner, some, each && half == 0);
      }
    }
  }

  private static void score(Runner runner, List<Page> pages, boolean each) {
    double[] sums = new double[2];
    int headlines = 0;
    int bylines = 0;
    int dates = 0;
    for (Page page : pages) {
      Found found = runner.way.read(page.html);
      Overlap overlap = Overlap.of(found.text, page.text);
      sums[0] += overlap.precision();
      sums[1] += overlap.recall();
      headlines += agree(found.headline, page.expected.getString("title")) ? 1 : 0;
      bylines += agree(found.byline, page.expected.getString("byline")) ? 1 : 0;
      dates += found.date != null && found.date.equals(page.date()) ? 1 : 0;
      if (each) {
        System.out.printf(
            "%-34s %.3f %.3f %.3f | %s | %s | %s | %s%n",
            page.name,
            overlap.precision(),
            overlap.recall(),
            overlap.f1(),
            plain(found.headline),
            plain(page.expected.getString("title")),
            plain(found.byline),
            plain(page.expected.getString("byline")));
      }
    }
    int n = pages.size();
    System.out.printf(
        "| %s | %.3f | %.3f | %.3f | %d of %d | %d of %d | %d of %d | %.1f |%n",
        runner.name,
        sums[0] / n,
        sums[1] / n,
        2 * sums[0] * sums[1] / (sums[0] + sums[1]) / n,
        headlines,
        n,
        bylines,
        n,
        dates,
        pages.stream().filter(page -> page.date() != null).count(),
        median(runner.way, pages));
  }

  private static boolean agree(@Nullable String found, @Nullable String expected) {
    return plain(found).equals(plain(expected));
  }

  private static String plain(@Nullable String text) {
    return Objects.requireNonNullElse(text, "")
        .replaceFirst("(?i)^\\s*by\\s+", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** Of each page the fastest reading, of those the median. */
  private static double median(Way way, List<Page> pages) {
    double[] times = new double[pages.size()];
    Arrays.fill(times, Double.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < times.length; i++) {
        long start = System.nanoTime();
        way.read(pages.get(i).html);
        times[i] = Math.min(times[i], (System.nanoTime() - start) / 1e6);
      }
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }

  private static Found courant(byte[] page) {
    Article article = ArticleReader.read(page, PLACE);
    return new Found(
        article.headline(),
        article.byline(),
        article.published().map(Article.Date::instant).orElse(null),
        article.text());
  }

  private static Found readability4j(byte[] page) {
    var article =
        new Readability4J(PLACE.toString(), new String(page, StandardCharsets.UTF_8)).parse();
    String html = article.getContent();
    return new Found(
        article.getTitle(), article.getByline(), null, html == null ? "" : HtmlText.of(html));
  }

  private static List<Page> pages(Path folder) throws IOException {
    try (Stream<Path> sources = Files.list(folder)) {
      return sources
          .filter(source -> Files.exists(source.resolve("expected.html")))
          .sorted(Comparator.comparing(source -> source.getFileName() + "/")) // as shells do
          .map(ArticleBench::page)
          .toList();
    }
  }

  private static Page page(Path folder) {
    try {
      return new Page(
          folder.getFileName().toString(),
          Files.readAllBytes(folder.resolve("source.html")),
          HtmlText.of(Files.readString(folder.resolve("expected.html"))),
          new JsonObject(Files.readString(folder.resolve("expected-metadata.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
