package courant.syndication.feed;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;

/**
 * Gives elements the names this package knows them by: {@code title} for the format's own, whatever
 * prefix it has, {@code dc:creator} for a known module's, whatever prefix that has, and {@code ?}
 * for all else. Namespaces are matched leniently, and a prefix nobody declared means what it
 * usually means. One per document.
 */
final class Vocabulary {
  /** An element that is none of ours. */
  static final String FOREIGN = "?";

  /** No feed has more; each is kept by the virtual machine for a while. */
  private static final int MOST_NAMES = 1_000;

  static final String ATOM_10 = "http://www.w3.org/2005/atom";
  static final String ATOM_03 = "http://purl.org/atom/ns";
  static final String RSS_10 = "http://purl.org/rss/1.0";

  /** Lower case, without a slash or hash at the end. */
  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry(ATOM_10, "atom"),
          Map.entry(ATOM_03, "atom"),
          Map.entry("http://example.com/newformat", "atom"),
          Map.entry("http://purl.org/atompub/tombstones/1.0", "at"),
          Map.entry("http://purl.org/dc/elements/1.1", "dc"),
          Map.entry("http://purl.org/dc/elements/1.0", "dc"),
          Map.entry("http://purl.org/dc/terms", "dcterms"),
          Map.entry("http://purl.org/rss/1.0/modules/content", "content"),
          Map.entry("http://purl.org/rss/1.0/modules/syndication", "sy"),
          Map.entry("http://search.yahoo.com/mrss", "media"),
          Map.entry("http://www.rssboard.org/media-rss", "media"),
          Map.entry("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
          Map.entry("http://example.com/dtds/podcast-1.0.dtd", "itunes"),
          Map.entry("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
          Map.entry("http://www.w3.org/1999/xhtml", "xhtml"),
          Map.entry("http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
          Map.entry("http://www.google.com/schemas/sitemap-news/0.9", "news"),
          Map.entry("http://www.google.com/schemas/sitemap-image/1.1", "image"));

  private static final Set<String> RSS =
      Set.of(
          RSS_10,
          "http://my.netscape.com/rdf/simple/0.9",
          "http://channel.netscape.com/rdf/simple/0.9",
          "http://purl.org/net/rss1.1",
          "http://backend.userland.com/rss",
          "http://backend.userland.com/rss2",
          "http://backend.userland.com/blogchannelmodule",
          "http://blogs.law.harvard.edu/tech/rss",
          "http://my.netscape.com/publish/formats/rss-0.91.dtd");

  private static final Set<String> KNOWN = Set.copyOf(PREFIXES.values());

  private final Element root;
  private final String rootNamespace;
  private final boolean atom;
  private final Map<String, String> prefixes = new HashMap<>();

  /** The parser makes one tag for all elements of a name. */
  private final Map<Tag, String> names = new IdentityHashMap<>();

  Vocabulary(Element root) {
    this.root = root;
    this.rootNamespace = root.tag().namespace();
    this.atom = root.tag().localName().equals("feed");
  }

  /**
   * The name of an element in lower case, with the prefix this package gives its module; interned.
   */
  String name(Element element) {
    String known = names.get(element.tag());
    if (known == null) {
      known = names.size() < MOST_NAMES ? named(element).intern() : FOREIGN;
      names.put(element.tag(), known);
    }
    return known;
  }

  private String named(Element element) {
    String local = element.tag().localName();
    String prefix = prefix(element);
    return switch (prefix) {
      case "" -> local;
      case FOREIGN -> FOREIGN;
      default -> prefix + ":" + local;
    };
  }

  private String prefix(Element element) {
    String namespace = element.tag().namespace();
    String written = element.tag().prefix();
    if (isOwn(namespace)) {
      return written.isEmpty() || isDeclared(written) ? "" : usual(written);
    }
    return prefixes.computeIfAbsent(namespace, this::module);
  }

  private boolean isOwn(String namespace) {
    return namespace.equals(rootNamespace)
        || namespace.isEmpty()
        || namespace.equals(Parser.NamespaceXml);
  }

  private boolean isDeclared(String prefix) {
    return prefix.equals(root.tag().prefix()) || root.hasAttr("xmlns:" + prefix);
  }

  private String usual(String prefix) {
    if (atom && prefix.equals("atom")) {
      return "";
    }
    return KNOWN.contains(prefix) ? prefix : FOREIGN;
  }

  private String module(String namespace) {
    String plain = plain(namespace);
    String prefix = PREFIXES.getOrDefault(plain, RSS.contains(plain) ? "" : FOREIGN);
    return atom && prefix.equals("atom") ? "" : prefix;
  }

  /** A namespace as people misspell it: any case, with or without what it ends in. */
  static String plain(String namespace) {
    String lower = namespace.strip().toLowerCase(Locale.ROOT);
    int end = lower.length();
    while (end > 0 && (lower.charAt(end - 1) == '/' || lower.charAt(end - 1) == '#')) {
      end--;
    }
    return lower.substring(0, end);
  }
}
