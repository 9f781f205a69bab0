package courant.topic;

import courant.support.Figure;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A million phrases against stories of 600 words, beside a map of the phrases that is asked for
 * every run of words. Run by {@code bench/topics}.
 */
final class PhraseBench {
  private static final int PHRASES = 1_000_000;
  private static final int STORIES = 200;
  private static final int WORDS = 600;
  private static final int LONGEST = 5;
  private static final int ROUNDS = 15;

  private final Random random = new Random(7);
  private final List<String> vocabulary = new ArrayList<>();

  private PhraseBench() {
    for (int i = 0; i < 500_000; i++) {
      vocabulary.add(word());
    }
  }

  public static void main(String[] arguments) {
    new PhraseBench().run();
  }

  private void run() {
    List<String> phrases = new ArrayList<>();
    for (int i = 0; i < PHRASES; i++) {
      phrases.add(words(1 + random.nextInt(4)));
    }
    List<String> stories = new ArrayList<>();
    for (int i = 0; i < STORIES; i++) {
      stories.add(story(phrases));
    }
    long before = heap();
    long start = cpu();
    PhraseMatcher matcher = new PhraseMatcher();
    phrases.forEach(matcher::add);
    double addMicros = (cpu() - start) / 1e3 / PHRASES;
    double megabytes = (heap() - before) / 1e6;
    System.out.printf(
        Locale.ROOT,
        "matcher: %,d phrases, %.1f MB, %.2f µs to add one%n",
        matcher.size(),
        megabytes,
        addMicros);

    before = heap();
    Map<String, Integer> map = new HashMap<>();
    phrases.forEach(it -> map.putIfAbsent(it.toLowerCase(Locale.ROOT), map.size()));
    System.out.printf(Locale.ROOT, "map of strings: %.1f MB%n", (heap() - before) / 1e6);

    TopicFinder finder = TopicFinder.withGazetteer();
    double ours = 0;
    double naive = 0;
    double names = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ours = millis(stories, it -> found(matcher, it));
      naive = millis(stories, it -> lookedUp(map, it));
      names = millis(stories, it -> finder.find(it).size());
    }
    System.out.printf(
        Locale.ROOT,
        "a story of %d words: matcher %.3f ms, map %.3f ms (%.1f times), all names %.3f ms%n",
        WORDS,
        ours,
        naive,
        naive / ours,
        names);
    Figure.beside(
        "topics",
        "stories against a million phrases",
        1 / ours,
        " per ms",
        "a map of strings",
        1 / naive);
  }

  private interface Reader {
    int read(String story);
  }

  private static double millis(List<String> stories, Reader reader) {
    long start = cpu();
    int found = 0;
    for (String story : stories) {
      found += reader.read(story);
    }
    if (found == 0) {
      throw new IllegalStateException("nothing found");
    }
    return (cpu() - start) / 1e6 / stories.size();
  }

  private static int found(PhraseMatcher matcher, String story) {
    int[] count = {0};
    matcher.find(story, (_, _, _) -> count[0]++);
    return count[0];
  }

  private static int lookedUp(Map<String, Integer> map, String story) {
    String[] words = story.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+");
    int found = 0;
    for (int from = 0; from < words.length; from++) {
      StringBuilder run = new StringBuilder();
      for (int to = from; to < Math.min(words.length, from + LONGEST); to++) {
        run.append(to == from ? "" : " ").append(words[to]);
        found += map.containsKey(run.toString()) ? 1 : 0;
      }
    }
    return found;
  }

  private String story(List<String> phrases) {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      story.append(vocabulary.get(random.nextInt(10_000)).toLowerCase(Locale.ROOT));
      story.append(i % 15 == 14 ? ". " : " ");
      if (i % 12 == 11) {
        String phrase = phrases.get(random.nextInt(PHRASES));
        story.append(phrase).append(' ');
        i += phrase.split(" ").length;
      }
    }
    return story.toString();
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder(vocabulary.get(random.nextInt(vocabulary.size())));
    for (int i = 1; i < count; i++) {
      words.append(' ').append(vocabulary.get(random.nextInt(vocabulary.size())));
    }
    return words.toString();
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    word.append((char) ('A' + random.nextInt(26)));
    for (int i = random.nextInt(7) + 2; i > 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  /** Of this thread alone: other work on the machine does not count. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
