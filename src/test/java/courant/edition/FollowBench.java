package courant.edition;

import courant.follow.FollowIndex;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.Stance;
import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.reader.ReaderId;
import courant.search.StoryIndex;
import courant.search.StoryTerms;
import courant.story.Listing;
import courant.story.NewestStories;
import courant.story.Stories;
import courant.story.Story;
import courant.story.Versions;
import courant.support.Figure;
import courant.topic.TopicId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * How fast personal editions are selected and audiences found: readers with 20 follows each, over
 * 20,000 topics of which few are followed by many, and 50,000 stories on six topics each.
 */
public final class FollowBench {
  private static final int TOPICS = 20_000;
  private static final int STORIES = 50_000;
  private static final int FOLLOWS = 20;
  private static final int ROUNDS = 3_000;

  private final Random random = new Random(7);

  private FollowBench() {}

  /** {@code select FOLDER READERS} or {@code audience FOLDER READERS}. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[1]);
    int readers = Integer.parseInt(arguments[2]);
    try (Database database = Database.open("sqlite:", folder.resolve("courant.db"));
        StoryIndex index =
            StoryIndex.open(folder.resolve("index"), ZoneOffset.UTC, InstantSource.system())) {
      FollowBench bench = new FollowBench();
      bench.fillStories(database);
      if (arguments[0].equals("select")) {
        bench.select(database, index, readers);
      } else {
        bench.audience(database, readers);
      }
    }
  }

  /** Few things are followed by many: the n-th in proportion to 1/n, about. */
  private int topic() {
    return 1 + (int) Math.min(TOPICS - 1, Math.pow(TOPICS, random.nextDouble()));
  }

  private void fillStories(Database database) {
    boolean filled =
        database.read(
                handle ->
                    handle.createQuery("select count(*) from story").mapTo(Integer.class).one())
            > 0;
    if (filled) {
      return;
    }
    database.change(
        handle -> {
          PreparedBatch topics =
              handle.prepareBatch(
                  "insert into topic (id, slug, kind, name, description, wikidata)"
                      + " values (?, ?, 'subject', ?, '', '')");
          for (int i = 1; i <= TOPICS; i++) {
            topics.add(i, "topic-" + i, "Topic " + i);
          }
          topics.execute();
          handle.execute(
              "insert into section (id, slug, name, description, position) values (1, 'world', 'World', '', 0)");
        });
    for (int from = 1; from <= STORIES; from += 5_000) {
      int first = from;
      database.change(handle -> fillStories(handle, first, first + 5_000));
    }
  }

  private void fillStories(Handle handle, int from, int to) {
    PreparedBatch stories =
        handle.prepareBatch(
            """
            insert into story (id, slug, state, path, headline, standfirst, body, dateline, section_id,
              language, published, updated, changed, revision)
            values (?, ?, 'published', ?, 'A headline of some length', 'A standfirst that says more.',
              ?, '', 1, 'en', ?, ?, ?, 1)
            """);
    PreparedBatch topics =
        handle.prepareBatch(
            "insert into story_topic (story_id, topic_id, position, published) values (?, ?, ?, ?)"
                + " on conflict do nothing");
    String body = "<p>" + "Some words of a story. ".repeat(150) + "</p>";
    for (int i = from; i < to; i++) {
      stories.add(i, "story-" + i, "/2026/01/story-" + i, body, i * 60_000L, i * 60_000L, 0L);
      for (int place = 0; place < 6; place++) {
        topics.add(i, topic(), place, i * 60_000L);
      }
    }
    stories.execute();
    topics.execute();
  }

