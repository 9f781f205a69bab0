package courant.masthead;

import courant.platform.web.Slug;

/**
 * A page that stands beside the stories, such as About or Privacy.
 *
 * @param body sanitised HTML
 * @param listed whether the imprint names it; a page that is not listed is not served either
 */
public record StandingPage(long id, Slug slug, String title, String body, boolean listed) {
  /** Where it is. */
  public String path() {
    return "/page/" + slug;
  }
}
