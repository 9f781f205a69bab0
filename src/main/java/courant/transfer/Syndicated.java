package courant.transfer;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a post was taken from, as the syndication plug-ins of WordPress note it down. */
final class Syndicated {
  private static final List<String> NAMES =
      List.of(
          "syndication_source",
          "wpe_sourcename",
          "source_name",
          "original_source_name",
          "publisher_name");
  private static final List<String> ADDRESSES =
      List.of(
          "syndication_permalink",
          "syndication_source_url",
          "syndication_item_url",
          "wpe_sourcepermalink",
          "original_source_url",
          "original_source",
          "source_url",
          "_source_url",
          "syndication_source_uri",
          "_yoast_wpseo_canonical",
          "rank_math_canonical_url",
          "_aioseop_custom_link");

  private Syndicated() {}

  /** The publication's name; its host where only an address is known; empty if it is our own. */
  static String source(Map<String, String> meta) {
    Optional<String> named =
        NAMES.stream()
            .map(key -> meta.getOrDefault(key, ""))
            .filter(name -> !name.isBlank())
            .findFirst();
    return named.map(WordPressExport::plain).orElseGet(() -> host(address(meta)));
  }

  /** The original's address; empty if unknown. */
  static String address(Map<String, String> meta) {
    return ADDRESSES.stream()
        .map(key -> meta.getOrDefault(key, ""))
        .filter(value -> value.matches("https?://\\S+"))
        .findFirst()
        .orElse("");
  }

  static String host(String address) {
    try {
      String host = address.isEmpty() ? null : URI.create(address).getHost();
      return host == null ? "" : host.replaceFirst("^www\\.", "");
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