  private void select(Database database, StoryIndex index, int readers) {
    database.change(
        handle -> {
          PreparedBatch interests =
              handle.prepareBatch(
                  "insert into interest (id, kind, target, query) values (?, 'topic', ?, '')");
          for (int i = 1; i <= TOPICS; i++) {
            interests.add(i, i);
          }
          interests.execute();
        });
    for (int from = 1; from <= readers; from += 10_000) {
      int first = from;
      database.change(handle -> fillFollows(handle, first, Math.min(readers + 1, first + 10_000)));
    }
    Follows follows =
        new Follows(database, new Facts(database, InstantSource.system()), new FollowIndex(_ -> 1));
    PersonalEdition personal =
        new PersonalEdition(
            follows,
            new Stories(database),
            new NewestStories(database),
            new Versions(database),
            index);
    long[] nanos = new long[ROUNDS];
    for (int round = -1_000; round < ROUNDS; round++) {
      ReaderId reader = new ReaderId(1 + random.nextInt(readers));
      long began = System.nanoTime();
      Edition edition = personal.select(reader, new Window(1, 30));
      if (edition.entries().size() < 30) {
        throw new AssertionError("a page of " + edition.entries().size());
      }
      if (round >= 0) {
        nanos[round] = System.nanoTime() - began;
      }
    }
    report("%,d readers: a page of 30 selected and loaded".formatted(readers), nanos);
    Figure.grown(
        "follow",
        "a page selected, p99, by readers",
        readers,
        nanos[nanos.length * 99 / 100] / 1e6,
        " ms");
    NewestStories newest = new NewestStories(database);
    for (int round = -1_000; round < ROUNDS; round++) {
      List<Interest> of = follows.of(new ReaderId(1 + random.nextInt(readers))).follows();
      List<Listing> lists = of.stream().map(one -> ((Interest.Listed) one).listing()).toList();
      long began = System.nanoTime();
      newest.of(lists, 50);
      if (round >= 0) {
        nanos[round] = System.nanoTime() - began;
      }
    }
    report("the newest 50 of each of 20 follows, alone", nanos);
  }

  private void fillFollows(Handle handle, int from, int to) {
    PreparedBatch readers = handle.prepareBatch("insert into reader (id, since) values (?, 0)");
    PreparedBatch follows =
        handle.prepareBatch(
            "insert into follow (reader_id, interest_id, mute) values (?, ?, 0) on conflict do nothing");
    for (int reader = from; reader < to; reader++) {
      readers.add(reader);
      for (int i = 0; i < FOLLOWS; i++) {
        follows.add(reader, topic());
      }
    }
    readers.execute();
    follows.execute();
  }

  private void audience(Database database, int readers) {
    FollowIndex index = new FollowIndex(_ -> 1);
    long before = heap();
    long began = System.nanoTime();
    for (int reader = 1; reader <= readers; reader++) {
      for (int i = 0; i < FOLLOWS; i++) {
        Interest interest = new Interest.Listed(new Listing.About(new TopicId(topic())));
        index.set(new ReaderId(reader), interest, Optional.of(Stance.FOLLOW));
      }
    }
    long each = (System.nanoTime() - began) / readers / FOLLOWS;
    index.compact();
    System.out.printf(
        "%,d readers x %d follows: %.2f bytes a follow, %,d ns to add one%n",
        readers, FOLLOWS, (double) (heap() - before) / readers / FOLLOWS, each);
    Figure.grown(
        "follow",
        "bytes a follow, by readers",
        readers,
        (double) (heap() - before) / readers / FOLLOWS,
        "");
    List<Story> stories = new Stories(database).published(new Listing.Everything(), 0, ROUNDS);
    List<StoryTerms> terms =
        stories.stream().map(story -> StoryTerms.of(story, ZoneOffset.UTC)).toList();
    long[] nanos = new long[stories.size()];
    long told = 0;
    for (int warm = 0; warm < 2; warm++) {
      told = 0;
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        told += index.audienceOf(stories.get(i), terms.get(i)).getLongCardinality();
        nanos[i] = System.nanoTime() - start;
      }
    }
    report(
        "all readers to be told of a story, %,d on average".formatted(told / nanos.length), nanos);
    Figure.grown(
        "follow",
        "all readers to be told, p99, by readers",
        readers,
        nanos[nanos.length * 99 / 100] / 1e6,
        " ms");
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void report(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.3f ms, p99 %.3f ms%n",
        what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }
}
