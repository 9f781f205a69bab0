package courant.syndication.fetch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page of the web says of feeds. */
public final class WebPage {
  private static final int HEAD = 2_048;
  private static final Pattern PAGE =
      Pattern.compile("<(?:!doctype\\s+html|html|head|body)[\\s>]", Pattern.CASE_INSENSITIVE);
  private static final Pattern FEED_TYPE =
      Pattern.compile("application/(?:rss|atom|rdf|feed)\\+(?:xml|json)|application/json|text/xml");

  /** Where many sites have one without saying so. */
  private static final List<String> USUAL =
      List.of("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json");

  private static final int MOST = 20;

  private WebPage() {}

  /** Whether a document is a page for people, by its first bytes. */
  public static boolean looksLikeOne(byte[] body) {
    String head = new String(body, 0, Math.min(body.length, HEAD), StandardCharsets.ISO_8859_1);
    return PAGE.matcher(head).find();
  }

  /** The feeds a page names, in its order. */
  static List<URI> feeds(byte[] body, URI address) {
    Document page = Jsoup.parse(new String(body, StandardCharsets.UTF_8), address.toString());
    return page.select("link[rel~=(?i)\\b(alternate|feed)\\b][href]").stream()
        .filter(link -> FEED_TYPE.matcher(link.attr("type").toLowerCase(Locale.ROOT)).matches())
        .flatMap(WebPage::address)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static Stream<URI> address(Element link) {
    try {
      URI address = URI.create(link.absUrl("href").strip());
      return address.getHost() == null ? Stream.empty() : Stream.of(address);
    } catch (IllegalArgumentException _) {
      return Stream.empty();
    }
  }

  /** Addresses to try where a page names none. */
  static List<URI> usual(URI address) {
    return USUAL.stream().map(name -> address.resolve("/" + name)).toList();
  }
}
