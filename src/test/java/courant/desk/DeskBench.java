package courant.desk;

import courant.masthead.Section;
import courant.platform.config.Logging;
import courant.platform.web.Role;
import courant.platform.web.Slug;
import courant.story.Author;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.support.Figure;
import courant.support.Newsperson;
import courant.support.TestReview;
import courant.topic.Topic;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long each page of the desk takes over HTTP, asked one after the other by somebody who is
 * signed in, and how long until what was typed is kept; in a review of many stories. Run by {@code
 * bench/desk}.
 */
final class DeskBench {
  private static final int BATCH = 500;
  private static final int DRAFTS = 1_000;
  private static final int WARM = 20;
  private static final double PAGE_MS = 100;
  private static final double AUTOSAVE_MS = 50;
  private static final List<String> WORDS =
      List.of(
          "harbour",
          "council",
          "ferry",
          "river",
          "minister",
          "school",
          "bridge",
          "strike",
          "market",
          "railway",
          "court",
          "island",
          "winter",
          "tender",
          "budget",
          "clinic");

  private final TestReview review;
  private final Random random = new Random(1);

  private final List<Section> sections;
  private final List<Topic> topics;
  private final List<Author> authors;

  private DeskBench(TestReview review) {
    this.review = review;
    sections = IntStream.range(0, 12).mapToObj(i -> review.section("Section " + i)).toList();
    topics = IntStream.range(0, 700).mapToObj(i -> review.topic("Topic " + i)).toList();
    authors = IntStream.range(0, 90).mapToObj(i -> review.author("Author " + i)).toList();
  }

  /** How many stories, and how often each page is asked for. */
  public static void main(String[] arguments) {
    Logging.configure();
    int stories = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    try (TestReview review = TestReview.start()) {
      new DeskBench(review).run(stories, rounds);
    }
  }

  private void run(int stories, int rounds) {
    List<StoryId> kept = fill(stories);
    while (!review.isIndexed()) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    Newsperson owner = new Newsperson(review, Role.OWNER);
    System.out.printf("%,d stories, %,d drafts, each page %d times%n", stories, DRAFTS, rounds);
    System.out.println("| | median ms | p99 ms | KB |");
    System.out.println("| --- | ---: | ---: | ---: |");
    pages(kept)
        .forEach(
            (name, address) -> measure(name, rounds, PAGE_MS, i -> owner.get(address.apply(i))));
    measure(
        "what was typed is kept",
        rounds,
        AUTOSAVE_MS,
        i ->
            owner.post(
                "/desk/story/" + kept.get(i % DRAFTS).value() + "/autosave",
                "headline",
                "Typed " + i,
                "body",
                text(600 + i)));
  }

  /** Drafts first. */
  private List<StoryId> fill(int published) {
    List<StoryId> all = new ArrayList<>();
    for (int from = 0; from < DRAFTS + published; from += BATCH) {
      List<Story> batch =
          IntStream.range(from, Math.min(from + BATCH, DRAFTS + published))
              .mapToObj(this::story)
              .toList();
      review
          .review
          .facts()
          .write(
              telling -> {
                for (Story story : batch) {
                  all.add(
                      review
                          .review
                          .writeStory()
                          .save(telling, story, review.review.mastheads().masthead().zone())
                          .id());
                }
                return true;
              });
    }
    return all;
  }

  private Story story(int number) {
    Instant at = TestReview.NOON.minus(Duration.ofMinutes(30L * number));
    String headline = words(6) + " " + number;
    return new Story(
        new StoryId(review.review.ids().next()),
        Slug.of(headline),
        headline,
        words(20),
        text(300),
        "",
        List.of(authors.get(number % authors.size())),
        Optional.of(sections.get(number % sections.size())),
        List.of(topics.get(number % topics.size())),
        Optional.empty(),
        Optional.empty(),
        "en",
        number < DRAFTS ? new StoryState.Draft() : new StoryState.Published("", at, at));
  }

  private String text(int words) {
    return "<p>" + words(words / 2) + "</p><p>" + words(words / 2) + "</p>";
  }

  private String words(int count) {
    return random
        .ints(count, 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" "));
  }

  /** Every line of the menu, and what lies behind the most used. */
  private Map<String, IntFunction<String>> pages(List<StoryId> kept) {
    Map<String, IntFunction<String>> pages = new LinkedHashMap<>();
    Member owner = new Member(1, "Owner", Role.OWNER, TestReview.NOON);
    DeskMenu.of(owner).stream()
        .flatMap(group -> group.lines().stream())
        .forEach(line -> pages.put(line.address(), _ -> line.address()));
    pages.put("/desk?state=published", _ -> "/desk?state=published");
    pages.put("/desk?q=…", i -> "/desk?state=published&q=" + WORDS.get(i % WORDS.size()));
    for (String behind : List.of("", "/revisions", "/preview")) {
      pages.put("/desk/story/… (draft)" + behind, i -> story(kept.get(i % DRAFTS), behind));
      pages.put("/desk/story/… (published)" + behind, i -> story(kept.get(DRAFTS + i), behind));
    }
    pages.put("/desk/story/…/versions", i -> story(kept.get(DRAFTS + i), "/versions"));
    pages.put("/desk/media/pick", _ -> "/desk/media/pick");
    pages.put("/desk/topics/suggestions", _ -> "/desk/topics/suggestions");
    pages.put("/desk/figures/story/…", i -> "/desk/figures/story/" + kept.get(DRAFTS + i).value());
    return pages;
  }

  private static String story(StoryId id, String behind) {
    return "/desk/story/" + id.value() + behind;
  }

  private static void measure(
      String name, int rounds, double wanted, IntFunction<HttpResponse<String>> ask) {
    List<Double> times = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < WARM + rounds; i++) {
      long start = System.nanoTime();
      HttpResponse<String> answer = ask.apply(i);
      double took = (System.nanoTime() - start) / 1e6;
      if (answer.statusCode() >= 400) {
        throw new IllegalStateException(name + " answers " + answer.statusCode());
      }
      bytes = answer.body().length();
      if (i >= WARM) {
        times.add(took);
      }
    }
    times.sort(null);
    double p99 = times.get((int) Math.ceil(times.size() * 0.99) - 1);
    System.out.printf(
        "| %s | %.1f | %.1f | %d |%n", name, times.get(times.size() / 2), p99, bytes >> 10);
    Figure.atMost("desk", name + ", p99", p99, " ms", wanted);
  }
}
