package courant.platform.html;

import java.util.List;
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
      Pattern.compile(
          "(?:^|;)(?:max-)?(?:width|height):(?:[01](?:\\.\\d*)?(?:px|pt)?|0(?:\\.0*)?em)(?:;|$|!)");

  /** Sites whose pictures only count; so do those of all sites below them. */
  private static final Set<String> COUNTERS =
      Set.of(
          "2o7.net",
          "ad.doubleclick.net",
          "analytics.twitter.com",
          "bat.bing.com",
          "b.scorecardresearch.com",
          "chartbeat.net",
          "counter.theconversation.com",
          "counter.yadro.ru",
          "counter.rambler.ru",
          "feedsportal.com",
          "google-analytics.com",
          "googletagmanager.com",
          "hits.theguardian.com",
          "imrworldwide.com",
          "mc.yandex.ru",
          "met.vgwort.de",
          "moatads.com",
          "omtrdc.net",
          "parsely.com",
          "pixel.facebook.com",
          "pixel.quantserve.com",
          "pixel.wp.com",
          "px.ads.linkedin.com",
          "sb.scorecardresearch.com",
          "statcounter.com",
          "stats.wordpress.com",
          "top-fwz1.mail.ru");

  private static final List<String> COUNTING_PATHS =
      List.of(
          "facebook.com/tr?",
          "facebook.com/tr/",
          "/~4/",
          "/matomo.php?",
          "/piwik.php?",
          "/__utm.gif",
          "/1x1.gif",
          "/b.gif",
          "/blank.gif",
          "/clear.gif",
          "/g.gif",
          "/pixel.gif",
          "/spacer.gif",
          "/tracking.gif",
          "/transparent.gif",
          "list-manage.com/track/",
          "/track/open",
          "/open.php?",
          "/wf/open?",
          "republication-pixel");

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

  private static boolean counts(String raw) {
    String address = raw.length() > 2048 ? "" : raw.toLowerCase(Locale.ROOT);
    int start = address.indexOf("//") + 2;
    int end = start;
    while (end < address.length() && "/:?#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    String site = start < 2 ? "" : address.substring(start, end);
    while (!site.isEmpty() && !COUNTERS.contains(site)) {
      site = site.substring(site.indexOf('.') + 1 == 0 ? site.length() : site.indexOf('.') + 1);
    }
    return !site.isEmpty() || COUNTING_PATHS.stream().anyMatch(address::contains);
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
        : Words.squeeze(style.toLowerCase(Locale.ROOT));
  }
}
