package courant.transfer.wordpress;

import courant.transfer.exported.Foreign;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a post was taken from, as the syndication plug-ins of WordPress note it down. */
final class Syndicated {
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  private static final List<String> NAMES =
      List.of(
          "syndication_source",
          "dt_original_site_name",
          "wpe_sourcename",
          "source_name",
          "original_source_name",
          "original_source",
          "publisher_name");
  private static final List<String> ADDRESSES =
      List.of(
          "syndication_permalink",
          "syndication_source_url",
          "syndication_item_url",
          "dt_original_post_url",
          "wprss_item_permalink",
          "feedzy_item_url",
          "wpe_sourcepermalink",
          "rss_pi_source_url",
          "original_source_url",
          "original_url",
          "original_source",
          "source_url",
          "_source_url",
          "canonical_url",
          "_yoast_wpseo_canonical",
          "rank_math_canonical_url",
          "_genesis_canonical_uri",
          "_aioseop_custom_link");

  private Syndicated() {}

  /** The publication's name; its host where only an address is known; empty if it is our own. */
  static String source(Map<String, String> meta) {
    return NAMES.stream()
        .map(key -> Foreign.plain(meta.getOrDefault(key, "")))
        .filter(name -> !name.isEmpty())
        .map(name -> isAddress(name) ? Foreign.host(name) : name)
        .findFirst()
        .orElseGet(() -> Foreign.host(address(meta)));
  }

  /** The original's address; empty if unknown. */
  static String address(Map<String, String> meta) {
    return ADDRESSES.stream()
        .map(key -> meta.getOrDefault(key, ""))
        .filter(Syndicated::isAddress)
        .findFirst()
        .orElse("");
  }

  private static boolean isAddress(String text) {
    return text.startsWith("http") && ADDRESS.matcher(text).matches();
  }
}
