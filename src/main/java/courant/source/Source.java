package courant.source;

import courant.platform.web.Slug;
import java.util.Optional;

/**
 * A publication or agency that stories are taken from, with the profile its stories show.
 *
 * @param about what it is, one or two sentences; empty if unknown
 * @param founded the year, as people write it; empty if unknown
 * @param parent the company it belongs to; empty if none
 * @param country ISO 3166 alpha-2; empty if unknown
 * @param language BCP 47 of its stories; empty if unknown
 * @param homePage its web address; empty if unknown
 * @param logo address of an image
 */
public record Source(
    SourceId id,
    Slug slug,
    String name,
    String about,
    String founded,
    String parent,
    String country,
    String language,
    String homePage,
    Optional<String> logo,
    Terms terms) {
  /** One of which nothing else is known yet. */
  public static Source named(SourceId id, Slug slug, String name, String homePage) {
    return new Source(id, slug, name, "", "", "", "", "", homePage, Optional.empty(), Terms.OPEN);
  }

  /** Where its stories are listed. */
  public String path() {
    return "/source/" + slug;
  }
}
