package courant.media;

import static org.assertj.core.api.Assertions.assertThat;

import courant.media.Development.Developed;
import courant.media.darkroom.Fault;
import courant.support.SettableClock;
import courant.support.TestPhotos;
import courant.support.TestReview;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that opens foreign files, and its bounds; what it makes of them is DevelopTest's. */
class DarkroomTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final SettableClock CLOCK = new SettableClock(TestReview.NOON);

  @TempDir Path folder;

  /** What it makes at first of a file, and then of all of it. */
  private Developed develop(byte[] file, Duration patience) throws IOException {
    Path input = Files.write(folder.resolve("input"), file);
    try (Darkroom darkroom = new Darkroom(folder.resolve("work"), patience, CLOCK);
        Development development = darkroom.develop(input)) {
      return development.first();
    }
  }

  @Test
  void tellsWhatItMade() throws IOException {
    Path input = Files.write(folder.resolve("input"), TestPhotos.jpeg(1_000, 500));
    try (Darkroom darkroom = new Darkroom(folder.resolve("work"), MINUTE, CLOCK);
        Development development = darkroom.develop(input)) {
      Developed.Prints prints = (Developed.Prints) development.first();
      assertThat(prints.width()).isEqualTo(1_000);
      assertThat(prints.cuts()).extracting(Cut::width).containsExactly(360, 1_000);
      List<Cut> all = development.all();
      assertThat(all).extracting(Cut::width).containsExactly(360, 720, 1_000);
      assertThat(development.folder().resolve("720.webp")).hasSize(all.get(1).webpBytes());
      assertThat(development.folder().resolve("1000.jpg")).hasSize(all.getLast().otherBytes());
    }
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void aProcessThatWaitsIsUsedOnceAndNotForEver() throws IOException {
    Path input = Files.write(folder.resolve("input"), TestPhotos.jpeg(100, 100));
    Path work = folder.resolve("work");
    try (Darkroom darkroom = new Darkroom(work, MINUTE, CLOCK)) {
      darkroom.prepare();
      darkroom.prepare();
      assertThat(work.toFile().list()).hasSize(1);
      try (Development development = darkroom.develop(input)) {
        assertThat(development.folder()).isEqualTo(work.resolve(work.toFile().list()[0]));
        assertThat(development.first()).isInstanceOf(Developed.Prints.class);
      }
      assertThat(work).isEmptyDirectory();
      darkroom.prepare();
      CLOCK.advance(Duration.ofMinutes(3));
      darkroom.tidy();
      assertThat(work).isEmptyDirectory();
    }
  }

  @Test
  void tellsWhyItMadeNothing() throws IOException {
    assertThat(develop(TestPhotos.pngBomb(60_000, 60_000), MINUTE))
        .isEqualTo(new Developed.Nothing(Fault.TOO_MANY_PIXELS));
  }

  /** As large as it may be, and packed so that it is small: it must end, within its memory. */
  @Test
  void readsAnEnormousPictureInPieces() throws IOException {
    byte[] enormous =
        TestPhotos.encoded("png", new BufferedImage(8_000, 8_000, BufferedImage.TYPE_BYTE_BINARY));
    assertThat(((Developed.Prints) develop(enormous, MINUTE)).width()).isEqualTo(2_400);
  }

  /** Wherever it is just then. */
  @RepeatedTest(10)
  void endsWhatTakesTooLong() throws IOException {
    assertThat(develop(TestPhotos.jpeg(100, 100), Duration.ofMillis(1)))
        .isEqualTo(new Developed.Nothing(Fault.TOO_HEAVY));
  }
}
