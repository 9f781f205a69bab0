package courant.delivery.app;

import courant.story.StoryId;
import java.util.Optional;

/** A story's number in the ways in which apps write it. */
final class ItemNumber {
  private static final String LONG_FORM = "tag:google.com,2005:reader/item/";

  /** Our numbers have 18 decimal digits or more, and 15 or 16 hexadecimal ones. */
  private static final int SHORTEST_HEXADECIMAL = 15;

  private static final int LONGEST_HEXADECIMAL = 16;

  private ItemNumber() {}

  static String longForm(StoryId story) {
    return LONG_FORM + "%016x".formatted(story.value());
  }

  static String shortForm(StoryId story) {
    return Long.toString(story.value());
  }

  /**
   * Hexadecimal digits behind the tag; or without it, where NetNewsWire leaves out the zeros before
   * them; or a decimal number.
   */
  static Optional<StoryId> read(String written) {
    boolean tagged = written.startsWith(LONG_FORM);
    String digits = tagged ? written.substring(LONG_FORM.length()) : written;
    try {
      return Optional.of(
          new StoryId(
              tagged || isHexadecimal(digits)
                  ? Long.parseUnsignedLong(digits, 16)
                  : Long.parseLong(digits)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isHexadecimal(String digits) {
    return digits.length() >= SHORTEST_HEXADECIMAL && digits.length() <= LONGEST_HEXADECIMAL
        || digits.matches("[0-9]*[a-fA-F][0-9a-fA-F]*");
  }
}
