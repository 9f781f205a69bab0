package courant.topic;

import java.util.Arrays;

/**
 * What a reader sees of a file, and where in the file each character stands.
 *
 * <p>Offsets are UTF-16 code units.
 */
final class VisibleText {
  private static final String PARAGRAPH = "\n\n";

  /** The most that stands unseen within a run of text: an escape, an indented line's beginning. */
  private static final int LONGEST_GAP = 64;

  private static final int LONGEST_ENTITY = 34;

  private final StringBuilder text = new StringBuilder();
  private int[] places = new int[1024];
  private int[] ends = new int[1024];

  /** A text that is all visible. */
  static VisibleText plain(String source) {
    VisibleText visible = new VisibleText();
    visible.add(source, source, 0, source.length());
    return visible;
  }

  /**
   * Adds visible text that stands in part of the source, there perhaps escaped.
   *
   * @param visible the characters as seen
   * @param source the whole file
   * @param from where its part begins
   * @param to where its part ends
   */
  void add(String visible, String source, int from, int to) {
    if (visible.length() == to - from && source.startsWith(visible, from)) {
      for (int i = 0; i < visible.length(); i++) {
        put(visible.charAt(i), from + i, from + i + 1);
      }
    } else {
      align(visible, source, from, to);
    }
  }

  private void align(String visible, String source, int from, int to) {
    int at = from;
    for (int i = 0; i < visible.length(); i++) {
      char letter = visible.charAt(i);
      int place = place(letter, source, at, to);
      int end = place < to ? end(letter, source, place, to) : place;
      put(letter, Math.clamp(place, from, Math.max(from, to - 1)), end);
      at = end;
    }
  }

  /** Where the letter stands, or what stands for it: behind an escape or what is not seen. */
  private static int place(char letter, String source, int at, int to) {
    for (int here = at; here < Math.min(to, at + LONGEST_GAP); here++) {
      if (isSame(source.charAt(here), letter) || entityEnd(source, here, to) > 0) {
        return here;
      }
    }
    return at;
  }

  private static int end(char letter, String source, int place, int to) {
    int entity = entityEnd(source, place, to);
    boolean isFirstOfTwo = Character.isHighSurrogate(letter) && entity > place;
    return isFirstOfTwo ? place : Math.max(entity, place + 1);
  }

  /** Behind the entity such as {@code &eacute;} that begins at a place, or 0 if none does. */
  private static int entityEnd(String source, int at, int to) {
    if (source.charAt(at) != '&') {
      return 0;
    }
    int end = at + 1;
    while (end < to && end < at + LONGEST_ENTITY && isOfEntity(source.charAt(end))) {
      end++;
    }
    return end < to && end > at + 1 && source.charAt(end) == ';' ? end + 1 : 0;
  }

  private static boolean isOfEntity(char letter) {
    return letter == '#' || letter < 128 && Character.isLetterOrDigit(letter);
  }

  private static boolean isSame(char one, char other) {
    return one == other || Character.isWhitespace(one) && Character.isWhitespace(other);
  }

  /** Ends a paragraph, once. */
  void endParagraph() {
    int length = text.length();
    if (length > 0 && !(length > 1 && text.substring(length - 2).equals(PARAGRAPH))) {
      int end = ends[length - 1];
      put('\n', end, end);
      put('\n', end, end);
    }
  }

  private void put(char letter, int place, int end) {
    int length = text.length();
    if (length == places.length) {
      places = Arrays.copyOf(places, length * 2);
      ends = Arrays.copyOf(ends, length * 2);
    }
    places[length] = place;
    ends[length] = end;
    text.append(letter);
  }

  String text() {
    return text.toString();
  }

  /** Where in the file visible text begins that begins at {@code start}. */
  int sourceStart(int start) {
    return places[start];
  }

  /**
   * Where in the file visible text ends that ends before {@code end}, which is behind its start.
   */
  int sourceEnd(int end) {
    return ends[end - 1];
  }
}
