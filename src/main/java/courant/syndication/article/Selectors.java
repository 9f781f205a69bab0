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

  /** What the parts are called in forms and commands. */
  public static final List<String> PARTS =
      List.of("content", "headline", "byline", "date", "remove");

  /**
   * Refuses what is no CSS selector.
   *
   * @throws IllegalArgumentException with a message for whoever wrote it
   */
  public Selectors {
    all(content, headline, byline, date, remove).forEach(Selectors::check);
  }

  /** The selector of a part. */
  public String of(String part) {
    return switch (part) {
      case "content" -> content;
      case "headline" -> headline;
      case "byline" -> byline;
      case "date" -> date;
      case "remove" -> remove;
      default -> throw new IllegalArgumentException("no part of an article: " + part);
    };
  }

  /**
   * The same, but for one part.
   *
   * @throws IllegalArgumentException if there is no such part, or it is no CSS selector
   */
  public Selectors with(String part, String selector) {
    return switch (part) {
      case "content" -> new Selectors(selector, headline, byline, date, remove);
      case "headline" -> new Selectors(content, selector, byline, date, remove);
      case "byline" -> new Selectors(content, headline, selector, date, remove);
      case "date" -> new Selectors(content, headline, byline, selector, remove);
      case "remove" -> new Selectors(content, headline, byline, date, selector);
      default -> throw new IllegalArgumentException("no part of an article: " + part);
    };
  }

  /** Whether this is a CSS selector, or empty. */
  public static boolean isRight(String selector) {
    try {
      all(selector).forEach(Selectors::check);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
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
