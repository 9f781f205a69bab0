package courant.syndication.feed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads partners' feeds: RSS 0.90 to 2.0, Atom 0.3 and 1.0, JSON Feed, CDF and sitemaps,
 * well-formed or not. It never throws for what the far side wrote; what is wrong is told in {@link
 * Feed#faults()}. Memory is bounded by size, depth and number of elements.
 */
public final class FeedReader {
  /** Larger documents are refused, before and after unpacking; in bytes. */
  public static final int MAX_BYTES = 50 << 20;

  private final InstantSource clock;
  private final int most;

  /**
   * Makes a reader.
   *
   * @param clock tells which dates lie in the future
   */
  public FeedReader(InstantSource clock) {
    this(clock, MAX_BYTES);
  }

  /** A reader that refuses what is larger, before and after unpacking; in bytes. */
  public FeedReader(InstantSource clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /**
   * Reads one document.
   *
   * @param bytes the body as received; may still be packed with gzip
   * @param contentType the {@code Content-Type} header, if there was one
   * @param address where it was found, against which relative addresses are resolved
   */
  public Feed read(byte[] bytes, @Nullable String contentType, @Nullable URI address) {
    Faults faults = new Faults();
    byte[] plain = isGzip(bytes) && bytes.length <= most ? unpack(bytes, faults) : bytes;
    if (plain.length > most) {
      faults.add("is larger than " + (most >> 20) + " MB, and was not read");
      return Feed.none(StandardCharsets.UTF_8, faults);
    }
    Decoded decoded = Decoded.of(plain, contentType, faults);
    String text = Controls.removed(decoded, plain, faults);
    int start = start(text);
    if (start == text.length()) {
      faults.add("is empty");
      return Feed.none(decoded.charset(), faults);
    }
    return text.charAt(start) == '{'
        ? JsonFeed.read(text, decoded.charset(), address, clock.instant(), faults)
        : XmlFeed.read(text, decoded, address, clock.instant(), faults);
  }

  private static int start(String text) {
    int at = 0;
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF')) {
      at++;
    }
    return at;
  }

  /** Whether a body is a packed file; what it unfolds into is not known yet. */
  public static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  /** Gives one byte more than is allowed if there is more, and what came before a break. */
  private byte[] unpack(byte[] packed, Faults faults) {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(4L * packed.length, most));
    byte[] buffer = new byte[1 << 16];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      for (int n = in.read(buffer); n >= 0 && out.size() <= most; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      faults.add("is packed with gzip, and broken");
    }
    return out.toByteArray();
  }
}
