package courant.transfer.exported;

import courant.platform.web.Slug;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** What other systems write in their ways, in ours. */
public final class Foreign {
  private static final Pattern HOST = Pattern.compile("^https?://(?:[^/?#@]*@)?([^/?#:@]+)");

  private Foreign() {}

  /** A slug of ours for one of theirs; WordPress keeps other scripts percent-encoded. */
  public static Slug slug(String theirs) {
    try {
      return Slug.of(
          theirs.contains("%")
              ? URLDecoder.decode(theirs.replace("+", "%2B"), StandardCharsets.UTF_8)
              : theirs);
    } catch (IllegalArgumentException _) {
      return Slug.of(theirs);
    }
  }

  /** Plain text: titles and names hold entities and, now and then, markup. */
  public static String plain(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
      return text.strip();
    }
    return Jsoup.parseBodyFragment(text).text().strip();
  }

  /** The host of an address without {@code www.}; empty if it has none. */
  public static String host(String address) {
    Matcher host = HOST.matcher(address);
    return host.find() ? host.group(1).toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "") : "";
  }
}
