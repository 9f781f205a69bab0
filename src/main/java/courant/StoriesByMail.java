package courant;

import courant.delivery.mail.OtherMail;
import courant.media.MediaModule;
import courant.syndication.wire.TakeMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings mail for partners' addresses from where it is heard to where stories are taken. */
record StoriesByMail(TakeMail takeMail) implements OtherMail {
  @Override
  public boolean awaits(String address) {
    return takeMail.awaits(address);
  }

  @Override
  public String take(byte[] message, String address) {
    return takeMail.take(message, address);
  }

  /** Puts pictures that come with stories into the library. */
  static TakeMail.TakePicture into(MediaModule media, Path uploads) {
    return (file, name, byWhom) -> {
      try {
        Files.createDirectories(uploads);
        Path handedIn = Files.write(Files.createTempFile(uploads, "mailed", ""), file);
        try {
          return media.takePhoto().take(handedIn, name, byWhom).picture().map(photo -> photo.src());
        } finally {
          Files.deleteIfExists(handedIn);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** For where nothing is mailed. */
  static TakeMail.TakePicture none() {
    return (_, _, _) -> Optional.empty();
  }
}
