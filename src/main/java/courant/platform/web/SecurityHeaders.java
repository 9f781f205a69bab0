package courant.platform.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Header fields that stand on every answer. */
final class SecurityHeaders {
  /**
   * Nothing inline runs; foreign pictures and sound may be shown, and frames of the providers that
   * {@code embed-providers.js} knows, which load when a reader asks for one.
   */
  private static final String POLICY = "content-security-policy";

  private static final String FRAMES =
      "https://www.youtube-nocookie.com https://player.vimeo.com https://geo.dailymotion.com"
          + " https://open.spotify.com https://w.soundcloud.com https://embed.ted.com"
          + " https://archive.org https://embed.documentcloud.org https://datawrapper.dwcdn.net"
          + " https://flo.uri.sh https://www.openstreetmap.org";

  static final List<Map.Entry<String, String>> ALL =
      List.of(
          Map.entry(
              POLICY,
              "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; media-src"
                  + " 'self' https: http:; frame-src 'self' "
                  + FRAMES
                  + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"),
          Map.entry("x-content-type-options", "nosniff"),
          Map.entry("referrer-policy", "strict-origin-when-cross-origin"),
          Map.entry(
              "permissions-policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
          Map.entry("cross-origin-opener-policy", "same-origin"));

  private static final List<Map.Entry<String, String>> ENCRYPTED =
      Stream.concat(
              ALL.stream(), Stream.of(Map.entry("strict-transport-security", "max-age=31536000")))
          .toList();

  private SecurityHeaders() {}

  /**
   * Those that a response does not set itself.
   *
   * @param site the public address; where that is encrypted, browsers are told to stay so (RFC
   *     6797)
   */
  static List<Map.Entry<String, String>> beside(Response response, URI site) {
    List<Map.Entry<String, String>> all = "https".equals(site.getScheme()) ? ENCRYPTED : ALL;
    return response.headers().stream().anyMatch(own -> own.getKey().equals(POLICY))
        ? all.stream().filter(header -> !header.getKey().equals(POLICY)).toList()
        : all;
  }
}
