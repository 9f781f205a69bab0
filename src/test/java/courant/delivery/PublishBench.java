package courant.delivery;

import courant.platform.config.Logging;
import courant.story.Story;
import courant.support.Await;
import courant.support.Figure;
import courant.support.StoryDraft;
import courant.support.TestReview;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How soon a story that is published is on every page and feed that shows it, over HTTP, in a
 * review of many stories; run by {@code bench/publish}.
 */
final class PublishBench {
  private static final int ROUNDS = 60;
  private static final int WARM_UP = 20;

  private PublishBench() {}

  /** How many stories there are before. */
  public static void main(String[] arguments) {
    Logging.configure();
    int stories = Integer.parseInt(arguments[0]);
    try (TestReview review = TestReview.start()) {
      for (int i = 0; i < stories; i++) {
        draft(review, "Story number " + i).publish();
      }
      review.awaitIndex();
      Map<String, List<Double>> times = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        String headline = "Fresh " + round + " from the quay";
        long start = System.nanoTime();
        Story story = draft(review, headline).publish();
        note(times, "written; from now on every page shows it", start, round);
        for (String address : addresses(story)) {
          long asked = System.nanoTime();
          boolean search = address.startsWith("/search");
          Await.until(() -> review.get(address).body().contains(search ? "<mark>" : headline));
          note(times, address.equals(story.path()) ? "story" : address, asked, round);
        }
        note(times, "all of these, one after the other", start, round);
      }
      times.forEach(PublishBench::print);
    }
  }

  private static StoryDraft draft(TestReview review, String headline) {
    return review
        .story(headline)
        .section("World")
        .topic("Libya")
        .by("Nadia Ferrante")
        .body("<p>" + headline.replace(" ", "") + " was seen in Tripoli.</p>".repeat(40));
  }

  private static List<String> addresses(Story story) {
    return List.of(
        "/",
        story.path(),
        "/section/world",
        "/topic/libya",
        "/author/nadia-ferrante",
        "/feed",
        "/feed.atom",
        "/feed.json",
        "/topic/libya/feed",
        "/sitemap/news.xml",
        "/search?q=" + story.headline().replace(" ", ""));
  }

  private static void note(Map<String, List<Double>> times, String what, long start, int round) {
    if (round >= WARM_UP) {
      String name = what.startsWith("/search") ? "/search" : what;
      times.computeIfAbsent(name, _ -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
    }
  }

  private static void print(String what, List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    System.out.printf(
        "| %s | %.1f | %.1f |%n", what, sorted.get(sorted.size() / 2), sorted.getLast());
    Figure.atMost("publish", what + ", median", sorted.get(sorted.size() / 2), " ms", 100);
  }
}
