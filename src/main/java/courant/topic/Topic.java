package courant.topic;

import courant.platform.web.Slug;

/**
 * Something stories are about.
 *
 * @param name as shown
 * @param description a sentence on it; empty if none
 * @param wikidata its identifier there, such as {@code Q1016}; empty if none
 */
public record Topic(
    TopicId id, Slug slug, TopicKind kind, String name, String description, String wikidata) {
  /** Where its stories are listed. */
  public String path() {
    return "/topic/" + slug;
  }
}
