package courant.platform.html;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Tells what was never meant to be seen: pictures that report who reads, and hidden text. */
final class Beacon {
  private static final Set<String> DIMENSIONS = Set.of("0", "1", "0px", "1px");
  private static final Pattern INVISIBLE =
      Pattern.compile("(?:^|;)(?:display:none|visibility:hidden|opacity:0(?:\\.0*)?(?:;|$|!))");
  private static final Pattern TINY =
      Pattern.compile("(?:^|;)(?:max-)?(?:width|height):[01](?:\\.\\d*)?(?:px|pt|em)?(?:;|$|!)");

  /** Hosts and paths that only count; matched against an address in lower case. */
  private static final Pattern COUNTER =
      Pattern.compile(
          "//(?:[a-z0-9-]+\\.)*(?:2o7\\.net|2mdn\\.net|ad\\.doubleclick\\.net|bat\\.bing\\.com"
              + "|b\\.scorecardresearch\\.com|sb\\.scorecardresearch\\.com|chartbeat\\.net"
              + "|cmpgn\\.page|feedsportal\\.com|google-analytics\\.com|googletagmanager\\.com"
              + "|hits\\.theguardian\\.com|imrworldwide\\.com|mc\\.yandex\\.ru|moatads\\.com"
              + "|omtrdc\\.net|parsely\\.com|pixel\\.parsely\\.com|pixel\\.quantserve\\.com"
              + "|pixel\\.wp\\.com|pixel\\.facebook\\.com|statcounter\\.com|stats\\.wordpress\\.com"
              + "|vg0[1-9]\\.met\\.vgwort\\.de|met\\.vgwort\\.de|px\\.ads\\.linkedin\\.com"
              + "|analytics\\.twitter\\.com)(?:[:/?]|$)"
              + "|facebook\\.com/tr[/?]|/~r/[^/]+/~4/|/~4/[\\w-]+$"
              + "|/(?:matomo|piwik)\\.php\\?|/(?:b|g|__utm|pixel|spacer|blank|clear|1x1|tracking)\\.gif"
              + "|list-manage[0-9]*\\.com/track/|/track/open|/open\\.php\\?|/wf/open\\?"
              + "|counter\\.(?:theconversation|rambler|yadro)\\.|theconversation\\.com/content/\\d+/count"
              + "|/republication-tracker|[?&]republication-pixel");

  private Beacon() {}

  /** Whether an image is there to be requested rather than seen. */
  static boolean watches(Element image) {
    String style = style(image);
    return DIMENSIONS.contains(image.attr("width").strip())
        || DIMENSIONS.contains(image.attr("height").strip())
        || TINY.matcher(style).find()
        || isHidden(image)
        || counts(image.attr("src"));
  }

  private static boolean counts(String address) {
    return address.length() < 2048 && COUNTER.matcher(address.toLowerCase(Locale.ROOT)).find();
  }

  /** Whether an element is not shown; without its style it would be. */
  static boolean isHidden(Element element) {
    return element.attributesSize() > 0
        && (element.hasAttr("hidden") || INVISIBLE.matcher(style(element)).find());
  }

  /** The inline style without white space, in lower case; empty if there is none. */
  static String style(Element element) {
    String style = element.attributesSize() == 0 ? "" : element.attr("style");
    return style.isEmpty() || style.length() > 4096
        ? ""
        : style.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
  }
}
