package courant.delivery.page.webapp;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.StringJoiner;

/** Letters as lines and curves, for drawings that may use no font. */
final class Outline {
  private Outline() {}

  /**
   * The path data (SVG) of a short text.
   *
   * @param side of the square in whose middle it stands
   * @param room the most it takes of it in width and height
   */
  static String of(String text, double side, double room) {
    if (text.isBlank()) {
      return "M0 0";
    }
    GlyphVector glyphs =
        new Font(Font.SERIF, Font.BOLD, (int) side)
            .createGlyphVector(new FontRenderContext(null, true, true), text);
    Rectangle2D box = glyphs.getVisualBounds();
    double scale = Math.min(room / box.getWidth(), room / box.getHeight());
    AffineTransform place = AffineTransform.getTranslateInstance(side / 2, side / 2);
    place.scale(scale, scale);
    place.translate(-box.getCenterX(), -box.getCenterY());
    return data(glyphs.getOutline().getPathIterator(place));
  }

  private static String data(PathIterator path) {
    StringBuilder data = new StringBuilder();
    double[] points = new double[6];
    for (; !path.isDone(); path.next()) {
      switch (path.currentSegment(points)) {
        case PathIterator.SEG_MOVETO -> data.append('M').append(numbers(points, 2));
        case PathIterator.SEG_LINETO -> data.append('L').append(numbers(points, 2));
        case PathIterator.SEG_QUADTO -> data.append('Q').append(numbers(points, 4));
        case PathIterator.SEG_CUBICTO -> data.append('C').append(numbers(points, 6));
        default -> data.append('Z');
      }
    }
    return data.toString();
  }

  private static String numbers(double[] points, int count) {
    StringJoiner numbers = new StringJoiner(" ");
    for (int i = 0; i < count; i++) {
      numbers.add(String.format(Locale.ROOT, "%.2f", points[i]));
    }
    return numbers.toString();
  }
}
