package courant.search;

import courant.follow.FollowIndex;
import courant.follow.Interest;
import courant.follow.Share;
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
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  /** The rest are headline, standfirst and names. */
  private static final int BODY = WORDS - 42;

  private static final int PUBLISHED = 2_000;
  private static final int NAMES = 24;
  private static final int QUOTED = 50_000;
  private static final int WARM = 300;
  private static final int STORIES = 500;
  private static final int LOOKED_INTO = 50;
  private static final ZoneId ZONE = ZoneOffset.UTC;

  private final MadeUp madeUp = new MadeUp(3);
  private final TopicFinder finder = new TopicFinder();
  private final Map<TopicId, Topic> topics = new HashMap<>();
  private final List<String> phrases = new ArrayList<>();
  private final Random random = new Random(3);
  private final FollowIndex follows;
  private int readers;
  private long told;

  private MatchBench(StoryIndex published) {
    follows = new FollowIndex(published::commonness);
  }

  /** In an empty folder. */
  public static void main(String[] arguments) {
    try (StoryIndex index = StoryIndex.open(Path.of(arguments[0]), ZONE, InstantSource.system())) {
      MatchBench bench = new MatchBench(index);
      index.put(
          LongStream.range(0, PUBLISHED).mapToObj(id -> bench.madeUp.story(id).out()).toList());
      bench.run();
    }
  }

  private void run() {
    learnTopics();
    follow("phrases", PHRASES, this::phrase);
    follow("searches", SEARCHES, madeUp::search);
    List<Drafted> stories = LongStream.range(0, WARM + STORIES).mapToObj(this::story).toList();
    stories.subList(0, WARM).forEach(this::match);
    List<Drafted> rest = stories.subList(WARM, WARM + STORIES);
    told = 0;
    Iterator<Drafted> next = rest.iterator();
    Timings timings = Timings.of(STORIES, () -> match(next.next()));
    tellWhatIsFound(rest.subList(0, LOOKED_INTO));
    report(timings);
  }

  private void tellWhatIsFound(List<Drafted> stories) {
    Map<String, Long> found =
        stories.stream()
            .map(this::written)
            .flatMap(story -> follows.interestsOf(story, StoryTerms.of(story, ZONE)).stream())
            .collect(Collectors.groupingBy(MatchBench::kind, Collectors.counting()));
    System.out.printf(
        "a story of %d words names %,d of the topics, holds %,d of the phrases, is found by %,d of"
            + " the searches and concerns %,d readers%n",
        WORDS,
        found.getOrDefault("topic", 0L) / stories.size(),
        found.getOrDefault("phrase", 0L) / stories.size(),
        found.getOrDefault("search", 0L) / stories.size(),
        told / STORIES);
  }

  private static String kind(Interest interest) {
    return interest instanceof Interest.Matching(SearchQuery.Phrase _)
        ? "phrase"
        : interest.kind().word();
  }

  private void report(Timings timings) {
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
    Story story = written(drafted);
    told +=
        follows.audienceOf(story, StoryTerms.of(story, ZONE), Share.EVERYBODY).getLongCardinality();
  }

  private Story written(Drafted drafted) {
    Story written = drafted.out();
    return written.about(
        finder.topics(written.prose()).stream()
            .flatMap(id -> Optional.ofNullable(topics.get(id)).stream())
            .toList());
  }

  /**
   * A dozen names of topics and some names besides, among phrases that somebody follows and words.
   */
  private Drafted story(long id) {
    StringBuilder body = new StringBuilder();
    for (int words = 0, named = 0; words < BODY; ) {
      String name = "";
      if (words >= named * BODY / NAMES) {
        name = named++ % 2 == 0 ? topics.get(anyTopic()).name() : madeUp.name();
      }
      String told = name + " " + madeUp.word() + " " + phrases.get(random.nextInt(QUOTED)) + " ";
      words += told.strip().split(" ").length;
      body.append(told.strip()).append(random.nextInt(5) == 0 ? ". " : " ");
    }
    return madeUp.story(id, 0).body("<p>" + body + "</p>").in(id % 8 == 0 ? "fr" : "en");
  }

  private TopicId anyTopic() {
    return new TopicId(1 + random.nextInt(TOPICS));
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
  private void follow(String what, int count, Supplier<String> search) {
    long before = heap();
    long began = System.nanoTime();
    Stream.generate(search)
        .map(typed -> new Interest.Matching(SearchQuery.lenient(typed)))
        .distinct()
        .limit(count)
        .forEach(this::set);
    double each = (System.nanoTime() - began) / 1e3 / count;
    System.out.printf(
        "%,d %s followed: %,d MB, %.1f µs each%n", count, what, (heap() - before) >> 20, each);
  }

  private void set(Interest interest) {
    readers++;
    follows.set(new ReaderId(readers), readers, interest, Optional.of(Stance.FOLLOW));
  }

  /** Half of them names, half other words that stand side by side. */
  private String phrase() {
    return '"' + (readers % 2 == 0 ? madeUp.fullName() : words()) + '"';
  }

  private String words() {
    String words = madeUp.tellingWord() + " " + madeUp.word();
    String phrase = readers % 4 == 1 ? words + " " + madeUp.word() : words;
    if (phrases.size() < QUOTED) {
      phrases.add(phrase);
    }
    return phrase;
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
