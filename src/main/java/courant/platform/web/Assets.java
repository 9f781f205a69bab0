package courant.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Style sheets, scripts and icons: addresses carry a digest, so that browsers may keep them for
 * ever.
 */
public final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "xsl", "text/xsl; charset=utf-8",
          "woff2", "font/woff2");

  private static final Map<String, String> ADDRESSES = new ConcurrentHashMap<>();

  private Assets() {}

  /**
   * Where a file of {@code /assets} on the class path is served, such as {@code
   * /assets/page.1f2e3d4c.css}.
   */
  public static String address(String name) {
    return ADDRESSES.computeIfAbsent(
        name,
        _ -> {
          byte[] bytes =
              read(name).orElseThrow(() -> new IllegalArgumentException("no asset " + name));
          int dot = name.lastIndexOf('.');
          return "/assets/" + name.substring(0, dot) + "." + digest(bytes) + name.substring(dot);
        });
  }

  /** Serves {@code /assets/:name}. */
  public static Response serve(Request request) {
    String asked = request.part("name");
    String name = asked.replaceFirst("\\.[0-9a-f]{8}(?=\\.[a-z0-9]+$)", "");
    String ending = name.substring(name.lastIndexOf('.') + 1);
    boolean known = TYPES.containsKey(ending) && !name.contains("/") && !name.contains("..");
    Optional<byte[]> bytes = known ? read(name) : Optional.empty();
    if (bytes.isEmpty()) {
      return Response.empty(404);
    }
    boolean forEver = request.path().equals(address(name));
    return new Response(
            200,
            TYPES.getOrDefault(ending, ""),
            bytes.get(),
            List.of(),
            Set.of("asset"),
            Instant.EPOCH)
        .with("cache-control", forEver ? "public, max-age=31536000, immutable" : "no-cache");
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/assets/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
