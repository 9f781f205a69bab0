package courant.search;

import courant.story.Story;
import courant.story.StoryId;
import courant.support.Figure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** {@code bench/search}. */
final class SearchBench {
  private static final int BATCH = 500;
  private static final int ROUNDS = 2_000;

  private SearchBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "fill" -> fill(folder, Long.parseLong(arguments[2]));
      case "search" -> search(folder, Long.parseLong(arguments[2]));
      default -> open(folder);
    }
  }

  private static StoryIndex index(Path folder) {
    return StoryIndex.open(folder, ZoneOffset.UTC, InstantSource.system());
  }

  private static void fill(Path folder, long stories) throws IOException {
    MadeUp madeUp = new MadeUp(1);
    Duration spent = Duration.ZERO;
    try (StoryIndex index = index(folder)) {
      for (long from = 0; from < stories; from += BATCH) {
        List<Story> batch =
            LongStream.range(from, Math.min(stories, from + BATCH))
                .mapToObj(id -> madeUp.story(id).out())
                .toList();
        spent = spent.plus(timed(() -> index.load(batch, Map.of())));
      }
      spent = spent.plus(timed(() -> index.commit(1)));
      System.out.printf(
          "indexing: %,d stories, %,.0f a second, commit included%n",
          stories, stories * 1e9 / spent.toNanos());
    }
    try (Stream<Path> files = Files.list(folder)) {
      long bytes = files.mapToLong(file -> file.toFile().length()).sum();
      System.out.printf("size: %,d MB%n", bytes >> 20);
      Figure.grown("search", "bytes a story, by stories", stories, (double) bytes / stories, "");
    }
  }

  private static void search(Path folder, long stories) {
    MadeUp madeUp = new MadeUp(1);
    Map<String, Supplier<String>> kinds = new LinkedHashMap<>();
    kinds.put("a word, however common", madeUp::word);
    kinds.put("two words", () -> madeUp.tellingWord() + " " + madeUp.word());
    kinds.put("a name in quotes", () -> '"' + madeUp.name() + " " + madeUp.name() + '"');
    kinds.put("OR and minus", () -> madeUp.word() + " OR " + madeUp.name() + " -" + madeUp.word());
    kinds.put("beginning of a word", () -> start(madeUp.tellingWord() + "ab") + "*");
    kinds.put("word, source and year", () -> madeUp.word() + " source:3 date:2016");
    kinds.put("five words", () -> words(madeUp, 5));
    kinds.put("misspelt word", () -> madeUp.tellingWord() + "xq");
    try (StoryIndex index = index(folder)) {
      kinds.forEach((kind, typed) -> measure(index, typed, ROUNDS / 4));
      System.out.println(
          "| page of 10 with marked passages | p50 ms | p99 ms | p99 ms of processor |");
      System.out.println("| --- | --- | --- | --- |");
      List<Timings> all = new ArrayList<>();
      kinds.forEach(
          (kind, typed) -> {
            Timings timings = measure(index, typed, ROUNDS);
            timings.report(kind);
            all.add(timings);
          });
      Timings.together(all).report("all of these");
      double longest = Timings.percentile(Timings.together(all).clock(), 99);
      if (stories == 50_000) {
        Figure.atMost("search", "a page of 10, all kinds, p99", longest, " ms", 50);
      }
      Figure.grown("search", "a page of 10, p99, by stories", stories, longest, " ms");
      Timings.of(ROUNDS, () -> index.facets(SearchQuery.lenient(madeUp.word())))
          .report("its facets");
      long[] related = {0};
      Timings.of(ROUNDS, () -> index.related(new StoryId(related[0]++ % stories), 10))
          .report("ten related stories");
      long[] next = {2 * stories};
      Timings.of(ROUNDS, () -> index.put(List.of(madeUp.story(next[0]++).out())))
          .report("a story published, until it is found");
    }
  }

  private static String start(String word) {
    return word.substring(0, 4);
  }

  private static String words(MadeUp madeUp, int count) {
    return String.join(" ", Stream.generate(madeUp::word).limit(count).toList());
  }

  private static Timings measure(StoryIndex index, Supplier<String> typed, int rounds) {
    return Timings.of(
        rounds, () -> index.search(SearchQuery.lenient(typed.get()), Order.RELEVANCE, 0, 10));
  }

  private static void open(Path folder) {
    Duration opened = timed(() -> index(folder).place());
    System.out.printf(
        "opening in a new process: %d ms, of which on a processor %d ms%n",
        opened.toMillis(),
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000);
    System.exit(0);
  }

  static Duration timed(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
