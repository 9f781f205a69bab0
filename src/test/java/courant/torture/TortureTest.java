package courant.torture;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./courant torture}. */
class TortureTest {
  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedOutlivesAKilledServer() throws Exception {
    for (Toll toll : new KilledServer(data(), TestDatabase.address(data()), new Random()).run(2)) {
      assertThat(toll.acknowledged()).isPositive();
      assertThat(toll.survived()).as(toll.row()).isTrue();
    }
  }

  @Test
  void anImportThatWasKilledGoesOn() throws Exception {
    Toll toll = new KilledImport(data(), TestDatabase.address(data()), new Random()).run(2, 1_500);
    assertThat(toll.survived()).as(toll.row()).isTrue();
  }

  @Test
  void anOlderReviewThatWasKilledWhileMigratingIsServedWhole() throws Exception {
    Toll toll = new KilledMigration(data(), new Random()).run(2);
    assertThat(toll.acknowledged()).isPositive();
    assertThat(toll.survived()).as(toll.row()).isTrue();
  }

  @Test
  void whatANodeHadClaimedIsTakenOverWhenItIsCutOff() throws Exception {
    try (CutOffNode nodes = new CutOffNode(2_400)) {
      Toll toll = nodes.run();
      assertThat(toll.survived()).as(toll.row()).isTrue();
    }
  }

  @Test
  void aFullDiskRefusesAndLosesNothing() throws Exception {
    Optional<Toll> toll = FullDisk.run(folder);
    Assumptions.assumeTrue(toll.isPresent(), "a small disk can be mounted");
    assertThat(toll.get().survived()).as(toll.get().row()).isTrue();
  }

  private Path data() throws IOException {
    return Files.createDirectories(folder.resolve("data"));
  }
}
