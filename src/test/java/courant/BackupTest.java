package courant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.config.Settings;
import courant.reader.ReaderId;
import courant.reader.Readers;
import courant.support.BothDatabases;
import courant.support.SampleReview;
import courant.support.SettableClock;
import courant.support.TestDatabase;
import courant.support.TestReview;
import courant.support.Visitor;
import courant.transfer.Backup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A backup taken from a running review is a review again, or says why not. */
@BothDatabases
class BackupTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whatIsWrittenWhileItIsTakenIsInItWholeOrNotAtAll() throws Exception {
    Path file = folder.resolve("review.backup");
    try (TestReview review = SampleReview.start()) {
      new Visitor(review).signIn("reader@example.org");
      Files.createDirectories(review.folder.resolve("media/2026"));
      Files.writeString(review.folder.resolve("media/2026/picture.bin"), "a picture");
      AtomicBoolean writing = new AtomicBoolean(true);
      Thread desk =
          Thread.startVirtualThread(
              () -> {
                while (writing.get()) {
                  review.story("While it is taken").topic("Harbour").publish();
                }
              });
      assertThat(run("backup", file.toString(), "--data", review.folder.toString()))
          .as(err.toString())
          .isZero();
      writing.set(false);
      desk.join();
    }
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Path restored = folder.resolve("restored");
    Files.createDirectories(restored);
    Files.delete(restored);
    String database = TestDatabase.isPostgres() ? TestDatabase.emptyPostgres() : "sqlite:";
    assertThat(restore(file, restored, database)).as(err.toString()).isZero();
    assertThat(restored.resolve("media/2026/picture.bin")).hasContent("a picture");
    check(Settings.of(Map.of("data", restored.toString(), "database", database)));
    assertThat(restore(file, restored, database)).isEqualTo(1);
    assertThat(err.toString()).contains("not empty");
  }

  /** The key is the right one, and every story has the topic it was published with. */
  private static void check(Settings settings) {
    SettableClock clock = new SettableClock(TestReview.NOON);
    try (Holdings held = Holdings.open(settings, clock)) {
      Readers readers = new Readers(held.database(), held.facts(), held.vault(), clock);
      assertThat(readers.address(new ReaderId(1)).orElseThrow().value())
          .isEqualTo("reader@example.org");
      assertThat(held.database().faults()).isEmpty();
      long stories = count(held, "story");
      assertThat(stories).isGreaterThanOrEqualTo(SampleReview.STORIES);
      assertThat(count(held, "story where headline = 'While it is taken'"))
          .isEqualTo(
              count(
                  held,
                  "story_topic join topic on topic.id = topic_id"
                      + " join story on story.id = story_id"
                      + " where headline = 'While it is taken' and topic.name = 'Harbour'"));
    }
  }

  private static long count(Holdings held, String what) {
    Long count =
        held.database()
            .read(
                handle ->
                    handle.createQuery("select count(*) from " + what).mapTo(Long.class).one());
    return count;
  }

  @Test
  void aDamagedFileRestoresNothing() throws IOException {
    Path file = folder.resolve("review.backup");
    try (TestReview review = TestReview.start()) {
      assertThat(run("backup", file.toString(), "--data", review.folder.toString())).isZero();
    }
    byte[] whole = Files.readAllBytes(file);
    for (int part = 1; part < 8; part++) {
      byte[] damaged = whole.clone();
      damaged[whole.length * part / 8] ^= 0x55;
      Path bad = Files.write(folder.resolve("bad"), damaged);
      Path target = folder.resolve("target");
      assertThat(restore(bad, target, "sqlite:")).as("byte " + part + "/8").isEqualTo(1);
      assertThat(target).doesNotExist();
    }
    Files.write(folder.resolve("short"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(restore(folder.resolve("short"), folder.resolve("target"), "sqlite:")).isEqualTo(1);
    assertThat(restore(folder.resolve("none"), folder.resolve("target"), "sqlite:")).isEqualTo(1);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("review.backup", "bad", "short");
    }
  }

  /** Whoever may write nowhere else puts them there, and shall not have each in all later ones. */
  @Test
  void earlierBackupsInTheDataFolderAreLeftOut() throws IOException {
    try (TestReview review = TestReview.start()) {
      Path backups = Files.createDirectories(review.folder.resolve("backups"));
      Path brokenOff = Files.createDirectories(backups.resolve("backup123")).resolve("courant.db");
      Files.writeString(brokenOff, "half a database");
      Files.writeString(backups.resolve("notes.zip"), "no backup");
      for (String name : List.of("first", "second", "second")) {
        String file = backups.resolve(name).toString();
        assertThat(run("backup", file, "--data", review.folder.toString())).isZero();
      }
      try (ZipFile second = new ZipFile(backups.resolve("second").toFile())) {
        assertThat(second.stream().map(ZipEntry::getName))
            .contains("courant.db", "courant.key", "backups/notes.zip")
            .noneMatch(name -> name.matches("backups/(first|second|backup.*)"))
            .filteredOn(name -> name.contains("courant.db"))
            .hasSize(1);
      }
    }
  }

  @Test
  void foldersOnOtherDisksAreInIt() throws IOException {
    Path file = folder.resolve("review.backup");
    Path disk = Files.createDirectories(folder.resolve("disk/2026"));
    Files.writeString(disk.resolve("picture.bin"), "a picture");
    try (TestReview review = TestReview.start()) {
      Files.createSymbolicLink(review.folder.resolve("media"), folder.resolve("disk"));
      Path linked = Files.createSymbolicLink(folder.resolve("linked"), review.folder);
      assertThat(run("backup", file.toString(), "--data", linked.toString())).isZero();
    }
    Backup.restore(file, folder.resolve("restored"));
    assertThat(folder.resolve("restored/media/2026/picture.bin")).hasContent("a picture");
  }

  /** A wire's files are moved on while a backup is taken. */
  @Test
  void onlyWhatLiesBesideMayBeGoneMeanwhile() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "a picture");
    Path gone = folder.resolve("gone");
    Path file = folder.resolve("review.backup");
    assertThatThrownBy(() -> Backup.write(file, Map.of("courant.db", gone), Map.of()))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(file).doesNotExist();
    int files =
        Backup.write(
            file, Map.of("courant.db", there), Map.of("wire/story.xml", gone, "media/a", there));
    assertThat(files).isEqualTo(2);
    Backup.restore(file, folder.resolve("restored"));
    assertThat(folder.resolve("restored/media/a")).hasContent("a picture");
    assertThat(folder.resolve("restored/wire")).doesNotExist();
  }

  private int restore(Path file, Path data, String database) {
    return run("restore", file.toString(), "--data", data.toString(), "--database", database);
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
