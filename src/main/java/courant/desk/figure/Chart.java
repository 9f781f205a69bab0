package courant.desk.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts as columns, in the units of its own view box; what it shows is told in a table, too.
 *
 * @param title what it shows
 * @param bars from the first to the last, where time runs as one reads
 * @param lines of the scale, from below
 */
public record Chart(String title, List<Bar> bars, List<Line> lines) {
  public static final int WIDTH = 720;
  public static final int HEIGHT = 200;
  private static final int BELOW = 30;
  private static final int ABOVE = 8;
  private static final int BESIDE = 56;

  /**
   * A count.
   *
   * @param name of its hour or day, in full
   * @param mark shown below; empty if there is no room for one
   */
  public record Point(String name, String mark, long count) {}

  /** A count where it is drawn. */
  public record Bar(Point point, double x, double y, double width, double height) {
    /** In the middle below it. */
    public double middle() {
      return x + width / 2;
    }
  }

  /** A line of the scale. */
  public record Line(long count, double y) {}

  /**
   * @param mirrored whether time runs from right to left, as in Arabic
   */
  static Chart of(String title, List<Point> points, boolean mirrored) {
    long most = points.stream().mapToLong(Point::count).max().orElse(0);
    long step = step(most);
    long top = Math.max(step, (most + step - 1) / step * step);
    double room = HEIGHT - BELOW - ABOVE;
    double each = (double) (WIDTH - BESIDE) / Math.max(1, points.size());
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      int place = mirrored ? points.size() - 1 - i : i;
      double height = round(room * points.get(i).count() / top);
      double from = mirrored ? 0 : BESIDE;
      bars.add(
          new Bar(
              points.get(i),
              round(from + place * each + each * 0.12),
              round(ABOVE + room - height),
              round(each * 0.76),
              height));
    }
    List<Line> lines = new ArrayList<>();
    for (long count = 0; count <= top; count += step) {
      lines.add(new Line(count, round(ABOVE + room - room * count / top)));
    }
    return new Chart(title, List.copyOf(bars), List.copyOf(lines));
  }

  /** A round number by which the scale has three to six lines. */
  private static long step(long most) {
    long step = 1;
    while (most / step > 5) {
      step *= most / step > 25 ? 10 : most / step > 10 ? 5 : 2;
    }
    return step;
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /** All of it together. */
  public long sum() {
    return bars.stream().mapToLong(bar -> bar.point().count()).sum();
  }
}
