package courant.transfer.wordpress;

import courant.transfer.exported.Part;
import courant.transfer.exported.UnreadableExport;
import courant.transfer.xml.PatientReader;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a WordPress export into its items without parsing it, so that a fault in one of them harms
 * no other and memory is bounded by the largest.
 */
final class ItemReader implements AutoCloseable {
  /** Longer items are passed over; the largest story ever seen in an export has a tenth. */
  private static final int LONGEST_ITEM = 16 << 20;

  private static final String CLOSE = "</item>";
  private static final String DATA = "<![CDATA[";
  private static final Pattern ENTITIES = Pattern.compile("<!ENTITY", Pattern.CASE_INSENSITIVE);

  private final Part part;
  private final PatientReader reader;
  private final StringBuilder buffer = new StringBuilder(1 << 16);
  private final char[] block = new char[1 << 16];
  private boolean ended;
  private boolean closed;
  private int start;

  /** What comes next. */
  sealed interface Next {
    /** An item's XML, whole as far as can be told. */
    record Item(String xml) implements Next {}

    /** One that is too long to be looked at. */
    record TooLong(String beginning) implements Next {}

    /** One that the file breaks off in; empty if it does behind the last. */
    record BrokenOff(String beginning) implements Next {}
  }

  ItemReader(Part part) throws IOException {
    this.part = part;
    this.reader = new PatientReader(part.open());
  }

  /**
   * All that stands before the first item, from {@code <rss} on, left open at its end.
   *
   * @throws UnreadableExport if the file is no RSS, or declares entities
   */
  String head() throws IOException {
    int item = findItem(0);
    String head = buffer.substring(0, item < 0 ? buffer.length() : item);
    if (ENTITIES.matcher(head).find()) {
      throw new UnreadableExport(
          part
              + ": declares XML entities of its own, as attacks do and WordPress never does; refused");
    }
    int rss = head.indexOf("<rss");
    if (rss < 0 || head.indexOf("<channel", rss) < 0) {
      throw UnreadableExport.unknown(part.toString());
    }
    if (item < 0 && !head.contains("</channel>")) {
      throw new UnreadableExport(part + ": the file breaks off before its first item");
    }
    start = item < 0 ? 0 : item;
    return head.substring(rss);
  }

  /** The next item, or why it is none; empty at the end. */
  Optional<Next> next() throws IOException {
    start = findItem(start);
    if (start < 0) {
      return atEnd();
    }
    buffer.delete(0, start);
    start = 0;
    int end = end();
    if (end >= 0) {
      start = end;
      return Optional.of(new Next.Item(buffer.substring(0, end)));
    }
    String beginning = buffer.substring(0, Math.min(buffer.length(), 4_096));
    if (ended) {
      start = buffer.length();
      closed = true;
      return Optional.of(new Next.BrokenOff(beginning));
    }
    return Optional.of(skip() ? new Next.TooLong(beginning) : new Next.BrokenOff(beginning));
  }

  private Optional<Next> atEnd() {
    boolean whole = closed || buffer.indexOf("</channel>") >= 0 || buffer.indexOf("</rss>") >= 0;
    start = buffer.length();
    closed = true;
    return whole ? Optional.empty() : Optional.of(new Next.BrokenOff(""));
  }

  /** The next {@code <item>} or {@code <item attribute…>}, and not {@code <items>}. */
  private int findItem(int from) throws IOException {
    int at = from;
    while (true) {
      at = find("<item", at);
      if (at < 0 || (available(at + 6) && "> \t\r\n/".indexOf(buffer.charAt(at + 5)) >= 0)) {
        return at;
      }
      at++;
    }
  }

  /**
   * Where the item at the start of the buffer ends: at its close, or where the next one opens if it
   * has none. What stands in CDATA does not count, unless the section was never closed: then it
   * holds an item's close, and ends in another element than it began.
   */
  private int end() throws IOException {
    Closes closes = new Closes();
    for (int at = find("<", 1); at >= 0; at = find("<", at + 1)) {
      if (starts(CLOSE, at)) {
        return at + CLOSE.length();
      }
      if (starts("<item>", at)) {
        return at;
      }
      if (starts(DATA, at)) {
        String element = elementBefore(at);
        int dataEnd = find("]]>", at);
        int inside = closes.after(at);
        boolean holdsClose = inside > 0 && (dataEnd < 0 || inside < dataEnd);
        if (holdsClose && (dataEnd < 0 || !goesOn(dataEnd + 3, element))) {
          return inside + CLOSE.length();
        }
        if (dataEnd < 0) {
          return -1;
        }
        at = dataEnd;
      }
    }
    return -1;
  }

  /** Name of the element whose start tag stands before a place. */
  private String elementBefore(int at) {
    int tag = buffer.lastIndexOf("<", at - 1);
    int end = tag + 1;
    while (end < at && "> \t\r\n".indexOf(buffer.charAt(end)) < 0) {
      end++;
    }
    return buffer.substring(tag + 1, end);
  }

  /** Whether what follows a CDATA section is what may follow one in that element. */
  private boolean goesOn(int from, String element) throws IOException {
    int next = find("<", from);
    return next >= 0 && (starts(DATA, next) || starts("</" + element, next));
  }

  /** Where items close, also inside CDATA; looks at each character of the buffer once. */
  private final class Closes {
    private int next = -1;
    private int searched;

    /** The first close from a place on that is in the buffer by now; -1 if none is. */
    int after(int from) {
      if (next < from) {
        next = buffer.indexOf(CLOSE, Math.max(from, searched));
        searched = Math.max(from, buffer.length() - CLOSE.length());
      }
      return next;
    }
  }

  private boolean starts(String text, int at) throws IOException {
    if (!available(at + text.length())) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (buffer.charAt(at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Passes over the rest of an item; false if the file ends first. */
  private boolean skip() throws IOException {
    while (true) {
      int end = buffer.indexOf(CLOSE);
      if (end >= 0) {
        start = end + CLOSE.length();
        return true;
      }
      buffer.delete(0, Math.max(0, buffer.length() - CLOSE.length()));
      if (!fill()) {
        start = buffer.length();
        closed = true;
        return false;
      }
    }
  }

  /** Looks for a text, reading on as far as needed but not past the longest item. */
  private int find(String text, int from) throws IOException {
    int searched = from;
    while (true) {
      int at = buffer.indexOf(text, searched);
      if (at >= 0) {
        return at;
      }
      searched = Math.max(from, buffer.length() - text.length() + 1);
      if (buffer.length() >= LONGEST_ITEM || !fill()) {
        return -1;
      }
    }
  }

  private boolean available(int length) throws IOException {
    while (buffer.length() < length) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    int count = ended ? -1 : reader.read(block, 0, block.length);
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
