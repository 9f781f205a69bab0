package courant.media;

import static org.assertj.core.api.Assertions.assertThat;

import courant.media.Darkroom.Developed;
import courant.media.darkroom.Fault;
import courant.support.TestPhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that opens foreign files, and its bounds; what it makes of them is DevelopTest's. */
class DarkroomTest {
  @TempDir Path folder;

  private Developed develop(byte[] file, Duration patience) throws IOException {
    Path input = Files.write(folder.resolve("input"), file);
    Path output = Files.createDirectories(folder.resolve("output"));
    return new Darkroom(patience).develop(input, output);
  }

  @Test
  void tellsWhatItMade() throws IOException {
    Developed.Prints prints =
        (Developed.Prints) develop(TestPhotos.jpeg(800, 400), Duration.ofSeconds(60));
    assertThat(prints.cuts()).extracting(Cut::width).containsExactly(360, 800);
    assertThat(folder.resolve("output/360.webp")).hasSize(prints.cuts().getFirst().webpBytes());
    assertThat(folder.resolve("output/800.jpg")).hasSize(prints.cuts().getLast().otherBytes());
  }

  @Test
  void tellsWhyItMadeNothing() throws IOException {
    assertThat(develop(TestPhotos.pngBomb(60_000, 60_000), Duration.ofSeconds(60)))
        .isEqualTo(new Developed.Nothing(Fault.TOO_MANY_PIXELS));
  }

  /** As large as it may be, and packed so that it is small: it must end, within its memory. */
  @Test
  void readsAnEnormousPictureInPieces() throws IOException {
    byte[] enormous =
        TestPhotos.encoded("png", new BufferedImage(8_000, 8_000, BufferedImage.TYPE_BYTE_BINARY));
    assertThat(((Developed.Prints) develop(enormous, Duration.ofSeconds(60))).width())
        .isEqualTo(2_400);
  }

  @Test
  void endsWhatTakesTooLong() throws IOException {
    assertThat(develop(TestPhotos.jpeg(100, 100), Duration.ofMillis(1)))
        .isEqualTo(new Developed.Nothing(Fault.TOO_HEAVY));
  }
}
