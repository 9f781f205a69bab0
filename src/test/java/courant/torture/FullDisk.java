package courant.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A disk that is full for a while: reading goes on, writing is refused, and then goes on. */
final class FullDisk {
  private static final int TRIES = 5;

  private FullDisk() {}

  /** Empty where a small file system cannot be mounted, which takes root. */
  static Optional<Toll> run(Path folder) throws IOException, InterruptedException {
    Path small = Files.createDirectories(folder.resolve("small"));
    if (!command("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", small.toString())) {
      return Optional.empty();
    }
    try {
      return Optional.of(on(small));
    } finally {
      command("umount", "-l", small.toString());
    }
  }

  private static boolean command(String... words) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false; // there is no such command
    }
  }

  private static Toll on(Path small) throws IOException {
    Path data = small.resolve("data");
    Set<String> published = ConcurrentHashMap.newKeySet();
    int refused = 0;
    int unsound = 0;
    Child.Serving serving = Child.serve(data, Map.of());
    try (Child _ = serving.child();
        Newsroom room = new Newsroom()) {
      room.at(serving.site());
      room.signIn(serving.ownersLink().orElseThrow());
      publish(room, published, "before");
      Path filler = fill(small);
      refused = TRIES - publish(room, published, "full");
      unsound += room.status("/") == 200 && room.status("/feed") == 200 ? 0 : 1;
      Files.delete(filler);
      unsound += publish(room, published, "after") == TRIES ? 0 : 1;
    }
    unsound += refused > 0 ? 0 : 1;
    try (Aftermath after = new Aftermath("sqlite:", data)) {
      Map<String, Integer> stories =
          after.times("headline", "story where state = 'published' and headline like 'Torture %'");
      return new Toll(
          "full disk",
          1,
          published.size(),
          Aftermath.lost(published, stories),
          Aftermath.twice(stories),
          unsound + after.unsound(),
          0);
    }
  }

  private static int publish(Newsroom room, Set<String> published, String when) throws IOException {
    int taken = 0;
    for (int i = 0; i < TRIES; i++) {
      String headline = "Torture " + when + " " + i;
      if (room.publish(headline)) {
        published.add(headline);
        taken++;
      }
    }
    return taken;
  }

  private static Path fill(Path folder) throws IOException {
    Path filler = folder.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] bytes = new byte[4_096];
      while (true) {
        out.write(bytes);
      }
    } catch (IOException _) {
      return filler; // as full as it gets
    }
  }
}
