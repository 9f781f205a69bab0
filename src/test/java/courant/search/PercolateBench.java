package courant.search;

import static courant.search.SearchBench.timed;

import courant.story.StoryState.Published;
import courant.support.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;

/** {@code bench/percolate}. */
final class PercolateBench {
  private static final int WARM = 300;
  private static final int STORIES = 1_000;
  private static final int MONITORED = 100;
  private static final ZoneId ZONE = ZoneOffset.UTC;

  private PercolateBench() {}

  public static void main(String[] arguments) throws IOException {
    MadeUp madeUp = new MadeUp(2);
    int count = Integer.parseInt(arguments[0]);
    List<SearchQuery> saved =
        Stream.generate(() -> SearchQuery.lenient(madeUp.search()).canonical())
            .distinct()
            .limit(count)
            .toList();
    List<Drafted> stories = LongStream.range(0, STORIES).mapToObj(madeUp::story).toList();
    System.out.println("| " + count + " different saved searches | Courant | Lucene monitor |");
    double[] ours = courant(saved, stories, madeUp);
    double[] theirs = monitor(saved, stories.subList(0, MONITORED), madeUp);
    List<String> figures =
        List.of(
            "adding all, ms each",
            "one more, ms",
            "a story against all, ms p50",
            "p99",
            "the same, ms of processor p50",
            "p99",
            "searches it matches, on average");
    for (int i = 0; i < figures.size(); i++) {
      System.out.printf("| %s | %.3f | %.3f |%n", figures.get(i), ours[i], theirs[i]);
      if (figures.get(i).contains("ms")) {
        Figure.beside(
            "percolate", figures.get(i), 1 / ours[i], " per ms", "Lucene monitor", 1 / theirs[i]);
      }
    }
  }

  private static double[] courant(List<SearchQuery> saved, List<Drafted> stories, MadeUp madeUp) {
    StandingSearches searches = new StandingSearches(_ -> 1);
    double all = timed(() -> saved.forEach(searches::add)).toNanos() / 1e6 / saved.size();
    long[] found = {0};
    Consumer<Drafted> match =
        story -> found[0] += searches.matching(StoryTerms.of(story.out(), ZONE)).length;
    stories.subList(0, WARM).forEach(match);
    found[0] = 0;
    stories.subList(0, MONITORED).forEach(match);
    long same = found[0];
    Timings timings = measure(stories, match);
    double one = 0;
    for (int i = 0; i < MONITORED; i++) {
      SearchQuery more = SearchQuery.lenient(madeUp.search());
      one += timed(() -> searches.add(more)).toNanos() / 1e6 / MONITORED;
    }
    return figures(all, one, timings, same / (double) MONITORED);
  }

  private static double[] monitor(List<SearchQuery> saved, List<Drafted> stories, MadeUp madeUp)
      throws IOException {
    LuceneQueries lucene = new LuceneQueries(List.of("ar", "en", "fr"), ZONE);
    try (Monitor monitor = new Monitor(Wording.of("en"), new MonitorConfiguration())) {
      List<MonitorQuery> batch = new ArrayList<>();
      for (int i = 0; i < saved.size(); i++) {
        batch.add(new MonitorQuery(Integer.toString(i), lucene.matching(saved.get(i))));
      }
      double all = timed(() -> register(monitor, batch)).toNanos() / 1e6 / saved.size();
      long[] found = {0};
      Consumer<Drafted> match = story -> found[0] += match(monitor, story);
      stories.forEach(match);
      Timings timings = measure(stories, match);
      double one = 0;
      for (int i = 0; i < 10; i++) {
        List<MonitorQuery> more =
            List.of(
                new MonitorQuery("x" + i, lucene.matching(SearchQuery.lenient(madeUp.search()))));
        one += timed(() -> register(monitor, more)).toNanos() / 1e6 / 10;
      }
      return figures(all, one, timings, found[0] / (2.0 * stories.size()));
    }
  }

  private static double[] figures(double all, double one, Timings timings, double found) {
    return new double[] {
      all,
      one,
      Timings.percentile(timings.clock(), 50),
      Timings.percentile(timings.clock(), 99),
      Timings.percentile(timings.processor(), 50),
      Timings.percentile(timings.processor(), 99),
      found
    };
  }

  private static void register(Monitor monitor, List<MonitorQuery> queries) {
    try {
      monitor.register(queries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int match(Monitor monitor, Drafted story) {
    try {
      var out = story.out();
      Document document = StoryDocument.of(out, (Published) out.state(), null, ZONE);
      return monitor.match(document, QueryMatch.SIMPLE_MATCHER).getMatchCount();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Timings measure(List<Drafted> stories, Consumer<Drafted> match) {
    Iterator<Drafted> each = stories.iterator();
    return Timings.of(stories.size(), () -> match.accept(each.next()));
  }
}
