package courant.syndication.article;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Pictures that a page keeps back until a script asks for them, as pictures. */
final class Pictures {
  private static final List<String> ADDRESSES =
      List.of(
          "data-src",
          "data-original",
          "data-lazy-src",
          "data-lazy",
          "data-orig-file",
          "data-hi-res-src",
          "data-image",
          "data-url");
  private static final List<String> CANDIDATES = List.of("data-srcset", "data-lazy-srcset");
  private static final String PICTURE = "(?i).*\\.(?:jpe?g|png|webp|gif|avif)(?:[?#].*)?";

  private Pictures() {}

  static void show(Element page) {
    page.select("amp-img, amp-anim").forEach(picture -> picture.tagName("img"));
    page.select("amp-youtube[data-videoid]").forEach(Pictures::film);
    page.select("noscript").forEach(Pictures::takeOut);
    for (Element picture : page.select("img, picture source")) {
      if (picture.nameIs("img") && isStandIn(picture.attr("src"))) {
        move(picture, ADDRESSES, "src");
      }
      if (picture.attr("srcset").isEmpty() || picture.attr("srcset").startsWith("data:")) {
        move(picture, CANDIDATES, "srcset");
      }
    }
  }

  private static void film(Element film) {
    film.tagName("iframe");
    film.attr("src", "https://www.youtube.com/embed/" + film.attr("data-videoid"));
  }

  /** What readers without scripts see is the picture itself; the stand-in before it goes. */
  private static void takeOut(Element noscript) {
    String html = noscript.childrenSize() > 0 ? noscript.html() : noscript.wholeText();
    if (!html.contains("<img")) {
      return;
    }
    Element picture = Jsoup.parseBodyFragment(html, noscript.baseUri()).selectFirst("img[src]");
    if (picture == null || isBeacon(picture)) {
      return;
    }
    Element before = noscript.previousElementSibling();
    if (before != null && before.nameIs("img")) {
      before.remove();
    } else if (before != null && before.hasText()) {
      return;
    }
    noscript.replaceWith(picture);
  }

  private static boolean isBeacon(Element picture) {
    return picture.attr("width").matches("[01]") || picture.attr("height").matches("[01]");
  }

  private static boolean isStandIn(String address) {
    return address.isEmpty()
        || address.startsWith("data:")
        || address.startsWith("about:")
        || address.matches(
            "(?i).*(?:blank|placeholder|spacer|transparent|lazy|loading|1x1|pixel)[\\w.-]*\\.(?:gif|png|svg|jpe?g).*");
  }

  private static void move(Element picture, List<String> from, String to) {
    from.stream()
        .map(picture::attr)
        .filter(
            value ->
                !value.isBlank()
                    && (to.equals("srcset")
                        || value.startsWith("http")
                        || value.startsWith("/")
                        || value.matches(PICTURE)))
        .findFirst()
        .ifPresent(value -> picture.attr(to, value));
  }
}
