package courant.transfer;

import courant.transfer.archive.CourantArchive;
import courant.transfer.disqus.DisqusExport;
import courant.transfer.exported.Export;
import courant.transfer.exported.Part;
import courant.transfer.exported.UnreadableExport;
import courant.transfer.ghost.GhostExport;
import courant.transfer.wordpress.WordPressExport;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/** Tells the systems' files apart by what is in them, whatever they are called. */
final class Exports {
  private static final int LOOK_AT = 1 << 16;

  private Exports() {}

  /**
   * @throws UnreadableExport if it is none that we know
   */
  static Export open(Path file) throws IOException {
    if (Part.isZip(file) && Part.holds(file, CourantArchive.MANIFEST)) {
      return new CourantArchive(file);
    }
    List<Part> parts = Part.of(file);
    if (parts.isEmpty()) {
      throw UnreadableExport.unknown(file.toString());
    }
    String start = start(parts.getFirst());
    if (start.isBlank()) {
      throw new UnreadableExport(file + ": is empty");
    }
    int disqus = start.indexOf("<disqus");
    int rss = start.indexOf("<rss");
    if (disqus >= 0 && (rss < 0 || disqus < rss)) {
      return new DisqusExport(parts.getFirst());
    }
    if (rss >= 0) {
      return new WordPressExport(parts);
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return new GhostExport(parts.getFirst());
    }
    throw UnreadableExport.unknown(file.toString());
  }

  /** What a file starts with, in any encoding that keeps ASCII, and in UTF-16. */
  private static String start(Part part) throws IOException {
    try (InputStream in = part.open()) {
      return new String(in.readNBytes(LOOK_AT), StandardCharsets.ISO_8859_1)
          .replaceFirst("^(\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)", "")
          .replace("\0", "")
          .stripLeading();
    } catch (ZipException | EOFException e) {
      throw new UnreadableExport(part + ": is damaged: " + e.getMessage());
    }
  }
}
