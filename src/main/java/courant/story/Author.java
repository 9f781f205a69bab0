package courant.story;

import courant.platform.web.Slug;

/**
 * Someone who signs stories.
 *
 * @param about a few words on the person; empty if none
 */
public record Author(AuthorId id, Slug slug, String name, String about) {
  /** Where their stories are listed. */
  public String path() {
    return "/author/" + slug;
  }
}
