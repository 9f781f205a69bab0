package courant.transfer;

import courant.transfer.exported.UnreadableExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file to import: a WordPress, Ghost or Disqus export, an archive, or none of these. */
public final class ImportTarget {
  private ImportTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("import", ".xml");
    try {
      Files.write(file, bytes);
      Exports.open(file).read(_ -> {});
    } catch (UnreadableExport _) {
      // It says why not, which is right for most bytes.
    } finally {
      Files.delete(file);
    }
  }
}
