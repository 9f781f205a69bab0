package courant.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** kill -9 while an editor publishes and readers reply. */
final class KilledServer {
  private final Path data;
  private final String database;
  private final RandomGenerator random;
  private final Set<String> published = ConcurrentHashMap.newKeySet();
  private final Set<String> replied = ConcurrentHashMap.newKeySet();
  private long recovery;

  KilledServer(Path data, String database, RandomGenerator random) {
    this.data = data;
    this.database = database;
    this.random = random;
  }

  /** One toll for stories, one for replies. */
  Toll[] run(int rounds) throws IOException, InterruptedException {
    try (Newsroom room = new Newsroom()) {
      String story = "";
      for (int round = 0; round < rounds; round++) {
        Child.Serving serving = serve();
        try (Child child = serving.child()) {
          room.at(serving.site());
          if (serving.ownersLink().isPresent()) {
            room.signIn(serving.ownersLink().get());
            story = room.aStory();
          }
          strike(child, room, story, round);
        }
      }
      Child.Serving last = serve();
      try (Child _ = last.child()) {
        room.at(last.site());
        if (room.status("/") != 200 || room.status("/feed") != 200) {
          throw new IllegalStateException("it starts, but shows no page");
        }
      }
    }
    return tolls(rounds);
  }

  private Child.Serving serve() throws IOException {
    Child.Serving serving =
        Child.serve(data, Map.of("COURANT_DATABASE", database), "--replies-per-network", "100000");
    recovery = Math.max(recovery, serving.startedInMillis());
    return serving;
  }

  private void strike(Child child, Newsroom room, String story, int round)
      throws InterruptedException {
    // Both have been told yes before it strikes: whoever is quicker does not speak for the other.
    CountDownLatch writing = new CountDownLatch(2);
    CountDownLatch replying = new CountDownLatch(2);
    Thread editor =
        Thread.startVirtualThread(
            () -> repeat(writing, published, "Torture %d-".formatted(round), room::publish));
    Thread reader =
        Thread.startVirtualThread(
            () ->
                repeat(
                    replying,
                    replied,
                    "I have counted %d lighthouses and then ".formatted(round),
                    text -> room.reply(story, text)));
    if (!writing.await(60, TimeUnit.SECONDS) || !replying.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing was acknowledged within a minute");
    }
    child.endsWithin(random.nextInt(1, 700));
    editor.join();
    reader.join();
  }

  private interface Asking {
    boolean of(String text) throws IOException;
  }

  /** Asks again and again until the server is gone. */
  private static void repeat(
      CountDownLatch going, Set<String> acknowledged, String text, Asking asking) {
    try {
      for (int number = 0; ; number++) {
        if (asking.of(text + number)) {
          acknowledged.add(text + number);
          going.countDown();
        }
      }
    } catch (IOException _) {
      return;
    }
  }

  private Toll[] tolls(int rounds) {
    try (Aftermath after = new Aftermath(database, data)) {
      Map<String, Integer> stories =
          after.times("headline", "story where state = 'published' and headline like 'Torture %'");
      Map<String, Integer> replies = after.times("source", "reply where name = 'Ada'");
      return new Toll[] {
        new Toll(
            "kill -9 while publishing",
            rounds,
            published.size(),
            Aftermath.lost(published, stories),
            Aftermath.twice(stories),
            after.unsound(),
            recovery),
        new Toll(
            "kill -9 while replies come",
            rounds,
            replied.size(),
            Aftermath.lost(replied, replies),
            Aftermath.twice(replies),
            0,
            recovery)
      };
    }
  }
}
