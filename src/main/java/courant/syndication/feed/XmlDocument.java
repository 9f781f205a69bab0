package courant.syndication.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;

/**
 * A feed's elements, found in whatever stands around them. No entity is ever expanded or loaded
 * beyond HTML's own; depth and number of elements are bounded.
 *
 * @param channel what says what the feed is: a channel, or the root itself
 * @param broken whether the document breaks off before its end
 */
record XmlDocument(Element root, Vocabulary vocabulary, Fields channel, boolean broken) {
  private static final Set<String> ROOTS =
      Set.of("rss", "rdf", "feed", "channel", "urlset", "sitemapindex");
  private static final String[] CONTAINERS = {"channel", "items"};

  private static final Pattern ENTITY = Pattern.compile("<!ENTITY\\s+([\\w.-]+)");

  /** Where declarations are looked for, in characters. */
  private static final int PROLOGUE = 4_096;

  private static final int MAX_DEPTH = 100;
  private static final int MAX_TAGS = 1_000_000;
  static final int MAX_ENTRIES = 50_000;

  /** Parses text; empty, with a fault, if there is no feed in it. */
  static Optional<XmlDocument> parse(String given, Faults faults) {
    String text = bounded(given, faults);
    tellOfEntities(text, faults);
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
    return found.map(root -> of(root, !closed));
  }

  /** Those a document declares itself: their names stand in its text as they are. */
  private static void tellOfEntities(String text, Faults faults) {
    int last = text.lastIndexOf("<!ENTITY", PROLOGUE);
    if (last < 0) {
      return;
    }
    Matcher entity = ENTITY.matcher(text).region(0, Math.min(text.length(), PROLOGUE));
    while (entity.find()) {
      if (text.indexOf("&" + entity.group(1) + ";", last) >= 0) {
        faults.add("uses an entity of its own, which is never expanded", entity.group(1));
        return;
      }
    }
  }

  private static Document document(String text, boolean tracked) {
    return Parser.xmlParser()
        .settings(ParseSettings.htmlDefault)
        .setMaxDepth(MAX_DEPTH)
        .setTrackPosition(tracked)
        .parseInput(Escapes.hidden(text), "");
  }

  /** Cuts the text before it makes more elements than memory is meant for. */
  private static String bounded(String text, Faults faults) {
    if (text.length() < MAX_TAGS) {
      return text;
    }
    int at = -1;
    for (int count = 0; count < MAX_TAGS; count++) {
      at = text.indexOf('<', at + 1);
      if (at < 0) {
        return text;
      }
    }
    faults.add("has more than " + MAX_TAGS + " tags; the rest was not read");
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

  private static XmlDocument of(Element root, boolean broken) {
    Vocabulary vocabulary = new Vocabulary(root);
    Fields top = Fields.of(root, vocabulary);
    List<Element> channels = top.all("channel");
    Fields channel = channels.isEmpty() ? top : top.inside(channels.getFirst());
    return new XmlDocument(root, vocabulary, channel, broken);
  }

  /** Reads every entry in document order, those that stand inside unclosed others too. */
  <T> List<T> entries(Faults faults, Function<Fields, T> reading) {
    String name = entryName();
    List<T> entries = new ArrayList<>();
    Deque<Element> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Element element = open.pop();
      Fields fields = element == channel.parent() ? channel : Fields.of(element, vocabulary);
      fields.all(name).reversed().forEach(open::push);
      fields.all(CONTAINERS).reversed().forEach(open::push);
      if (element == root || !vocabulary.name(element).equals(name)) {
        continue;
      }
      if (entries.size() == MAX_ENTRIES) {
        faults.add("has more than " + MAX_ENTRIES + " entries; the rest was not read");
        break;
      }
      entries.add(reading.apply(fields));
    }
    return entries;
  }

  private String entryName() {
    return switch (root.tag().localName()) {
      case "urlset" -> "url";
      case "sitemapindex" -> "sitemap";
      case "feed" -> "entry";
      default -> "item";
    };
  }

  /** Whether the document breaks off inside an element. */
  boolean isIncomplete(Element element) {
    return broken && element.endSourceRange().isImplicit();
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
    return root.attributes().html().contains("sitemap-news")
        ? FeedFormat.NEWS_SITEMAP
        : FeedFormat.SITEMAP;
  }
}
