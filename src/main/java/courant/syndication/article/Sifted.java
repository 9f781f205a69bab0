package courant.syndication.article;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * A page, block by block, and what is taken of it: for who chooses its selectors.
 *
 * @param blocks in the page's order
 * @param missing parts whose selectors find nothing on this page
 */
public record Sifted(Article article, List<Block> blocks, List<String> missing) {
  private static final int MOST = 400;
  private static final int LONGEST = 220;

  /** Shorter lines stand on a page by chance, too. */
  private static final int TELLING = 24;

  private static final Evaluator UNSEEN =
      QueryParser.parse(
          "script, style, noscript, template, svg, select, textarea, button, iframe, head");

  /**
   * One run of text.
   *
   * @param text its beginning
   * @param where it stands, as a CSS selector
   */
  public record Block(String text, String where, boolean taken) {}

  /** Reads a page as {@link ArticleReader} does, and tells what became of each of its blocks. */
  public static Sifted of(
      byte[] page, @Nullable String contentType, URI address, Selectors selectors) {
    Article article = ArticleReader.read(page, contentType, address, selectors);
    Document document = ArticleReader.page(page, contentType, address);
    return new Sifted(
        article,
        blocks(document, article),
        Selectors.PARTS.stream()
            .filter(part -> !selectors.of(part).isEmpty())
            .filter(part -> document.selectFirst(selectors.of(part)) == null)
            .toList());
  }

  private static List<Block> blocks(Document document, Article article) {
    String all = plain(article.text());
    Set<String> lines =
        Arrays.stream(article.text().split("\n")).map(Sifted::plain).collect(Collectors.toSet());
    lines.add(plain(article.headline()));
    lines.addAll(article.authors().stream().map(Sifted::plain).toList());
    Set<Block> blocks = new LinkedHashSet<>();
    for (Element element : document.body().getAllElements()) {
      String text = Masses.isInline(element) ? "" : own(element);
      if (!text.isEmpty() && element.closest(UNSEEN) == null) {
        String plain = plain(text);
        boolean taken = lines.contains(plain) || plain.length() >= TELLING && all.contains(plain);
        blocks.add(new Block(cut(text), where(element), taken));
      }
      if (blocks.size() == MOST) {
        break;
      }
    }
    return List.copyOf(blocks);
  }

  /** The text that stands in it and in no block within. */
  private static String own(Element element) {
    StringBuilder text = new StringBuilder();
    for (Node child : element.childNodes()) {
      if (child instanceof TextNode words) {
        text.append(words.getWholeText());
      } else if (child instanceof Element inline && inline.is("br")) {
        text.append(' ');
      } else if (child instanceof Element inline && inline.stream().allMatch(Masses::isInline)) {
        text.append(inline.text());
      }
    }
    return text.toString().replaceAll("\\s+", " ").strip();
  }

  private static boolean isNameless(Element element) {
    return element.id().isEmpty() && element.className().isBlank();
  }

  private static String plain(String text) {
    return text.replaceAll("[\\s\\u00a0]+", "");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST).stripTrailing() + "…";
  }

  /** The nearest name there is, and what stands below it. */
  private static String where(Element element) {
    Element named = element;
    while (isNameless(named) && named.parent() != null) {
      named = named.parent();
    }
    if (isNameless(named)) {
      return element.normalName();
    }
    String name =
        !named.id().isEmpty()
            ? "#" + named.id()
            : named.normalName()
                + named.classNames().stream()
                    .limit(2)
                    .map(one -> "." + one)
                    .collect(Collectors.joining());
    return named == element ? name : name + " " + element.normalName();
  }
}
