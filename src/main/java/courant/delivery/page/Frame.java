package courant.delivery.page;

import courant.masthead.Look;
import courant.masthead.Masthead;
import courant.masthead.Navigation;
import courant.masthead.Section;
import courant.platform.i18n.Texts;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What stands around every page.
 *
 * @param site public address of the review, without a slash at its end
 * @param path the page's own address from the root
 * @param title for the window; the review's title is added
 * @param description for search engines and link cards; may be empty
 * @param canonical absolute address under which the page should be known
 * @param feeds address from the root at which the page's feeds begin; empty if it has none
 * @param meta further head elements: Open Graph, citation tags
 * @param jsonLd JSON-LD documents, safe to stand inside a script element
 * @param indexed whether search engines may list the page
 * @param look its theme and colours
 * @param style address of the operator's own style sheet; empty if there is none
 * @param ways where one can go from every page
 */
public record Frame(
    Masthead masthead,
    List<Section> sections,
    Texts texts,
    URI site,
    String path,
    String title,
    String description,
    String canonical,
    Optional<Feeds> feeds,
    List<Meta> meta,
    List<String> jsonLd,
    boolean indexed,
    Look look,
    Optional<String> style,
    Navigation.Ways ways) {
  /** One {@code <meta>}: {@code name} or, with a colon in it, {@code property}. */
  public record Meta(String name, String content) {
    /** Open Graph and its relatives are RDFa properties. */
    public boolean property() {
      return name.startsWith("og:") || name.startsWith("article:");
    }
  }

  /**
   * Where a list's feeds are.
   *
   * @param rss address from the root
   */
  public record Feeds(String rss, String atom, String json, String title) {}

  /** The same frame with a list's feeds. */
  Frame with(Feeds listed) {
    return new Frame(
        masthead,
        sections,
        texts,
        site,
        path,
        title,
        description,
        canonical,
        Optional.of(listed),
        meta,
        jsonLd,
        indexed,
        look,
        style,
        ways);
  }

  /** The same frame with what machines read, known under another address. */
  Frame with(String known, List<Meta> more, List<String> documents) {
    return new Frame(
        masthead,
        sections,
        texts,
        site,
        path,
        title,
        description,
        known,
        feeds,
        more,
        documents,
        indexed,
        look,
        style,
        ways);
  }

  /** The title as windows and search engines show it. */
  public String windowTitle() {
    return title.isEmpty() ? masthead.title() : title + " · " + masthead.title();
  }
}
