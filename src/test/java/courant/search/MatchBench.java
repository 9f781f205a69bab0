package courant.search;

import courant.follow.FollowIndex;
import courant.follow.Interest;
import courant.follow.Stance;
import courant.platform.web.Slug;
import courant.reader.ReaderId;
import courant.story.Listing;
import courant.story.Story;
import courant.support.Figure;
import courant.topic.Topic;
import courant.topic.TopicFinder;
import courant.topic.TopicId;
import courant.topic.TopicKind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * {@code bench/match}: what has to be found out about one story when it is published. Which topics
 * it names; then who follows any of them, a phrase that stands in it, or a search that finds it.
 */
final class MatchBench {
  private static final int TOPICS = 20_000;
  private static final int PHRASES = 1_000_000;
  private static final int SEARCHES = 100_000;
  private static final int WORDS = 600;
  private static final int WARM = 300;
  private static final int STORIES = 500;
  private static final ZoneId ZONE = ZoneOffset.UTC;

  private final MadeUp madeUp = new MadeUp(3);
  private final TopicFinder finder = new TopicFinder();
  private final Map<TopicId, Topic> topics = new HashMap<>();
  private final FollowIndex follows = new FollowIndex(_ -> 1);
  private int readers;
  private long named;
  private long told;

  private MatchBench() {}

  public static void main(String[] arguments) {
    new MatchBench().run();
  }

  private void run() {
    learnTopics();
    long before = heap();
    long began = System.nanoTime();
    follow(PHRASES, this::phrase);
    follow(SEARCHES, madeUp::search);
    double each = (System.nanoTime() - began) / 1e3 / (PHRASES + SEARCHES);
    System.out.printf(
        "%,d phrases and %,d searches followed: %,d MB, %.1f µs each%n",
        PHRASES, SEARCHES, (heap() - before) >> 20, each);
    List<Drafted> stories =
        LongStream.range(0, WARM + STORIES).mapToObj(id -> madeUp.story(id, WORDS - 40)).toList();
    stories.subList(0, WARM).forEach(this::match);
    named = 0;
    told = 0;
    Iterator<Drafted> rest = stories.subList(WARM, WARM + STORIES).iterator();
    report(Timings.of(STORIES, () -> match(rest.next())));
  }

  private void report(Timings timings) {
    System.out.printf(
        "a story of %d words names %,d topics and concerns %,d readers%n",
        WORDS, named / STORIES, told / STORIES);
    String what =
        "a story of %d words against %,d topics, %,d phrases, %,d searches"
            .formatted(WORDS, TOPICS, PHRASES, SEARCHES);
    double slow = Timings.percentile(timings.clock(), 99);
    System.out.printf(
        "%s: p50 %.2f ms, p99 %.2f ms; of processor p50 %.2f ms, p99 %.2f ms%n",
        what,
        Timings.percentile(timings.clock(), 50),
        slow,
        Timings.percentile(timings.processor(), 50),
        Timings.percentile(timings.processor(), 99));
    Figure.atMost("match", what + ", p99", slow, " ms", 25);
  }

  /** What publishing and then planning do, but for the database. */
  private void match(Drafted drafted) {
    Story written = drafted.out();
    List<Topic> about =
        finder.topics(written.prose()).stream()
            .flatMap(id -> Optional.ofNullable(topics.get(id)).stream())
            .toList();
    Story story = written.about(about);
    StoryTerms terms = StoryTerms.of(story, ZONE);
    told += follows.audienceOf(story, terms).getLongCardinality();
    named += about.size();
  }

  private void learnTopics() {
    Stream.generate(madeUp::fullName)
        .distinct()
        .limit(TOPICS)
        .forEach(
            name -> {
              TopicId id = new TopicId(topics.size() + 1);
              Topic topic =
                  new Topic(id, new Slug("topic-" + id.value()), TopicKind.PERSON, name, "", "");
              topics.put(id, topic);
              finder.learn(topic, List.of());
              set(new Interest.Listed(new Listing.About(id)));
            });
  }

  /** Different things, each followed by another reader. */
  private void follow(int count, Supplier<String> search) {
    Stream.generate(search)
        .map(typed -> new Interest.Matching(SearchQuery.lenient(typed)))
        .distinct()
        .limit(count)
        .forEach(this::set);
  }

  private void set(Interest interest) {
    follows.set(new ReaderId(++readers), interest, Optional.of(Stance.FOLLOW));
  }

  /** Half of them names, half other words that stand side by side. */
  private String phrase() {
    List<String> words = new ArrayList<>();
    if (readers % 2 == 0) {
      words.add(madeUp.fullName());
    } else {
      words.add(madeUp.tellingWord());
      words.add(madeUp.word());
      if (readers % 4 == 1) {
        words.add(madeUp.word());
      }
    }
    return '"' + String.join(" ", words) + '"';
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
