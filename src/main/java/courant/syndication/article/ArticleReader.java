package courant.syndication.article;

import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import courant.syndication.feed.Decoded;
import courant.syndication.feed.Faults;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads articles out of pages; never throws for what a page holds. */
public final class ArticleReader {
  /** In bytes; the largest pages of stories seen have a third. */
  private static final int LARGEST = 8 << 20;

  private static final int DEEPEST = 200;
  private static final int HEAD = 4_096;

  /** Less than this may be for want of what was cleared away; less than that surely is. */
  private static final int SHORT = 250;

  private static final int TOO_SHORT = 100;

  private static final int EXCERPT_WORDS = 40;
  private static final Pattern MARKUP =
      Pattern.compile("<(?:!doctype|\\w[\\w-]*[\\s/>]|!--)", Pattern.CASE_INSENSITIVE);
  private static final Pattern CHARSET =
      Pattern.compile(
          "<meta\\s[^>]*?charset\\s*=\\s*[\"']?\\s*([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  private final Faults faults = new Faults();
  private final Selectors selectors;

  private ArticleReader(Selectors selectors) {
    this.selectors = selectors;
  }

  /** As {@link #read(byte[], String, URI, Selectors)}, by the rules for all pages. */
  public static Article read(byte[] page, @Nullable URI address) {
    return read(page, null, address, Selectors.NONE);
  }

  /**
   * Reads one page.
   *
   * @param contentType the {@code Content-Type} header, if the page came by HTTP
   * @param address where the page was found, against which relative addresses are resolved
   * @param selectors where this source's pages have their parts
   */
  public static Article read(
      byte[] page, @Nullable String contentType, @Nullable URI address, Selectors selectors) {
    ArticleReader reader = new ArticleReader(selectors);
    if (page.length > LARGEST) {
      return Article.none(List.of("larger than " + (LARGEST >> 20) + " MB"));
    }
    return reader.read(reader.decode(page, contentType), address == null ? "" : address.toString());
  }

  /** As {@link #read(byte[], String, URI, Selectors)}, of text. */
  public static Article read(String html, @Nullable URI address, Selectors selectors) {
    return html.length() > LARGEST
        ? Article.none(List.of("larger than " + (LARGEST >> 20) + " MB"))
        : new ArticleReader(selectors).read(html, address == null ? "" : address.toString());
  }

  /** The page itself, decoded and parsed in the same way. */
  static Document page(byte[] page, @Nullable String contentType, URI address) {
    ArticleReader reader = new ArticleReader(Selectors.NONE);
    return page.length > LARGEST
        ? Document.createShell(address.toString())
        : parse(reader.decode(page, contentType), address.toString());
  }

  private String decode(byte[] page, @Nullable String contentType) {
    String head = new String(page, 0, Math.min(page.length, HEAD), StandardCharsets.ISO_8859_1);
    Matcher declared = CHARSET.matcher(head);
    boolean served = contentType != null && contentType.contains("charset");
    String type =
        !served && declared.find() ? "text/html; charset=" + declared.group(1) : contentType;
    return Decoded.of(page, type, faults).text();
  }

  private Article read(String html, String address) {
    String head = html.substring(0, Math.min(html.length(), HEAD));
    if (head.indexOf('\u0000') >= 0
        || !MARKUP.matcher(head).find()
        || head.stripLeading().startsWith("{")) {
      return none(html.isBlank() ? "empty" : "not an HTML page");
    }
    Document page = parse(html, address);
    if (page.selectFirst("frameset") != null) {
      return none("a page of frames, without text of its own");
    }
    selectors.missing(page).forEach(selector -> faults.add("nothing at the selector", selector));
    Evidence evidence = Evidence.of(page, selectors);
    Element content = content(page, html, address, evidence);
    String text = HtmlText.of(content.outerHtml()).replaceAll("\\n+", "\n\n");
    String clean =
        Policy.ARTICLE.sanitise(content.html(), page.baseUri().isEmpty() ? null : base(page));
    if (text.isEmpty()) {
      faults.add("no text was found");
    }
    return new Article(
        evidence.headline(),
        evidence.authors(),
        evidence.published(),
        evidence.updated(),
        evidence.siteName(),
        evidence.language(),
        evidence.direction(),
        evidence.image().isEmpty()
            ? content.select("img[src~=^https?:]:not(.emoji, .wp-smiley)").attr("src")
            : evidence.image(),
        evidence.description().isEmpty()
            ? HtmlText.excerpt(clean, EXCERPT_WORDS)
            : evidence.description(),
        text,
        clean,
        faults.list());
  }

  private static @Nullable URI base(Document page) {
    try {
      return URI.create(page.baseUri());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static Document parse(String html, String address) {
    return Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(html, address);
  }

  private Article none(String fault) {
    faults.add(fault);
    return Article.none(faults.list());
  }

  /**
   * First without all that looks like furniture; if that leaves too little, with more and more of
   * it.
   */
  private Element content(Document page, String html, String address, Evidence evidence) {
    Element best = new Element("div");
    Document cleared = page;
    for (Clearing.Strictness strictness : Clearing.Strictness.values()) {
      Element found = found(cleared, strictness, evidence);
      if (length(found) > length(best) * 1.5) {
        best = found;
      }
      if (length(best) >= (strictness == Clearing.Strictness.NAMES ? SHORT : TOO_SHORT)) {
        break;
      }
      cleared = parse(html, address);
    }
    if (evidence.body().length() > Math.max(SHORT, length(best) * 2)) {
      faults.add("the text is in the page's metadata only");
      return paragraphs(evidence.body());
    }
    return best;
  }

  private Element found(Document page, Clearing.Strictness strictness, Evidence evidence) {
    Pictures.show(page.body());
    if (!selectors.remove().isEmpty()) {
      page.select(selectors.remove()).remove();
    }
    List<Element> chosen =
        selectors.content().isEmpty() ? List.of() : page.select(selectors.content());
    Clearing.clear(page, strictness, evidence.headline());
    Element article = new Element("div");
    if (chosen.isEmpty()) {
      Body.find(page, Masses.under(page.body())).forEach(article::appendChild);
    } else {
      chosen.forEach(article::appendChild);
    }
    Tidying.tidy(article, evidence);
    return article;
  }

  private static int length(Element article) {
    return Masses.whole(article).text();
  }

  private static Element paragraphs(String text) {
    Element article = new Element("div");
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> article.appendElement("p").text(line.strip()));
    return article;
  }
}
