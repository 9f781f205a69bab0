package courant.syndication.article;

import courant.syndication.feed.FeedDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Takes out of a found article what stands among its paragraphs and is none of them. */
final class Tidying {
  private static final String CONTAINERS =
      "div, section, ul, ol, dl, table, header, footer, aside, form, fieldset, article";
  private static final String BLOCKS =
      "p, div, li, h1, h2, h3, h4, h5, h6, span, a, strong, em, dt, dd, figcaption, footer, header, td, section, aside, small, address, ul, time";
  private static final String THINGS =
      "img, picture, video, audio, iframe, amp-video, hr, pre, code, blockquote, math, table";
  private static final String HEADINGS = "h1, h2, h3, h4, h5, h6";
  private static final int FIRST_LINES = 8;

  /** No article has more, and each takes a look at all that follow. */
  private static final int MOST_HEADINGS = 1_000;

  private static final Set<String> CELLS = Set.of("td", "th");

  private final Element article;
  private final String headline;
  private final String byline;

  private Tidying(Element article, Evidence evidence) {
    this.article = article;
    this.headline = evidence.headline();
    this.byline = evidence.authors().isEmpty() ? "" : evidence.authors().getFirst();
  }

  /**
   * Tidies in place.
   *
   * @param article one element around all parts of the article
   */
  static void tidy(Element article, Evidence evidence) {
    Tidying tidying = new Tidying(article, evidence);
    tidying.removePhrases();
    tidying.removeOwnHeadline();
    tidying.removeLinked();
    tidying.removeSignature();
    tidying.unwrapLayout();
    tidying.removeEmpty();
    tidying.removeLooseHeadings();
  }

  private void removePhrases() {
    List<Element> gone = new ArrayList<>();
    for (Element block : article.select(BLOCKS)) {
      boolean line = !Masses.isInline(block) || standsAlone(block);
      if (line
          && block.parent() != null
          && Phrases.isFurniture(block.text())
          && block.selectFirst("img, blockquote, pre, figure, table") == null) {
        addWithTheirList(gone, block);
      }
    }
    Rows.remove(gone);
  }

  /** An inline element that is all its line has. */
  private static boolean standsAlone(Element inline) {
    Node before = inline.previousSibling();
    Node after = inline.nextSibling();
    return isBreak(before)
        && isBreak(after)
        && inline.parent() != null
        && !Masses.isInline(inline.parent());
  }

  private static boolean isBreak(@Nullable Node node) {
    return switch (node) {
      case null -> true;
      case TextNode text -> text.isBlank();
      case Element element -> element.nameIs("br") || !Masses.isInline(element);
      default -> true;
    };
  }

  /** What is announced as related goes with its announcement. */
  private static void addWithTheirList(List<Element> gone, Element line) {
    Element next = line.nextElementSibling();
    if (next != null
        && next.is("ul, ol")
        && line.is(HEADINGS + ", p, strong, div")
        && Masses.whole(next).linkShare() > 0.5) {
      gone.add(next);
    }
    gone.add(line);
  }

  private void removeOwnHeadline() {
    for (Element heading : article.select("h1, h2, h3, p, div, font, b, strong, span")) {
      if (heading != article && Headline.same(heading.text(), headline)) {
        heading.remove();
      }
    }
  }

  /** Lists of links, bars of buttons and teasers for other stories. */
  private void removeLinked() {
    Masses masses = Masses.under(article);
    List<Element> gone = new ArrayList<>();
    for (Element part : article.select(CONTAINERS)) {
      Masses.Mass mass = masses.of(part);
      boolean keeps =
          mass.text() == 0
              || mass.prose() > 150
              || part.selectFirst("pre, blockquote, figure, math") != null;
      if (part == article || keeps) {
        continue;
      }
      double limit = part.is("ul, ol, dl, table") ? 0.66 : 0.45;
      if (mass.linkShare() > limit && !isInText(part)) {
        gone.add(part);
      }
    }
    Rows.remove(gone);
  }

  /** A list of links that a sentence announces is of the text. */
  private static boolean isInText(Element part) {
    Element before = part.previousElementSibling();
    Element after = part.nextElementSibling();
    return part.is("ul, ol, dl, table")
            && before != null
            && before.nameIs("p")
            && (before.text().endsWith(":")
                || (after != null && after.nameIs("p") && after.text().length() > 80))
        || CELLS.contains(part.parent() == null ? "" : part.parent().normalName());
  }

  /** Who wrote it and when is told elsewhere. */
  private void removeSignature() {
    article.select("p, div, span, font, time, address, h2, h3, h4, h5, h6, li").stream()
        .filter(line -> !line.text().isBlank())
        .limit(FIRST_LINES * 3L)
        .filter(line -> isSignature(line.text()))
        .toList()
        .forEach(Element::remove);
  }

  private boolean isSignature(String text) {
    if (text.length() < 50
        && text.matches(".*(?:19|20)\\d\\d.*")
        && FeedDate.read(text).isPresent()) {
      return true;
    }
    if (text.length() > 120 || byline.isEmpty()) {
      return false;
    }
    String rest = text.replace(byline, "");
    return rest.length() < text.length()
        && rest.replaceAll("[\\d\\s\\p{P}\\p{S}]", "").length() < 30
        && !text.matches(".*[.!?…”\"]\\s*$");
  }

  /** A table that only lays out is no table. */
  private void unwrapLayout() {
    for (Element table : article.select("table")) {
      boolean layout =
          table.attr("role").matches("presentation|none")
              || table.selectFirst("table") != null
              || (table.selectFirst("th, caption, thead") == null
                  && (table.select("tr").size() == 1
                      || table.select("tr").stream().allMatch(row -> row.childrenSize() < 2)))
              || table.select("td").stream().anyMatch(cell -> cell.select("p").size() > 2);
      if (layout) {
        table.select("table, tbody, thead, tfoot, tr, td, th").forEach(part -> part.tagName("div"));
      }
    }
  }

  private void removeEmpty() {
    List<Element> parts =
        article.select(
            "p, div, section, span, ul, ol, li, a, strong, em, b, i, header, figure, h1, h2, h3, h4, h5, h6, td > div");
    Rows.remove(
        parts.stream()
            .filter(part -> part != article && !part.hasText())
            .filter(part -> part.selectFirst(THINGS) == null && part.selectFirst("br") == null)
            .toList());
  }

  /** A heading with nothing under it has lost it. */
  private void removeLooseHeadings() {
    List<Element> headings = article.select(HEADINGS);
    if (headings.size() > MOST_HEADINGS) {
      return;
    }
    for (Element heading : headings.reversed()) {
      if (Masses.whole(heading).text() < 200 && !hasFollowing(heading)) {
        heading.remove();
      }
    }
  }

  private boolean hasFollowing(Element heading) {
    for (Element step = heading; step != article && step != null; step = step.parent()) {
      for (Node next = step.nextSibling(); next != null; next = next.nextSibling()) {
        if (next instanceof TextNode text && !text.isBlank()
            || next instanceof Element element
                && (element.hasText() || element.selectFirst(THINGS) != null)) {
          return true;
        }
      }
    }
    return false;
  }
}
