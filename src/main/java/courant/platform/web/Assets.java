package courant.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Style sheets, scripts and icons: addresses carry a digest, so that browsers may keep them for
 * ever. Script modules name each other without a path ({@code from "prosemirror-model"}); what is
 * served has the addresses in these places, so that libraries are kept as they were released and
 * nothing needs to be bundled. Modules must not name each other in a circle.
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

  /** A module that is named alone, without a path. */
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^(import\\b[^;'\"]*?)(['\"])([a-z][\\w-]*)\\2");

  private record Asset(byte[] bytes, String address) {}

  private static final Map<String, Optional<Asset>> KNOWN = new ConcurrentHashMap<>();

  private Assets() {}

  /**
   * Where a file of {@code /assets} on the class path is served, such as {@code
   * /assets/page.1f2e3d4c.css}.
   */
  public static String address(String name) {
    return find(name)
        .map(Asset::address)
        .orElseThrow(() -> new IllegalArgumentException("no asset " + name));
  }

  /**
   * Every module that a module needs, by address, itself included: named in a page, they are
   * fetched at once instead of one after the other.
   */
  public static List<String> modules(String name) {
    Set<String> all = new LinkedHashSet<>();
    collect(name, all);
    return all.stream().map(Assets::address).toList();
  }

  private static void collect(String name, Set<String> all) {
    if (all.add(name)) {
      String source = new String(read(name).orElseThrow(), StandardCharsets.UTF_8);
      IMPORT
          .matcher(source)
          .results()
          .map(found -> found.group(3) + ".js")
          .forEach(other -> collect(other, all));
    }
  }

  /** Serves {@code /assets/:name}. */
  public static Response serve(Request request) {
    String asked = request.part("name");
    String name = asked.replaceFirst("\\.[0-9a-f]{8}(?=\\.[a-z0-9]+$)", "");
    String ending = name.substring(name.lastIndexOf('.') + 1);
    boolean known = TYPES.containsKey(ending) && !name.contains("/") && !name.contains("..");
    Optional<Asset> asset = known ? find(name) : Optional.empty();
    if (asset.isEmpty()) {
      return Response.empty(404);
    }
    boolean forEver = request.path().equals(asset.get().address());
    return new Response(
            200,
            TYPES.getOrDefault(ending, ""),
            asset.get().bytes(),
            List.of(),
            Set.of("asset"),
            Instant.EPOCH)
        .with("cache-control", forEver ? "public, max-age=31536000, immutable" : "no-cache");
  }

  private static Optional<Asset> find(String name) {
    Optional<Asset> known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    Optional<Asset> found = read(name).map(bytes -> asset(name, bytes));
    if (found.isPresent()) {
      KNOWN.put(name, found); // what strangers ask for in vain is not remembered
    }
    return found;
  }

  private static Asset asset(String name, byte[] read) {
    byte[] bytes = name.endsWith(".js") ? withAddresses(read) : read;
    int dot = name.lastIndexOf('.');
    return new Asset(
        bytes, "/assets/" + name.substring(0, dot) + "." + digest(bytes) + name.substring(dot));
  }

  private static byte[] withAddresses(byte[] script) {
    return IMPORT
        .matcher(new String(script, StandardCharsets.UTF_8))
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) + '"' + address(found.group(3) + ".js") + '"'))
        .getBytes(StandardCharsets.UTF_8);
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
