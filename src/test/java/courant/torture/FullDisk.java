package courant.torture;

import courant.support.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A disk that is full for a while: reading goes on, writing is refused, and then goes on. */
final class FullDisk {
  private static final int TRIES = 5;

  private FullDisk() {}

  /** Empty where a small file system cannot be mounted, which takes root. */
  static Optional<Toll> run(Path folder) throws IOException, InterruptedException {
    Optional<SmallDisk> small = SmallDisk.mount(folder.resolve("small"), 48);
    if (small.isEmpty()) {
      return Optional.empty();
    }
    try (SmallDisk disk = small.get()) {
      return Optional.of(on(disk));
    }
  }

  private static Toll on(SmallDisk disk) throws IOException {
    Path data = disk.folder().resolve("data");
    Set<String> published = ConcurrentHashMap.newKeySet();
    int refused = 0;
    int unsound = 0;
    Child.Serving serving = Child.serve(data, Map.of());
    try (Child _ = serving.child();
        Newsroom room = new Newsroom()) {
      room.at(serving.site());
      room.signIn(serving.ownersLink().orElseThrow());
      publish(room, published, "before");
      disk.fill();
      refused = TRIES - publish(room, published, "full");
      unsound += room.status("/") == 200 && room.status("/feed") == 200 ? 0 : 1;
      disk.free();
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
}
