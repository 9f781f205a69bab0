package courant.story;

/**
 * A lead image.
 *
 * @param src its address, absolute or from our root
 * @param width in CSS pixels; 0 if unknown
 * @param height in CSS pixels; 0 if unknown
 * @param alt what it shows, for who cannot see it; empty if it is decoration
 * @param caption plain text; may be empty
 * @param credit who made it; may be empty
 */
public record Picture(
    String src, int width, int height, String alt, String caption, String credit) {}
