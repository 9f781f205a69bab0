package courant.source;

import courant.platform.html.HtmlText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jsoup.nodes.Entities;

/**
 * What a source lets us do with its stories, in every channel.
 *
 * @param fullText whole stories, or else only an excerpt that leads to the original
 * @param delay how long after the original a story may appear here
 * @param expiry how long after the original a story may stay; empty for ever
 * @param territory a note on where it may be read; empty for everywhere
 * @param credit the line that must stand with each story; empty for the source's name alone
 * @param canonical whether search engines are led to the original
 */
public record Terms(
    boolean fullText,
    Duration delay,
    Optional<Duration> expiry,
    String territory,
    String credit,
    boolean canonical) {
  /** Words of an excerpt, where no more is allowed. */
  public static final int EXCERPT = 60;

  /** Whole stories, at once, for ever, credited by name. */
  public static final Terms OPEN = new Terms(true, Duration.ZERO, Optional.empty(), "", "", true);

  /** As much of a story's HTML as readers may have. */
  public String told(String body) {
    if (fullText) {
      return body;
    }
    String words = HtmlText.excerpt(body, EXCERPT);
    return words.isEmpty() ? "" : "<p>" + Entities.escape(words) + "</p>";
  }

  /** From when on a story may be here. */
  public Instant from(Instant original) {
    return original.plus(delay);
  }

  /** When a story has to go; empty if it may stay. */
  public Optional<Instant> until(Instant original) {
    return expiry.map(original::plus);
  }
}
