package courant.source;

import java.time.Duration;
import java.util.Optional;

/**
 * What a source lets us do with its stories, in every channel.
 *
 * @param fullText whole stories, or else only an excerpt that leads to the original
 * @param delay how long after the original a story may appear here
 * @param expiry how long a story may stay; empty for ever
 * @param territory a note on where it may be read; empty for everywhere
 * @param credit the line that must stand with each story; empty for the source's name alone
 */
public record Terms(
    boolean fullText, Duration delay, Optional<Duration> expiry, String territory, String credit) {
  /** Whole stories, at once, for ever, credited by name. */
  public static final Terms OPEN = new Terms(true, Duration.ZERO, Optional.empty(), "", "");
}
