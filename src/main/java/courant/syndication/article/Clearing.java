package courant.syndication.article;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Takes out of a page, before its text is looked for, what cannot be of the article. */
final class Clearing {
  /** How much is taken for furniture. */
  enum Strictness {
    /** All that its names call so. */
    NAMES,
    /** Only what its names leave no doubt about, or its element. */
    CERTAIN,
    /** Only what nobody sees. */
    HIDDEN
  }

  private static final String CODE =
      "script, style, link, meta, template, noscript, object, embed, button, input, select, textarea, option, datalist, "
          + "dialog, canvas, svg, map, amp-ad, amp-sidebar, amp-analytics, amp-consent, amp-social-share, amp-embed, ins.adsbygoogle";
  private static final String HIDDEN =
      "[hidden], [aria-hidden=true], [style*=display], [style*=visibility]";
  private static final Pattern INVISIBLE =
      Pattern.compile("(?i)(?:^|[;\\s])(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)");
  private static final String ELEMENTS =
      "nav, aside, footer, menu, [role=navigation], [role=complementary], [role=contentinfo], [role=banner], [role=dialog], "
          + "[role=alertdialog], [role=search], [role=menu], [role=menubar], [role=toolbar], [role=tablist], [aria-modal=true]";
  private static final String HOLDS_ARTICLE =
      "h1, article, main, [role=main], [itemprop=articleBody]";

  /** What holds more of a page's prose is no furniture, whatever its names say. */
  private static final double TOO_MUCH = 0.35;

  private static final String HEADINGS = "h2, h3, h4, h5, h6";
  private static final String LINKED_HEADINGS =
      ":is(h2, h3, h4, h5, h6):has(a[href]), a[href] :is(h2, h3, h4, h5, h6)";
  private static final int ROW = 3;
  private static final int TEASER = 400;

  private final Document page;
  private final String headline;

  private Clearing(Document page, String headline) {
    this.page = page;
    this.headline = headline;
  }

  static void clear(Document page, Strictness strictness, String headline) {
    Clearing clearing = new Clearing(page, headline);
    page.body().select(CODE).remove();
    clearing.removeHidden();
    if (strictness != Strictness.HIDDEN) {
      clearing.removeElements();
      clearing.removeNamed(strictness);
      clearing.removeTeasers();
    }
  }

  private void removeHidden() {
    Masses masses = Masses.under(page.body());
    double all = masses.of(page.body()).prose();
    for (Element element : page.body().select(HIDDEN)) {
      boolean hidden =
          INVISIBLE.matcher(element.attr("style")).find()
              || element.hasAttr("hidden") && !element.attr("hidden").equals("until-found")
              || element.attr("aria-hidden").equals("true")
                  && element.selectFirst("img, math") == null;
      // A page that a script uncovers hides everything.
      if (hidden && masses.of(element).prose() <= all * 0.8) {
        element.remove();
      }
    }
  }

  private void removeElements() {
    Masses masses = Masses.under(page.body());
    double all = masses.of(page.body()).prose();
    for (Element element : page.body().select(ELEMENTS)) {
      boolean quotes =
          element.nameIs("aside")
              && element.selectFirst("blockquote") != null
              && Masses.isInline(element);
      if (!quotes && !holdsArticle(element) && masses.of(element).prose() < all * 0.6) {
        element.remove();
      }
    }
  }

  private void removeNamed(Strictness strictness) {
    Masses masses = Masses.under(page.body());
    double all = masses.of(page.body()).prose();
    List<Element> named =
        page.body().select("*[class], *[id]").stream().filter(e -> e.parent() != null).toList();
    for (Element element : named) {
      boolean goes =
          switch (Names.of(element)) {
            case FOREIGN -> !holdsArticle(element);
            case FURNITURE ->
                strictness == Strictness.NAMES
                    && masses.of(element).prose() < all * TOO_MUCH
                    && !holdsArticle(element)
                    && !(Names.sayContent(element) && masses.of(element).paragraphs() > 2);
            case NEUTRAL, CONTENT -> false;
          };
      if (goes && !element.is("figure, figcaption, table, pre, img")) {
        element.remove();
      }
    }
  }

  /** Other stories: three or more alike in a row, each short and with a heading that is a link. */
  private void removeTeasers() {
    Masses masses = Masses.under(page.body());
    Rows rows = new Rows();
    for (Element heading : page.body().select(LINKED_HEADINGS)) {
      Element card = heading;
      while (card.parent() instanceof Element parent
          && !parent.nameIs("body")
          && rows.of(card).size() < ROW
          && masses.of(parent).text() < TEASER) {
        card = parent;
      }
      List<Element> row = rows.of(card);
      if (row.size() >= ROW
          && rows.isNew(row)
          && !Masses.isInline(card)
          && row.stream()
              .allMatch(e -> masses.of(e).text() < TEASER && e.selectFirst("a[href]") != null)
          && !card.is(HEADINGS)) {
        Rows.remove(row);
      }
    }
  }

  private boolean holdsArticle(Element element) {
    Element sign = element.selectFirst(HOLDS_ARTICLE);
    return sign != null
        && element.select(HOLDS_ARTICLE).stream()
            .anyMatch(
                e ->
                    !e.nameIs("h1") ? e.select("p").size() > 1 : Headline.same(e.text(), headline));
  }
}
