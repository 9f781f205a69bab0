package courant.platform.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places in a text to be filled per recipient, marked by characters that no text contains. */
public final class Slot {
  private static final Pattern MARK = Pattern.compile("\uFDD0([^\uFDD1]*)\uFDD1");

  private Slot() {}

  /** The mark to put into a text or template where the named value belongs. */
  public static String mark(String name) {
    return "\uFDD0" + name + "\uFDD1";
  }

  /** A stretch of a text: constant, or the name of a slot. */
  record Piece(String text, boolean slot) {}

  static List<Piece> split(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher mark = MARK.matcher(text);
    int from = 0;
    while (mark.find()) {
      pieces.add(new Piece(text.substring(from, mark.start()), false));
      pieces.add(new Piece(mark.group(1), true));
      from = mark.end();
    }
    pieces.add(new Piece(text.substring(from), false));
    return pieces;
  }
}
