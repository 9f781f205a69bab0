package courant.syndication.article;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** The short lines under a page's headline, where pages without metadata have author and date. */
final class Lines {
  private static final int MOST = 12;
  private static final int LONGEST = 80;
  private static final Pattern FOREIGN =
      Pattern.compile("(?i)comment|related|sidebar|footer|promo|teaser|nav");

  private Lines() {}

  static List<String> under(String headline, Document page) {
    Reading reading = new Reading(headline);
    if (!headline.isEmpty()) {
      page.body().filter(reading);
    }
    return List.copyOf(reading.lines);
  }

  private static final class Reading implements NodeFilter {
    private final String headline;
    private final List<String> lines = new ArrayList<>();
    private boolean under;

    private Reading(String headline) {
      this.headline = headline;
    }

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof Element element) {
        boolean skips =
            element.is("script, style, noscript, nav, aside, footer, form")
                || FOREIGN.matcher(element.className()).find();
        return skips && !element.nameIs("body")
            ? FilterResult.SKIP_ENTIRELY
            : FilterResult.CONTINUE;
      }
      if (node instanceof TextNode text && !text.isBlank()) {
        String line = text.text().strip();
        if (under && line.length() <= LONGEST) {
          lines.add(line);
        }
        under |= Headline.same(line, headline);
      }
      return lines.size() < MOST ? FilterResult.CONTINUE : FilterResult.STOP;
    }
  }
}
