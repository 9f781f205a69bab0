package courant.torture;

import courant.transfer.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** kill -9 while an older review is brought up to date, again and again, and then served. */
final class KilledMigration {
  private static final Path OLDER = Path.of("src/test/resources/upgrade/2026-11-24.backup");

  private final Path data;
  private final RandomGenerator random;

  KilledMigration(Path data, RandomGenerator random) {
    this.data = data;
    this.random = random;
  }

  Toll run(int rounds) throws IOException, InterruptedException {
    int kills = 0;
    int stories = 0;
    int lost = 0;
    int unsound = 0;
    long recovery = 0;
    for (int round = 0; round < rounds; round++) {
      Path folder = Files.createDirectories(data.resolve("round-" + round));
      Backup.restore(OLDER, folder);
      kills += killed(folder) ? 1 : 0;
      Child.Serving serving = Child.serve(folder, Map.of());
      recovery = Math.max(recovery, serving.startedInMillis());
      serving.child().close();
      Set<String> wanted = headlines(folder);
      try (Aftermath after = new Aftermath("sqlite:", folder)) {
        stories += wanted.size();
        lost += Aftermath.lost(wanted, after.times("headline", "story"));
        unsound += after.unsound();
      }
    }
    return new Toll("kill -9 while migrating", kills, stories, lost, 0, unsound, recovery);
  }

  private boolean killed(Path folder) throws IOException, InterruptedException {
    try (Child child = Child.run(Map.of(), "serve", "--data", folder.toString(), "--port", "0")) {
      child.endsWithin(random.nextInt(400, 2_500));
      return true;
    }
  }

  /** As they are in the backup, opened beside. */
  private static Set<String> headlines(Path folder) throws IOException {
    Path untouched =
        Files.createDirectories(folder.resolveSibling("untouched-" + folder.getFileName()));
    Backup.restore(OLDER, untouched);
    try (Aftermath before = new Aftermath("sqlite:", untouched)) {
      return new HashSet<>(before.times("headline", "story").keySet());
    }
  }
}
