package courant.syndication.wire;

import courant.syndication.feed.Controls;
import courant.syndication.feed.Decoded;
import courant.syndication.feed.Faults;
import courant.syndication.feed.FeedDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads what wire services send: ninjs 1 to 3, NITF 3 and NewsML-G2 of the IPTC. It never throws
 * for what the far side wrote. No entity is expanded or loaded beyond HTML's own; size, depth and
 * number of items are bounded.
 */
public final class WireReader {
  /** Larger documents are refused; in bytes. */
  public static final int MAX_BYTES = 10 << 20;

  static final int MAX_ITEMS = 1_000;
  private static final int MAX_DEPTH = 100;
  private static final Pattern BASIC =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)?(Z|[+-]\\d\\d:?\\d\\d)?");

  private WireReader() {}

  /** What a document turned out to be. */
  public enum Format {
    NINJS,
    NITF,
    NEWSML_G2,
    NONE
  }

  /**
   * What was read.
   *
   * @param format {@link Format#NONE} if it is none of a wire service's; it may be a feed
   * @param faults what was wrong, in plain words
   */
  public record Dispatches(Format format, List<Wire> stories, List<String> faults) {}

  /**
   * Reads one document.
   *
   * @param contentType as it came with; may name the encoding
   */
  public static Dispatches read(byte[] bytes, @Nullable String contentType) {
    Faults faults = new Faults();
    if (bytes.length > MAX_BYTES) {
      faults.add("is larger than " + (MAX_BYTES >> 20) + " MB, and was not read");
      return new Dispatches(Format.NONE, List.of(), faults.list());
    }
    Decoded decoded = Decoded.of(bytes, contentType, faults);
    String text = Controls.removed(decoded, bytes, faults).strip();
    return text.startsWith("{") || text.startsWith("\uFEFF{")
        ? Ninjs.read(text.replaceFirst("^\uFEFF", ""), faults)
        : xml(text, faults);
  }

  private static Dispatches xml(String text, Faults faults) {
    Document document =
        Parser.xmlParser()
            .settings(ParseSettings.htmlDefault)
            .setMaxDepth(MAX_DEPTH)
            .parseInput(text, "");
    Optional<Element> nitf = WireXml.first(document, "nitf");
    List<Element> items = WireXml.all(document, "newsitem");
    if (!items.isEmpty()) {
      return new Dispatches(Format.NEWSML_G2, NewsMl.read(items, faults), faults.list());
    }
    return nitf.map(root -> new Dispatches(Format.NITF, Nitf.read(root, faults), faults.list()))
        .orElseGet(() -> new Dispatches(Format.NONE, List.of(), faults.list()));
  }

  /** A date as the IPTC's formats write it, in the extended or the basic form of ISO 8601. */
  static Optional<Instant> date(String given) {
    return FeedDate.read(extended(given.strip()));
  }

  private static String extended(String basic) {
    var match = BASIC.matcher(basic);
    if (!match.matches()) {
      return basic;
    }
    String seconds = match.group(6) == null ? "00" : match.group(6);
    String zone = match.group(7) == null ? "Z" : match.group(7);
    return "%s-%s-%sT%s:%s:%s%s"
        .formatted(
            match.group(1),
            match.group(2),
            match.group(3),
            match.group(4),
            match.group(5),
            seconds,
            zone);
  }

  /** A small number; 0 if it is none. */
  static int number(String text) {
    return text.strip().matches("\\d{1,9}") ? Integer.parseInt(text.strip()) : 0;
  }
}
