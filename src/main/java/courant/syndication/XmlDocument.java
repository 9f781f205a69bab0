package courant.syndication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;

/**
 * A feed's elements, found in whatever stands around them. No entity is ever expanded or loaded
 * beyond HTML's own; depth and number of elements are bounded.
 *
 * @param entries items, entries and addresses, in document order, however they are nested
 * @param incomplete those inside which the document breaks off
 */
record XmlDocument(
    Element root, Vocabulary vocabulary, List<Element> entries, Set<Element> incomplete) {
  private static final Set<String> ROOTS =
      Set.of("rss", "rdf", "feed", "channel", "urlset", "sitemapindex");
  private static final Set<String> ENTRIES = Set.of("item", "entry", "url", "sitemap");
  private static final Set<String> CONTAINERS = Set.of("channel", "items", "rdf:rdf", "rss");

  private static final int MAX_DEPTH = 100;
  private static final int MAX_ELEMENTS = 1_000_000;
  static final int MAX_ENTRIES = 50_000;

  /** Parses text; empty, with a fault, if there is no feed in it. */
  static Optional<XmlDocument> parse(String given, Faults faults) {
    String text = bounded(given, faults);
    Document document = document(text, false);
    Optional<Element> found = root(document, faults);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean closed = found.get().childNodeSize() == 0 || isClosed(text, found.get().tagName());
    if (!closed) {
      faults.add("cut off before its end");
      // Only this second parse knows which elements were open at the end.
      found = root(document(text, true), new Faults());
    }
    return found.map(root -> of(root, !closed, faults));
  }

  private static Document document(String text, boolean tracked) {
    return Parser.xmlParser()
        .settings(ParseSettings.htmlDefault)
        .setMaxDepth(MAX_DEPTH)
        .setTrackPosition(tracked)
        .parseInput(text, "");
  }

  /** Cuts the text before it makes more elements than memory is meant for. */
  private static String bounded(String text, Faults faults) {
    int at = -1;
    for (int count = 0; count < 2 * MAX_ELEMENTS; count++) {
      at = text.indexOf('<', at + 1);
      if (at < 0) {
        return text;
      }
    }
    faults.add("has more than " + MAX_ELEMENTS + " elements; the rest was not read");
    return text.substring(0, at);
  }

  private static Optional<Element> root(Document document, Faults faults) {
    Element first = document.firstElementChild();
    if (first == null) {
      faults.add("is neither XML nor JSON");
      return Optional.empty();
    }
    boolean html = first.normalName().equals("html");
    Optional<Element> root =
        html
            ? Optional.empty()
            : document.stream().filter(e -> ROOTS.contains(e.tag().localName())).findFirst();
    if (root.isEmpty()) {
      if (html || document.selectFirst("head,body") != null) {
        Element title = document.selectFirst("title");
        faults.add("is an HTML page, not a feed", title == null ? "" : title.text());
      } else {
        faults.add("is XML, but no feed", first.tagName());
      }
    }
    return root;
  }

  private static boolean isClosed(String text, String name) {
    int at = text.lastIndexOf("</");
    while (at >= 0 && !text.regionMatches(true, at + 2, name, 0, name.length())) {
      at = text.lastIndexOf("</", at - 1);
    }
    return at >= 0 && text.indexOf('>', at) >= 0;
  }

  private static XmlDocument of(Element root, boolean broken, Faults faults) {
    Vocabulary vocabulary = new Vocabulary(root);
    List<Element> entries = new ArrayList<>();
    Set<Element> incomplete = new HashSet<>();
    Deque<Element> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Element element = open.pop();
      List<Element> inner = new ArrayList<>();
      for (Node child : element.childNodes()) {
        if (child instanceof Element e && holdsStories(vocabulary.name(e))) {
          inner.add(e);
        }
      }
      inner.reversed().forEach(open::push);
      if (element != root && ENTRIES.contains(vocabulary.name(element))) {
        if (entries.size() == MAX_ENTRIES) {
          faults.add("has more than " + MAX_ENTRIES + " entries; the rest was not read");
          break;
        }
        entries.add(element);
        if (broken && element.endSourceRange().isImplicit()) {
          incomplete.add(element);
        }
      }
    }
    return new XmlDocument(root, vocabulary, entries, incomplete);
  }

  private static boolean holdsStories(String name) {
    return ENTRIES.contains(name) || CONTAINERS.contains(name);
  }

  /** The element that says what the feed is: a channel, or the root itself. */
  Element channel() {
    for (Node child : root.childNodes()) {
      if (child instanceof Element element && vocabulary.name(element).equals("channel")) {
        return element;
      }
    }
    return root;
  }

  FeedFormat format() {
    return switch (root.tag().localName()) {
      case "rss" -> FeedFormat.rss(root.attr("version"));
      case "rdf" -> rdf();
      case "feed" -> atom();
      case "channel" -> FeedFormat.CDF;
      case "sitemapindex" -> FeedFormat.SITEMAP_INDEX;
      default -> sitemap();
    };
  }

  private FeedFormat rdf() {
    return root.attributes().html().contains("netscape.com")
        ? FeedFormat.RSS_090
        : FeedFormat.RSS_10;
  }

  private FeedFormat atom() {
    return switch (Vocabulary.plain(root.tag().namespace())) {
      case Vocabulary.ATOM_10 -> FeedFormat.ATOM_10;
      case Vocabulary.ATOM_03 -> FeedFormat.ATOM_03;
      default -> root.attr("version").equals("0.3") ? FeedFormat.ATOM_03 : FeedFormat.ATOM;
    };
  }

  private FeedFormat sitemap() {
    return entries.stream().anyMatch(e -> !Fields.of(e, vocabulary).all("news:news").isEmpty())
        ? FeedFormat.NEWS_SITEMAP
        : FeedFormat.SITEMAP;
  }
}
