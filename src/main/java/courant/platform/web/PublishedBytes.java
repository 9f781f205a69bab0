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
 * A response made ready to be answered many times: compressed once, its header fields encoded once.
 * Immutable.
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

  final AsciiString etag;
  final AsciiString lastModified;

  /** By what of a request it was chosen. */
  final AsciiString vary;

  final Variant plain;
  final Variant gzip;
  final Variant brotli;

  /** What a reader who has these bytes already is told, but for the date. */
  final byte[] unchangedHead;

  /**
   * One encoding of the bytes.
   *
   * @param fields names and values in turn
   * @param head status line and fields as they go over the wire, but for the date, which ends them
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and shared with no one who writes
  record Variant(byte[] bytes, CharSequence[] fields, byte[] head) {
    /** The same bytes, not a copy. */
    Buffer body() {
      return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }
  }

  /**
   * @param kept whether it will be answered many times, which pays for the best compression
   */
  PublishedBytes(Response response, List<Map.Entry<String, String>> always, boolean kept) {
    status = response.status();
    counted = response.counted();
    etag = new AsciiString("W/\"" + digest(response.body()) + "\"");
    lastModified =
        response.changed().equals(Instant.EPOCH)
            ? AsciiString.EMPTY_STRING
            : new AsciiString(httpDate(response.changed()));
    vary = new AsciiString(vary(response));
    plain = variant(response, always, response.body(), "");
    unchangedHead = head(304, List.of("etag", etag, "cache-control", "no-cache", "vary", vary));
    if (response.body().length < NOT_WORTH_COMPRESSING || !compressible(response.type())) {
      gzip = plain;
      brotli = plain;
    } else {
      gzip =
          variant(
              response,
              always,
              gzip(response.body(), kept ? Deflater.BEST_COMPRESSION : Deflater.BEST_SPEED),
              "gzip");
      brotli = BROTLI && kept ? variant(response, always, brotli(response.body()), "br") : gzip;
    }
  }

  /** Bytes of memory it holds, about. */
  int weight() {
    return 5_000 + plain.bytes().length + gzip.bytes().length + brotli.bytes().length;
  }

  /** The smallest variant that the reader's {@code Accept-Encoding} takes. */
  Variant variantFor(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return plain;
    }
    if (acceptEncoding.contains("br") && !acceptEncoding.contains("br;q=0")) {
      return brotli;
    }
    return acceptEncoding.contains("gzip") && !acceptEncoding.contains("gzip;q=0") ? gzip : plain;
  }

  /** RFC 9110, 13.2.2: the tag counts, the date only where there is no tag. */
  boolean unchangedFor(@Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
    if (ifNoneMatch != null) {
      return ifNoneMatch.equals("*") || ifNoneMatch.contains(etag.subSequence(2));
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
    return new Variant(body, fields.toArray(CharSequence[]::new), head(status, fields));
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

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 10);
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
