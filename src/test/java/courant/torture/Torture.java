package courant.torture;

import courant.delivery.mail.KilledWhileSending;
import courant.platform.config.Logging;
import courant.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** {@code ./courant torture [ROUNDS]}: faults in real processes, and a table of what they cost. */
final class Torture {
  private Torture() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Logging.configure();
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    long seed = System.nanoTime();
    boolean survived = true;
    System.out.printf("%d rounds each, seed %d%n%n", rounds, seed);
    for (boolean postgres : new boolean[] {false, true}) {
      Path folder = Files.createTempDirectory("courant-torture");
      try {
        System.out.printf("%s%n%n%s", postgres ? "On PostgreSQL:" : "On SQLite:", Toll.HEAD);
        survived &= all(folder, postgres, rounds, new Random(seed));
        System.out.println();
      } finally {
        delete(folder);
      }
    }
    System.exit(survived ? 0 : 1);
  }

  private static boolean all(Path folder, boolean postgres, int rounds, Random random)
      throws IOException, InterruptedException {
    boolean survived =
        told(
            new KilledImport(made(folder, "import"), database(postgres), random)
                .run(rounds, 5_000));
    for (Toll toll :
        new KilledServer(made(folder, "serve"), database(postgres), random).run(rounds)) {
      survived &= told(toll);
    }
    if (postgres) {
      try (CutOffNode nodes = new CutOffNode(3_000)) {
        survived &= told(nodes.run());
      }
      survived &=
          CutOffMachine.run(made(folder, "machines"), 9_000)
              .map(Torture::toldAll)
              .orElseGet(() -> leftOut("network cut", "Linux, iproute2 and root"));
    } else {
      survived &= told(new KilledMigration(made(folder, "older"), random).run(rounds));
      survived &= told(newsletter(rounds, random));
      survived &=
          FullDisk.run(folder).map(Torture::told).orElseGet(() -> leftOut("full disk", "root"));
    }
    return survived;
  }

  private static Toll newsletter(int rounds, Random random)
      throws IOException, InterruptedException {
    var result = KilledWhileSending.run(200 * rounds, rounds, random.nextLong());
    return new Toll(
        "kill -9 while a newsletter is sent",
        result.kills(),
        result.readers(),
        result.readers() - (result.received() - result.repeated()),
        0,
        result.faults().size(),
        0);
  }

  private static String database(boolean postgres) {
    return postgres ? TestDatabase.emptyPostgres() : "sqlite:";
  }

  private static Path made(Path folder, String name) throws IOException {
    return Files.createDirectories(folder.resolve(name).resolve("data"));
  }

  private static boolean leftOut(String fault, String needed) {
    System.out.printf("| %s: left out, for it takes %s | | | | | | |%n", fault, needed);
    return true;
  }

  private static boolean toldAll(List<Toll> tolls) {
    return tolls.stream().map(Torture::told).reduce(true, Boolean::logicalAnd);
  }

  private static boolean told(Toll toll) {
    System.out.print(toll.row());
    return toll.survived();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
