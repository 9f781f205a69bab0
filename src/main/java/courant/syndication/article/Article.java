package courant.syndication.article;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a page tells, without what stands around it. Everything unknown is empty.
 *
 * @param authors names of people or desks, as signed
 * @param language BCP 47, as the page declares it
 * @param direction {@code rtl} or {@code ltr}, where the page says or its language tells
 * @param image absolute address of the lead image
 * @param excerpt what the page says of itself in a sentence or two, else its first words
 * @param text paragraphs parted by empty lines
 * @param html the same, sanitised as a story's body
 * @param faults what stood in the way, in words
 */
public record Article(
    String headline,
    List<String> authors,
    Optional<Date> published,
    Optional<Date> updated,
    String siteName,
    String language,
    String direction,
    String image,
    String excerpt,
    String text,
    String html,
    List<String> faults) {

  /**
   * A date on a page.
   *
   * @param written as the page has it; its zone and precision are lost in the instant
   */
  public record Date(String written, Instant instant) {
    /** ISO 8601, with the page's own zone and precision where it has it so. */
    public String iso() {
      return written.matches("\\d{4}-\\d{2}.*") ? written : instant.toString();
    }
  }

  /** Nothing, and why. */
  static Article none(List<String> faults) {
    return new Article(
        "", List.of(), Optional.empty(), Optional.empty(), "", "", "", "", "", "", "", faults);
  }

  /** The authors on one line. */
  public String byline() {
    return String.join(", ", authors);
  }
}
