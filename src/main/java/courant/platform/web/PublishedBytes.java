package courant.platform.web;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A response made ready to be answered: one that is kept in every encoding and as it goes over the
 * wire, for all who will ask; any other for the one who did. Immutable.
 */
final class PublishedBytes {
  private static final int BROTLI_QUALITY = 6;
  private static final int NOT_WORTH_COMPRESSING = 860;
  static final String VARY = "vary";
  private static final String ENCODING = "accept-encoding";
  static final byte[] NOTHING = {};
  private static final boolean BROTLI = Brotli4jLoader.isAvailable();

  final int status;

  /** What an answer with it is counted as. */
  final Tallies.Subject counted;

  /** Empty where nobody may keep the answer, and so cannot ask whether it has changed. */
  final AsciiString etag;

  final AsciiString lastModified;

  /** By what of a request it was chosen. */
  final AsciiString vary;

  final Variant plain;
  final Variant gzip;
  final Variant brotli;

  /** What a reader who has these bytes already is told, but for the date; nothing if not kept. */
  final byte[] unchangedHead;

  /**
   * One encoding of the bytes.
   *
   * @param fields names and values in turn
   * @param head status line and fields as they go over the wire, but for the date, which ends them;
   *     nothing if not kept
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and shared with no one who writes
  record Variant(byte[] bytes, CharSequence[] fields, byte[] head) {
    Variant(byte[] bytes, CharSequence[] fields) {
      this(bytes, fields, NOTHING);
    }

    Variant onTheWire(int status) {
      return new Variant(bytes, fields, PublishedBytes.head(status, List.of(fields)));
    }

    /** The same bytes, not a copy. */
    Buffer body() {
      return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }
  }

  /** For all who will ask, with the best compression, for it pays. */
  static PublishedBytes kept(Response response, List<Map.Entry<String, String>> always) {
    return new PublishedBytes(response, always, true, null);
  }

  /**
   * For one request, in the one encoding it gets.
   *
   * @param acceptEncoding what it takes
   */
  static PublishedBytes once(
      Response response, List<Map.Entry<String, String>> always, @Nullable String acceptEncoding) {
    return new PublishedBytes(response, always, false, acceptEncoding);
  }

  private PublishedBytes(
      Response response,
      List<Map.Entry<String, String>> always,
      boolean kept,
      @Nullable String acceptEncoding) {
    status = response.status();
    counted = response.counted();
    etag = isStoredByNobody(response) ? AsciiString.EMPTY_STRING : tag(response.body());
    lastModified =
        response.changed().equals(Instant.EPOCH)
            ? AsciiString.EMPTY_STRING
            : new AsciiString(httpDate(response.changed()));
    vary = new AsciiString(vary(response));
    boolean compressed =
        response.body().length >= NOT_WORTH_COMPRESSING && compressible(response.type());
    if (kept) {
      unchangedHead = head(304, List.of("etag", etag, "cache-control", "no-cache", "vary", vary));
      plain = variant(response, always, response.body(), "").onTheWire(status);
      gzip =
          compressed
              ? variant(response, always, gzip(response.body(), Deflater.BEST_COMPRESSION), "gzip")
                  .onTheWire(status)
              : plain;
      brotli =
          compressed && BROTLI
              ? variant(response, always, brotli(response.body()), "br").onTheWire(status)
              : gzip;
    } else {
      unchangedHead = NOTHING;
      plain =
          compressed && takes(acceptEncoding, "gzip")
              ? variant(response, always, gzip(response.body(), Deflater.BEST_SPEED), "gzip")
              : variant(response, always, response.body(), "");
      gzip = plain;
      brotli = plain;
    }
  }

  /** So that there is nothing to ask after: whether it is the same is not worth working out. */
  private static boolean isStoredByNobody(Response response) {
    return response.headers().stream()
        .anyMatch(
            header ->
                header.getKey().equalsIgnoreCase("cache-control")
                    && header.getValue().contains("no-store"));
  }

  /** Bytes of memory it holds, about. */
  int weight() {
    return 5_000 + plain.bytes().length + gzip.bytes().length + brotli.bytes().length;
  }

  /** The smallest variant that the reader's {@code Accept-Encoding} takes. */
  Variant variantFor(@Nullable String acceptEncoding) {
    if (takes(acceptEncoding, "br")) {
      return brotli;
    }
    return takes(acceptEncoding, "gzip") ? gzip : plain;
  }

  private static boolean takes(@Nullable String acceptEncoding, String encoding) {
    return acceptEncoding != null
        && acceptEncoding.contains(encoding)
        && !acceptEncoding.contains(encoding + ";q=0");
  }

  /** RFC 9110, 13.2.2: the tag counts, the date only where there is no tag. */
  boolean unchangedFor(@Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
    if (ifNoneMatch != null) {
      return !etag.isEmpty()
          && (ifNoneMatch.equals("*") || ifNoneMatch.contains(etag.subSequence(2)));
    }
    return ifModifiedSince != null
        && !lastModified.isEmpty()
        && lastModified.contentEquals(ifModifiedSince);
  }

  private Variant variant(
      Response response, List<Map.Entry<String, String>> always, byte[] body, String encoding) {
    List<CharSequence> fields = new ArrayList<>();
    put(fields, "content-type", response.type());
    put(fields, "content-length", Integer.toString(body.length));
    if (!sets(response, "etag")) {
      put(fields, "etag", etag.toString());
    }
    put(fields, "last-modified", lastModified.toString());
    put(fields, "content-encoding", encoding);
    put(fields, "vary", vary.toString());
    if (!sets(response, "cache-control")) {
      put(fields, "cache-control", "no-cache");
    }
    response.headers().stream()
        .filter(header -> !header.getKey().equals(VARY))
        .forEach(header -> put(fields, header.getKey(), header.getValue()));
    always.stream()
        .filter(header -> !sets(response, header.getKey()))
        .forEach(header -> put(fields, header.getKey(), header.getValue()));
    return new Variant(body, fields.toArray(CharSequence[]::new));
  }

  private static String vary(Response response) {
    return response.headers().stream()
        .filter(header -> header.getKey().equals(VARY))
        .map(header -> header.getValue() + ", " + ENCODING)
        .findFirst()
        .orElse(ENCODING);
  }

  private static boolean sets(Response response, String name) {
    return response.headers().stream().anyMatch(header -> header.getKey().equalsIgnoreCase(name));
  }

  private static byte[] head(int status, List<? extends CharSequence> fields) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(HttpResponseStatus.valueOf(status)).append("\r\n");
    for (int i = 0; i < fields.size(); i += 2) {
      head.append(fields.get(i)).append(": ").append(fields.get(i + 1)).append("\r\n");
    }
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put(List<CharSequence> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.add(HttpHeaders.createOptimized(name));
      fields.add(HttpHeaders.createOptimized(value));
    }
  }

  static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME
        .format(instant.atOffset(ZoneOffset.UTC))
        .replaceFirst("^(\\w+, )(\\d )", "$10$2");
  }

  private static boolean compressible(String type) {
    return type.startsWith("text/")
        || type.contains("json")
        || type.contains("xml")
        || type.contains("javascript");
  }

  private static AsciiString tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return new AsciiString("W/\"" + HexFormat.of().formatHex(digest, 0, 10) + "\"");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] body, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3);
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(level);
          }
        }) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] brotli(byte[] body) {
    try {
      return Encoder.compress(body, new Encoder.Parameters().setQuality(BROTLI_QUALITY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its size before compression, for tests and figures. */
  @Override
  public String toString() {
    return "PublishedBytes[" + new String(etag.array(), StandardCharsets.US_ASCII) + "]";
  }
}
