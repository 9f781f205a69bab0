package courant.platform.webpush;

import java.time.Duration;
import java.util.Locale;

/**
 * What is pushed.
 *
 * @param content what the browser's service worker reads; at most 3,993 bytes
 * @param life how long the push service keeps it for a browser that is away; to the second
 * @param topic a later message with the same one takes this one's place where it still waits (RFC
 *     8030, 5.4): at most 32 characters of base64url; empty: none
 */
public record PushMessage(byte[] content, Duration life, Urgency urgency, String topic) {
  /** Longest content in bytes. */
  public static final int LONGEST = Sealer.LONGEST;

  /** Whether to wake a sleeping phone for it (RFC 8030, 5.3). */
  public enum Urgency {
    VERY_LOW,
    LOW,
    NORMAL,
    HIGH;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @throws IllegalArgumentException if it is too long or the topic has other characters
   */
  public PushMessage {
    if (content.length > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " bytes");
    }
    if (!topic.matches("[A-Za-z0-9_-]{0,32}")) {
      throw new IllegalArgumentException("not a topic: " + topic);
    }
  }
}
