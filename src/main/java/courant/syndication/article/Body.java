package courant.syndication.article;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds the part of a cleared page that is the article. From the top it goes down into whatever
 * holds most of the prose, until no child holds enough of it; then it looks beside the way it came
 * for paragraphs that are of the same text.
 */
final class Body {
  /** A child with more of its parent's prose is gone into. */
  private static final double MOST = 0.6;

  private static final double OF_THE_PAGE = 0.3;
  private static final int PARAGRAPH = 80;

  /** A picture before the text comes with so much of a caption at most. */
  private static final int CAPTION = 400;

  private static final int LEVELS_BESIDE = 4;
  private static final String SIGNS =
      "[itemprop~=articleBody], article, main, [role=main], [role=article], .hentry, .h-entry";
  private static final Set<String> LEAVES =
      Set.of(
          "p",
          "pre",
          "blockquote",
          "ul",
          "ol",
          "dl",
          "li",
          "figure",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "details");

  private final Element page;
  private final Masses masses;

  private Body(Document page, Masses masses) {
    this.page = page.body();
    this.masses = masses;
  }

  /** The elements of the article, in the page's order. */
  static List<Element> find(Document page, Masses masses) {
    Body body = new Body(page, masses);
    Element trunk = body.descend(body.signed());
    return body.withSiblings(trunk);
  }

  /** Where the page says that its article is, if most of its prose is there. */
  private Element signed() {
    double all = masses.of(page).prose();
    Element best = page;
    double most = all * OF_THE_PAGE;
    for (Element sign : page.select(SIGNS)) {
      double prose = masses.of(sign).prose();
      if (prose > most * (best == page ? 1 : 1.2)) {
        best = sign;
        most = prose;
      }
    }
    return best;
  }

  private Element descend(Element from) {
    Element trunk = from;
    for (Element next = heaviest(trunk); next != null; next = heaviest(trunk)) {
      trunk = next;
    }
    return trunk;
  }

  private @Nullable Element heaviest(Element trunk) {
    double enough = masses.of(trunk).prose() * MOST;
    for (Element child : trunk.children()) {
      double weight = masses.of(child).prose() * (Names.sayContent(child) ? 1.2 : 1);
      if (weight >= enough && !LEAVES.contains(child.normalName()) && !Masses.isInline(child)) {
        return child;
      }
    }
    return null;
  }

  private List<Element> withSiblings(Element trunk) {
    List<Element> before = new ArrayList<>();
    List<Element> after = new ArrayList<>();
    Element step = trunk;
    for (int level = 0; level < LEVELS_BESIDE && step != page && step.parent() != null; level++) {
      List<Element> siblings = step.parent().children();
      int at = step.elementSiblingIndex();
      before.addAll(0, belonging(siblings.subList(0, at), step, level, true));
      after.addAll(belonging(siblings.subList(at + 1, siblings.size()), step, level, false));
      step = step.parent();
    }
    before.add(trunk);
    before.addAll(after);
    return before;
  }

  private List<Element> belonging(List<Element> siblings, Element step, int level, boolean leads) {
    return siblings.stream().filter(sibling -> belongs(sibling, step, level, leads)).toList();
  }

  private boolean belongs(Element sibling, Element step, int level, boolean leads) {
    Masses.Mass mass = masses.of(sibling);
    if (mass.linkShare() > 0.25) {
      return false;
    }
    if (sibling.nameIs("p")) {
      return mass.prose() >= PARAGRAPH;
    }
    boolean twin =
        sibling.nameIs(step.normalName())
            && !step.className().isEmpty()
            && sibling.className().equals(step.className());
    if (twin) {
      return mass.prose() >= PARAGRAPH;
    }
    if (level < 2 && leads && mass.text() < CAPTION && sibling.selectFirst("img") != null) {
      return true;
    }
    return level == 0 && mass.prose() > masses.of(step).prose() * 0.2 && mass.paragraphs() > 1;
  }
}
