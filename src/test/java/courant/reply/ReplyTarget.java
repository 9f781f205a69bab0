package courant.reply;

import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;

/** The text of a reply. */
public final class ReplyTarget {
  private static final String RUNS =
      "script, iframe, img, style, [onerror], [onload], [onclick], [href~=(?i)^\\s*(javascript|data):]";

  private ReplyTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    String html = Markdown.html(new String(bytes, StandardCharsets.UTF_8));
    if (!Jsoup.parseBodyFragment(html).select(RUNS).isEmpty()) {
      throw new IllegalStateException(html);
    }
  }
}
