package courant.syndication.article;

import java.util.List;

/**
 * What a page tells, without what stands around it. Everything unknown is empty.
 *
 * @param date as the page writes it, ISO 8601 where it does
 * @param language BCP 47
 * @param image absolute address of the lead image
 * @param text paragraphs parted by empty lines
 * @param html the same, sanitised as a story's body
 * @param faults what stood in the way, in words
 */
public record Article(
    String headline,
    String byline,
    String date,
    String siteName,
    String language,
    String image,
    String excerpt,
    String text,
    String html,
    List<String> faults) {}
