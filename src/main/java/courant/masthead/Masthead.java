package courant.masthead;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * Who we are, as printed above everything.
 *
 * @param contact an address the review itself publishes, mail or web; empty if none
 * @param about the colophon's text, sanitised HTML
 * @param language BCP 47, of the interface and of stories that name none
 * @param zone in which days begin and dates are shown
 * @param logo address of an image; empty shows the title in type
 * @param fullTextFeeds whether feeds carry whole stories or standfirsts
 */
public record Masthead(
    String title,
    String tagline,
    Optional<Issn> issnPrint,
    Optional<Issn> issnOnline,
    String publisher,
    String contact,
    String about,
    Locale language,
    ZoneId zone,
    Optional<String> logo,
    boolean fullTextFeeds) {
  /** The ISSN of what is read here: the online one, else the printed. */
  public Optional<Issn> issn() {
    return issnOnline.or(() -> issnPrint);
  }
}
