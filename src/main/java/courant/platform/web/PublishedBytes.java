package courant.platform.web;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
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

/**
 * A response made ready to be answered many times: compressed once, its header fields encoded once.
 * Immutable.
 */
final class PublishedBytes {
  private static final int BROTLI_QUALITY = 6;
  private static final int NOT_WORTH_COMPRESSING = 860;
  private static final boolean BROTLI = Brotli4jLoader.isAvailable();

  final int status;
  final AsciiString etag;
  final AsciiString lastModified;
  final Variant plain;
  final Variant gzip;
  final Variant brotli;

  /** One encoding of the bytes. */
  record Variant(Buffer body, CharSequence[] fields) {}

  /**
   * @param kept whether it will be answered many times, which pays for the best compression
   */
  PublishedBytes(Response response, List<Map.Entry<String, String>> always, boolean kept) {
    status = response.status();
    etag = new AsciiString("W/\"" + digest(response.body()) + "\"");
    lastModified =
        response.changed().equals(Instant.EPOCH)
            ? AsciiString.EMPTY_STRING
            : new AsciiString(httpDate(response.changed()));
    plain = variant(response, always, response.body(), "");
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
    return 2_000 + plain.body().length() + gzip.body().length() + brotli.body().length();
  }

  /** The smallest variant that the reader's {@code Accept-Encoding} takes. */
  Variant variantFor(String acceptEncoding) {
    if (acceptEncoding == null) {
      return plain;
    }
    if (acceptEncoding.contains("br") && !acceptEncoding.contains("br;q=0")) {
      return brotli;
    }
    return acceptEncoding.contains("gzip") && !acceptEncoding.contains("gzip;q=0") ? gzip : plain;
  }

  /** RFC 9110, 13.2.2: the tag counts, the date only where there is no tag. */
  boolean unchangedFor(String ifNoneMatch, String ifModifiedSince) {
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
    put(fields, "etag", etag.toString());
    put(fields, "last-modified", lastModified.toString());
    put(fields, "content-encoding", encoding);
    put(fields, "vary", "accept-encoding");
    if (response.headers().stream()
        .noneMatch(header -> header.getKey().equalsIgnoreCase("cache-control"))) {
      put(fields, "cache-control", "no-cache");
    }
    response.headers().forEach(header -> put(fields, header.getKey(), header.getValue()));
    always.forEach(header -> put(fields, header.getKey(), header.getValue()));
    return new Variant(Buffer.buffer(body), fields.toArray(CharSequence[]::new));
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
