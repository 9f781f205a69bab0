package courant.topic;

import courant.platform.web.Slug;
import java.util.regex.Pattern;

/**
 * Something stories are about.
 *
 * @param name as shown
 * @param description a sentence on it; empty if none
 * @param wikidata its identifier there, such as {@code Q1016}; empty if none
 */
public record Topic(
    TopicId id, Slug slug, TopicKind kind, String name, String description, String wikidata) {
  private static final Pattern WIKIDATA = Pattern.compile("|Q[1-9][0-9]{0,11}");

  /**
   * @throws IllegalArgumentException if the name could not be an {@link Alias}, or the identifier
   *     is none of Wikidata's
   */
  public Topic {
    name = new Alias("", name).name();
    if (!WIKIDATA.matcher(wikidata).matches()) {
      throw new IllegalArgumentException("not a Wikidata identifier: " + wikidata);
    }
  }

  /** Where its stories are listed. */
  public String path() {
    return "/topic/" + slug;
  }
}
