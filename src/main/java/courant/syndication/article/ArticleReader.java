package courant.syndication.article;

import courant.platform.html.HtmlText;
import courant.platform.html.Policy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** Reads articles out of pages; never throws for what a page holds. */
public final class ArticleReader {
  private static final int LARGEST = 20 << 20;
  private static final int TOO_SHORT = 250;
  private static final int EXCERPT_WORDS = 40;

  private ArticleReader() {}

  /**
   * @param address where the page was found, against which relative addresses are resolved
   */
  public static Article read(byte[] page, @Nullable URI address) {
    List<String> faults = new ArrayList<>();
    if (page.length > LARGEST) {
      return nothing("larger than " + (LARGEST >> 20) + " MB");
    }
    if (!looksLikeHtml(page)) {
      return nothing("not an HTML page");
    }
    Document document = parse(page, address);
    Evidence evidence = Evidence.of(document);
    String html = content(page, address, evidence, faults);
    String text = HtmlText.of(html).replaceAll("\\n+", "\n\n");
    String excerpt =
        evidence.description().isEmpty()
            ? HtmlText.excerpt(html, EXCERPT_WORDS)
            : evidence.description();
    if (text.isEmpty()) {
      faults.add("no text was found");
    }
    return new Article(
        evidence.headline(),
        evidence.byline(),
        evidence.date(),
        evidence.siteName(),
        evidence.language(),
        evidence.image(),
        excerpt,
        text,
        html,
        List.copyOf(faults));
  }

  /**
   * First without all that looks like furniture; if that leaves too little, with more and more of
   * it.
   */
  private static String content(
      byte[] page, @Nullable URI address, Evidence evidence, List<String> faults) {
    String best = "";
    for (Strictness strictness : Strictness.values()) {
      String html =
          Policy.ARTICLE.sanitise(
              Body.find(parse(page, address), strictness, evidence.headline()), address);
      if (HtmlText.of(html).length() >= TOO_SHORT) {
        return html;
      }
      best = HtmlText.of(html).length() > HtmlText.of(best).length() ? html : best;
    }
    if (evidence.articleBody().length() > HtmlText.of(best).length()) {
      faults.add("the text is in the page's metadata only");
      return "<p>"
          + Entities.escape(evidence.articleBody()).replaceAll("\\n\\s*", "</p><p>")
          + "</p>";
    }
    return best;
  }

  private static Document parse(byte[] page, @Nullable URI address) {
    try {
      return Jsoup.parse(
          new ByteArrayInputStream(page), null, address == null ? "" : address.toString());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static boolean looksLikeHtml(byte[] page) {
    int letters = 0;
    for (int i = 0; i < Math.min(page.length, 4_096); i++) {
      if (page[i] == '<') {
        return true;
      }
      letters += page[i] > 0 ? 1 : 0;
      if (letters == 1 && (page[i] == '{' || page[i] == '[')) {
        return false;
      }
    }
    return false;
  }

  private static Article nothing(String fault) {
    return new Article("", "", "", "", "", "", "", "", "", List.of(fault));
  }
}
