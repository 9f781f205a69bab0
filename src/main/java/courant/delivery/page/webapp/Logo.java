package courant.delivery.page.webapp;

import courant.media.Photo;
import courant.media.PhotoFiles;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.LoggerFactory;

/**
 * The picture of the masthead's logo: read from the library or fetched, once, and tried again after
 * a while if it failed.
 */
final class Logo {
  private static final int MOST_BYTES = 2 << 20;
  private static final int LARGEST_SIDE = 4_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private record Tried(URI address, Instant at, Optional<BufferedImage> picture) {}

  private final Outgoing outgoing;
  private final PhotoFiles pictures;
  private final InstantSource clock;
  private Optional<Tried> last = Optional.empty();

  /**
   * @param pictures the library's, which need no way round by the network
   */
  Logo(Outgoing outgoing, PhotoFiles pictures, InstantSource clock) {
    this.outgoing = outgoing;
    this.pictures = pictures;
    this.clock = clock;
  }

  /** The picture at an address; empty if it cannot be had, or is none that Java reads. */
  synchronized Optional<BufferedImage> at(URI address) {
    Instant now = clock.instant();
    Optional<Tried> fresh =
        last.filter(tried -> tried.address.equals(address))
            .filter(tried -> tried.picture.isPresent() || now.isBefore(tried.at.plus(PAUSE)));
    if (fresh.isEmpty()) {
      last = Optional.of(new Tried(address, now, fetch(address)));
    }
    return last.flatMap(Tried::picture);
  }

  private Optional<BufferedImage> fetch(URI address) {
    Optional<byte[]> ours = ours(address);
    if (ours.isPresent()) {
      return read(ours.get());
    }
    return outgoing.send(Ask.get(address).within(MOST_BYTES, PATIENCE))
                instanceof Outcome.Answered answered
            && answered.ok()
        ? read(answered.body())
        : Optional.empty();
  }

  private Optional<byte[]> ours(URI address) {
    String path = String.valueOf(address.getPath());
    if (Photo.digestIn(path).isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Path> file = pictures.find(path.substring(Photo.ROOT.length()));
      return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
    } catch (IOException e) {
      LoggerFactory.getLogger(Logo.class).warn("the logo is not to be had: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<BufferedImage> read(byte[] bytes) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      reader.setInput(in);
      return Math.max(reader.getWidth(0), reader.getHeight(0)) > LARGEST_SIDE
          ? Optional.empty()
          : Optional.of(reader.read(0));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty(); // a broken picture: the initials do
    }
  }
}
