package courant.transfer.archive;

import courant.media.Photo;
import courant.media.PhotoFiles;
import courant.media.Photos;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The library's files in an archive, under the addresses at which they are served. A store
 * elsewhere keeps its own: there an archive only says which they are.
 */
public record CarriedPictures(Photos photos, PhotoFiles files) {
  private static final int AT_ONCE = 200;

  void pack(ZipOutputStream zip) throws IOException {
    if (files.elsewhere()) {
      return;
    }
    long last = 0;
    for (List<Photo> some = photos.after(last, AT_ONCE);
        !some.isEmpty();
        some = photos.after(last, AT_ONCE)) {
      for (Photo photo : some) {
        pack(zip, photo);
        last = photo.id().value();
      }
    }
  }

  private void pack(ZipOutputStream zip, Photo photo) throws IOException {
    for (String name : photo.files()) {
      Optional<Path> file = files.find(name);
      if (file.isPresent()) {
        CourantArchive.begin(zip, Photo.ROOT.substring(1) + name);
        Files.copy(file.get(), zip);
        zip.closeEntry();
      }
    }
  }

  /** Puts those of an archive into the store. */
  void unpack(ZipFile zip) throws IOException {
    for (ZipEntry entry : zip.stream().toList()) {
      if (Photo.digestIn("/" + entry.getName()).isPresent()) {
        unpack(zip, entry);
      }
    }
  }

  private void unpack(ZipFile zip, ZipEntry entry) throws IOException {
    Path unpacked = Files.createTempFile("courant", ".picture");
    try (InputStream in = zip.getInputStream(entry);
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
      Files.copy(checked, unpacked, StandardCopyOption.REPLACE_EXISTING);
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException(entry.getName() + " is not what was written");
      }
      String name = entry.getName().substring(Photo.ROOT.length() - 1);
      files.keep(name, Photo.typeOf(name), unpacked);
    } finally {
      Files.deleteIfExists(unpacked);
    }
  }
}
