package courant.transfer.exported;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * One document of an export, unpacked: a file, a gzipped file, or one of the files in a zip, as
 * large sites get them.
 *
 * @param entry its name in the zip; empty if the file itself is the document
 */
public record Part(Path file, String entry) {
  private static final int BLOCK = 1 << 16;

  /** The documents in a file, in the order of their names. */
  public static List<Part> of(Path file) throws IOException {
    if (!isZip(file)) {
      return List.of(new Part(file, ""));
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.matches("(?i)(?!__MACOSX/)(?:.*/)?[^/.][^/]*\\.(?:xml|json|wxr)"))
          .sorted(Comparator.naturalOrder())
          .map(name -> new Part(file, name))
          .toList();
    } catch (ZipException e) {
      throw new UnreadableExport(file + ": is a damaged zip: " + e.getMessage());
    }
  }

  /** Whether a file begins as a zip does. */
  public static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(4);
      return start.length == 4
          && start[0] == 'P'
          && start[1] == 'K'
          && start[2] == 3
          && start[3] == 4;
    }
  }

  /** Whether a zip has an entry of this name. */
  public static boolean holds(Path file, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(entry) != null;
    } catch (ZipException e) {
      throw new UnreadableExport(file + ": is a damaged zip: " + e.getMessage());
    }
  }

  /** Its bytes, unpacked; {@code mark} is supported. */
  public InputStream open() throws IOException {
    if (!entry.isEmpty()) {
      return new BufferedInputStream(fromZip(), BLOCK);
    }
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BLOCK);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(in, BLOCK), BLOCK) : in;
  }

  private InputStream fromZip() throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    return new FilterInputStream(zip.getInputStream(zip.getEntry(entry))) {
      @Override
      public void close() throws IOException {
        zip.close();
      }
    };
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return entry.isEmpty() ? file.toString() : file + ": " + entry;
  }
}
