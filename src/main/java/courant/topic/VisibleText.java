package courant.topic;

import java.util.Arrays;

/**
 * What a reader sees of a file, and where in the file each character stands.
 *
 * <p>Offsets are UTF-16 code units.
 */
final class VisibleText {
  private static final String PARAGRAPH = "\n\n";

  private final StringBuilder text = new StringBuilder();
  private int[] places = new int[1024];
  private int lastPlace;

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
    int at = from;
    for (int i = 0; i < visible.length(); i++) {
      char letter = visible.charAt(i);
      int here = at;
      while (here < to && !isSame(source.charAt(here), letter)) {
        here++;
      }
      // What stands for it in the source is an entity or an escape; the next plain letter finds
      // back.
      at = here < to ? here : at;
      put(letter, Math.min(at, Math.max(from, to - 1)));
      at = here < to ? at + 1 : at;
    }
  }

  private static boolean isSame(char one, char other) {
    return one == other || Character.isWhitespace(one) && Character.isWhitespace(other);
  }

  /** Ends a paragraph, once. */
  void endParagraph() {
    if (text.length() > 1 && text.lastIndexOf(PARAGRAPH) < text.length() - 2) {
      put('\n', lastPlace);
      put('\n', lastPlace);
    }
  }

  private void put(char letter, int place) {
    if (text.length() == places.length) {
      places = Arrays.copyOf(places, places.length * 2);
    }
    places[text.length()] = place;
    text.append(letter);
    lastPlace = place;
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
    return places[end - 1] + 1;
  }
}
