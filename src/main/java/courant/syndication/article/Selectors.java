package courant.syndication.article;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/**
 * Where one source's pages have their parts, as CSS selectors; what is empty is found by the rules
 * for all. A selector that finds nothing is as good as empty, and the article says so.
 *
 * @param content the article's body; several elements are joined in the page's order
 * @param headline the headline
 * @param byline one element for each author
 * @param date the day of publication: its {@code datetime}, its {@code content}, or its text
 * @param remove what to take out before anything else is looked for
 */
public record Selectors(
    String content, String headline, String byline, String date, String remove) {
  public static final Selectors NONE = new Selectors("", "", "", "", "");

  /**
   * Refuses what is no CSS selector.
   *
   * @throws IllegalArgumentException with a message for whoever wrote it
   */
  public Selectors {
    all(content, headline, byline, date, remove).forEach(Selectors::check);
  }

  private static Stream<String> all(String... selectors) {
    return Stream.of(selectors).filter(Predicate.not(String::isEmpty));
  }

  /** Those that find nothing on a page. */
  List<String> missing(Document page) {
    return all(content, headline, byline, date)
        .filter(selector -> page.selectFirst(selector) == null)
        .toList();
  }

  private static void check(String selector) {
    try {
      QueryParser.parse(selector);
    } catch (Selector.SelectorParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException("no CSS selector: " + selector, e);
    }
  }
}
