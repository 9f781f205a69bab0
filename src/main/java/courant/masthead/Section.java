package courant.masthead;

import courant.platform.web.Slug;

/**
 * A department of the review, such as World or Opinion.
 *
 * @param position its place in the navigation, counted from 0
 */
public record Section(SectionId id, Slug slug, String name, String description, int position) {
  /** Where its stories are listed. */
  public String path() {
    return "/section/" + slug;
  }
}
