package courant.syndication.article;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Finds the part of a page that is the article. Every paragraph lends weight to what it stands in;
 * text weighs by its length and its commas, links weigh nothing. The heaviest element wins, with
 * the siblings that are of its kind.
 */
final class Body {
  private static final Pattern FURNITURE =
      Pattern.compile(
          "(?i)(^|[\\s_-])(ad|ads|advert\\w*|banner|breadcrumbs?|combx|comments?|community|consent|cookies?|disqus|extra|footer|gdpr|header|legends|menu|modal|more-?stories|nav\\w*|newsletter\\w*|outbrain|pager|pagination|popup|promo\\w*|recommend\\w*|related\\w*|remark|replies|rss|share\\w*|sharing|shoutbox|sidebar|skyscraper|social\\w*|sponsor\\w*|subscribe\\w*|taboola|tags|tools|widget)([\\s_-]|$)");
  private static final Pattern CONTENT =
      Pattern.compile(
          "(?i)article|body|content|column|entry|hentry|main|page|post|shadow|story|text");
  private static final String NEVER =
      "script, style, template, noscript, iframe, object, embed, form, button, input, select, textarea, dialog, [hidden], [aria-hidden=true], [style~=(?i)display:\\s*none]";
  private static final String BY_ELEMENT =
      "nav, aside, footer, [role=navigation], [role=complementary], [role=banner], [role=dialog], [role=search]";
  private static final int SHORTEST = 25;

  /** How far up a paragraph lends its weight, and what of it is left with each step. */
  private static final int REACH = 5;

  private static final double FADING = 0.6;

  private final Document page;
  private final Map<Element, Double> weights = new IdentityHashMap<>();

  private Body(Document page) {
    this.page = page;
  }

  /** The article's HTML, not sanitised; its own headline is left out. */
  static String find(Document page, Strictness strictness, String headline) {
    Body body = new Body(page);
    body.showLazyPictures();
    body.removeFurniture(strictness);
    if (strictness == Strictness.NOTHING) {
      return page.body().html();
    }
    body.weigh();
    return body.heaviest(headline);
  }

  private void showLazyPictures() {
    for (Element picture : page.select("img")) {
      for (String lazy :
          new String[] {"data-src", "data-original", "data-lazy-src", "data-srcset"}) {
        if (picture.hasAttr(lazy)
            && (picture.attr("src").isEmpty() || picture.attr("src").startsWith("data:"))) {
          picture.attr(lazy.endsWith("srcset") ? "srcset" : "src", picture.attr(lazy));
        }
      }
    }
  }

  private void removeFurniture(Strictness strictness) {
    page.select(NEVER).remove();
    if (strictness == Strictness.NOTHING) {
      return;
    }
    page.select(BY_ELEMENT).stream()
        .filter(element -> element.selectFirst("article, [itemprop=articleBody]") == null)
        .toList()
        .forEach(Element::remove);
    if (strictness == Strictness.NAMES) {
      for (Element element : page.body().select("*")) {
        String names = element.className() + " " + element.id();
        boolean keeps =
            element.is("body, article, main, a, figure, table")
                || element.selectFirst("article, main, [itemprop=articleBody]") != null;
        if (!keeps
            && FURNITURE.matcher(names).find()
            && !(CONTENT.matcher(names).find()
                && linkShare(element) < 0.3
                && element.text().length() > 500)) {
          element.remove();
        }
      }
    }
  }

  private void weigh() {
    for (Element block : page.body().select("p, pre, td, blockquote, section > div, div")) {
      String text = block.is("div") ? block.ownText() : block.text();
      if (text.length() >= SHORTEST) {
        double weight =
            1
                + text.chars().filter(c -> c == ',' || c == '،' || c == '、' || c == '，').count()
                + Math.min(text.length() / 100.0, 3);
        Element holder = block.is("div") ? block : block.parent();
        double share = 1;
        for (int up = 1; holder != null && up <= REACH; up++, holder = holder.parent()) {
          weights.merge(holder, weight * share, Double::sum);
          share *= FADING;
        }
      }
    }
    weights.replaceAll((element, weight) -> (weight + bonus(element)) * (1 - linkShare(element)));
  }

  private static double bonus(Element element) {
    if (element.is("article, [itemprop=articleBody], main")) {
      return 25;
    }
    String names = element.className() + " " + element.id();
    return (CONTENT.matcher(names).find() ? 15 : 0) - (FURNITURE.matcher(names).find() ? 25 : 0);
  }

  static double linkShare(Element element) {
    int all = element.text().length();
    int linked =
        element.select("a[href]:not([href^=#])").stream()
            .mapToInt(link -> link.text().length())
            .sum();
    return all == 0 ? 0 : Math.min(1, (double) linked / all);
  }

  private String heaviest(String headline) {
    Element top =
        weights.entrySet().stream()
            .max(Comparator.comparingDouble(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse(page.body());
    Element whole = top;
    for (Element up = top.parent(); up != null && !up.is("html"); up = up.parent()) {
      boolean holdsOthers =
          weights.getOrDefault(up, 0.0) > weights.getOrDefault(whole, 0.0) * 0.75
              && linkShare(up) < 0.35;
      if (!holdsOthers) {
        break;
      }
      whole = up;
    }
    StringBuilder html = new StringBuilder();
    double enough = Math.max(10, weights.getOrDefault(whole, 0.0) * 0.2);
    List<Element> siblings =
        whole.parent() == null || whole.is("body")
            ? List.of(whole)
            : List.copyOf(whole.parent().children());
    for (Element sibling : siblings) {
      if (sibling == whole
          || weights.getOrDefault(sibling, 0.0) >= enough
          || isParagraph(sibling)) {
        tidy(sibling, headline);
        html.append(sibling.outerHtml());
      }
    }
    return html.toString();
  }

  private static boolean isParagraph(Element element) {
    return element.is("p") && element.text().length() > 80 && linkShare(element) < 0.25;
  }

  /** Takes out of the article what only looks as if it were of it. */
  private static void tidy(Element article, String headline) {
    for (Element head : article.select("h1, h2")) {
      if (head.text().strip().equalsIgnoreCase(headline.strip())) {
        head.remove();
      }
    }
    for (Element part : article.select("ul, ol, div, section, table, header")) {
      boolean prose =
          part.text().length() > 400
              || part.selectFirst("pre, blockquote, figure, img, td > p") != null;
      if (part != article
          && !prose
          && !part.text().isEmpty()
          && linkShare(part) > 0.5
          && part.selectFirst("p") == null) {
        part.remove();
      }
    }
    article.select("div, section, p, span, ul, ol").stream()
        .filter(
            part ->
                part.text().isBlank()
                    && part.selectFirst("img, picture, video, audio, hr, br") == null)
        .toList()
        .forEach(Element::remove);
  }
}
