package courant.delivery.app;

import courant.story.StoryId;
import java.util.Optional;

/** A story's number in the three ways in which apps write it. */
final class ItemNumber {
  private static final String LONG_FORM = "tag:google.com,2005:reader/item/";

  private ItemNumber() {}

  static String longForm(StoryId story) {
    return LONG_FORM + "%016x".formatted(story.value());
  }

  static String shortForm(StoryId story) {
    return Long.toString(story.value());
  }

  /** Sixteen hexadecimal digits, with or without the tag before them, or a decimal number. */
  static Optional<StoryId> read(String written) {
    String digits = written.startsWith(LONG_FORM) ? written.substring(LONG_FORM.length()) : written;
    try {
      boolean hexadecimal = digits.length() == 16 || digits.length() < written.length();
      return Optional.of(
          new StoryId(hexadecimal ? Long.parseUnsignedLong(digits, 16) : Long.parseLong(digits)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
