package courant.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Cuts an export into its items without parsing it, so that a fault in one of them harms no other
 * and memory is bounded by the largest.
 */
final class ItemReader implements AutoCloseable {
  /** Longer items are passed over; the largest story ever seen in an export has a tenth. */
  private static final int LONGEST_ITEM = 16 << 20;

  private static final Pattern DECLARED =
      Pattern.compile("^\\s*<\\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']");
  private static final Pattern ENTITIES = Pattern.compile("<!ENTITY", Pattern.CASE_INSENSITIVE);

  private final Path file;
  private final Reader reader;
  private final StringBuilder buffer = new StringBuilder(1 << 16);
  private final char[] block = new char[1 << 16];
  private boolean ended;

  /** What comes next: an item's XML, or something that could not be one. */
  sealed interface Next {
    record Item(String xml) implements Next {}

    record Broken(String reason) implements Next {}
  }

  ItemReader(Path file) throws IOException {
    this.file = file;
    InputStream bytes = unpacked(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    this.reader =
        new InputStreamReader(
            bytes,
            charset(bytes)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE));
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(in), 1 << 16) : in;
  }

  /** By byte order mark, else as declared, else UTF-8. */
  private static Charset charset(InputStream in) throws IOException {
    in.mark(256);
    byte[] start = in.readNBytes(256);
    in.reset();
    if (start.length >= 2
        && (start[0] == (byte) 0xfe && start[1] == (byte) 0xff
            || start[0] == 0 && start[1] == '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if (start.length >= 2
        && (start[0] == (byte) 0xff && start[1] == (byte) 0xfe
            || start[0] == '<' && start[1] == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    Matcher declared =
        DECLARED.matcher(new String(start, StandardCharsets.ISO_8859_1).replaceFirst("^ï»¿", ""));
    if (!declared.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return StandardCharsets.UTF_8;
    }
  }

  /**
   * All that stands before the first item, closed so that it is XML of its own.
   *
   * @throws UnreadableExport if the file is no RSS, or declares entities
   */
  String head() throws IOException {
    int item = find("<item", 0, LONGEST_ITEM);
    String head = buffer.substring(0, item < 0 ? buffer.length() : item);
    if (ENTITIES.matcher(head).find()) {
      throw new UnreadableExport(
          file
              + ": declares XML entities of its own, as attacks do and WordPress never does; refused");
    }
    int channel = head.indexOf("<channel");
    if (!head.contains("<rss") || channel < 0) {
      throw new UnreadableExport(
          file + ": is neither a WordPress export, a Ghost export nor a Courant archive");
    }
    buffer.delete(0, head.length());
    return head.substring(channel).replaceFirst("</channel>[\\s\\S]*$", "") + "</channel>";
  }

  /** The next item, or why it is none; empty at the end. */
  Optional<Next> next() throws IOException {
    int start = find("<item", 0, LONGEST_ITEM);
    if (start < 0) {
      return Optional.empty();
    }
    buffer.delete(0, start);
    int end = end();
    if (end >= 0) {
      String xml = buffer.substring(0, end);
      buffer.delete(0, end);
      return Optional.of(new Next.Item(xml));
    }
    if (buffer.length() < LONGEST_ITEM) {
      buffer.setLength(0);
      return Optional.of(new Next.Broken("the file ends in the middle of this item"));
    }
    skipItem();
    return Optional.of(
        new Next.Broken("longer than %d million characters".formatted(LONGEST_ITEM >> 20)));
  }

  /** Where the item at the start of the buffer ends; what stands in CDATA does not count. */
  private int end() throws IOException {
    int from = 0;
    while (true) {
      int close = find("</item>", from, LONGEST_ITEM);
      int data = buffer.indexOf("<![CDATA[", from);
      if (data >= 0 && (close < 0 || data < close)) {
        int dataEnd = find("]]>", data, LONGEST_ITEM);
        if (dataEnd < 0) {
          return close < 0 ? -1 : close + "</item>".length();
        }
        from = dataEnd + 3;
      } else {
        return close < 0 ? -1 : close + "</item>".length();
      }
    }
  }

  private void skipItem() throws IOException {
    int end = -1;
    while (end < 0 && !(ended && buffer.isEmpty())) {
      end = buffer.indexOf("</item>");
      buffer.delete(0, end < 0 ? Math.max(0, buffer.length() - "</item>".length()) : end);
      if (end < 0 && !fill()) {
        buffer.setLength(0);
      }
    }
  }

  /** Looks for a text, reading on as far as needed but not past {@code most} characters. */
  private int find(String text, int from, int most) throws IOException {
    int searched = from;
    while (true) {
      int at = buffer.indexOf(text, searched);
      if (at >= 0) {
        return at;
      }
      searched = Math.max(from, buffer.length() - text.length());
      if (buffer.length() >= most || !fill()) {
        return -1;
      }
    }
  }

  private boolean fill() throws IOException {
    int count = ended ? -1 : reader.read(block);
    if (count < 0) {
      ended = true;
      return false;
    }
    buffer.append(block, 0, count);
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
