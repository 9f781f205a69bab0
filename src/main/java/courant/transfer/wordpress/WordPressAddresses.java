package courant.transfer.wordpress;

import courant.transfer.xml.XmlNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses at which a post could be found on the old site. */
final class WordPressAddresses {
  private static final Pattern WEB = Pattern.compile("^https?://[^/?#]*([^?#]*)(\\?[^#]*)?");

  private WordPressAddresses() {}

  /**
   * Paths from the old site's root, with query if any; its short address comes last.
   *
   * @param numbered whether its number is its own
   */
  static List<String> of(XmlNode item, boolean numbered) {
    List<String> addresses = new ArrayList<>();
    String link = path(item.text("link"));
    if (!link.isEmpty() && !link.startsWith("/?")) {
      addresses.add(link);
      item.all("postmeta")
          .filter(pair -> pair.text("meta_key").equals("_wp_old_slug"))
          .map(pair -> Matcher.quoteReplacement(decoded(pair.text("meta_value"))))
          .forEach(slug -> addresses.add(link.replaceFirst("[^/]+(/?)$", slug + "$1")));
    }
    if (numbered && !item.text("post_id").isEmpty()) {
      addresses.add("/?p=" + item.text("post_id"));
    }
    return addresses.stream().distinct().toList();
  }

  private static String path(String link) {
    Matcher web = WEB.matcher(link);
    if (!web.find() || web.group(1).equals("/") && web.group(2) == null) {
      return "";
    }
    String path = web.group(1).isEmpty() ? "/" : decoded(web.group(1));
    return web.group(2) == null ? path : path + web.group(2);
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return path;
    }
  }
}
