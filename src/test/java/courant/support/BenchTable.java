package courant.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What all benchmarks have told, as one table in Markdown and a plot for each thing that grows.
 * Started by {@code bench/run} with the file of figures and the folder to write to.
 */
public final class BenchTable {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int MARGIN = 60;

  private BenchTable() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    List<Figure> all = Files.readAllLines(Path.of(arguments[0])).stream().map(Figure::of).toList();
    List<Figure> compared = all.stream().filter(figure -> figure.size() == 0).toList();
    Map<String, List<Figure>> curves =
        all.stream()
            .filter(figure -> figure.size() > 0)
            .collect(
                Collectors.groupingBy(
                    figure -> figure.bench() + ": " + figure.what(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    StringBuilder page = new StringBuilder(table(compared));
    for (Map.Entry<String, List<Figure>> curve : curves.entrySet()) {
      String name = curve.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
      Files.writeString(folder.resolve(name), plot(curve.getKey(), curve.getValue()));
      page.append("%n![%s](%s)%n%n%s".formatted(curve.getKey(), name, points(curve.getValue())));
    }
    Files.writeString(folder.resolve("figures.md"), page);
    System.out.print(page);
  }

  private static String table(List<Figure> figures) {
    StringBuilder table =
        new StringBuilder(
            "| | what | measured | beside | ratio |\n| --- | --- | ---: | --- | ---: |\n");
    for (Figure one : figures) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s%s | %s | %.2f |%n",
              one.bench(),
              one.what(),
              shown(one.value()),
              one.unit(),
              one.beside(),
              one.ratio()));
    }
    return table.toString();
  }

  private static String points(List<Figure> curve) {
    return curve.stream()
        .map(
            one ->
                String.format(Locale.ROOT, "%,d: %s%s", one.size(), shown(one.value()), one.unit()))
        .collect(Collectors.joining(" · ", "", "\n"));
  }

  private static String shown(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  /** Both axes are logarithmic: a straight line that rises as fast as it goes on is linear cost. */
  private static String plot(String title, List<Figure> curve) {
    List<Figure> points = curve.stream().sorted(Comparator.comparingLong(Figure::size)).toList();
    double left = Math.log10(points.getFirst().size());
    double right = Math.max(left + 1, Math.log10(points.getLast().size()));
    double bottom =
        Math.floor(Math.log10(points.stream().mapToDouble(Figure::value).min().orElse(1)));
    double top =
        Math.max(
            bottom + 1,
            Math.ceil(Math.log10(points.stream().mapToDouble(Figure::value).max().orElse(1))));
    StringBuilder line = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    for (Figure point : points) {
      double x = MARGIN + (WIDTH - 2 * MARGIN) * (Math.log10(point.size()) - left) / (right - left);
      double y =
          HEIGHT
              - MARGIN
              - (HEIGHT - 2 * MARGIN) * (Math.log10(point.value()) - bottom) / (top - bottom);
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      marks.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/><text x=\"%.1f\" y=\"%.1f\">%s%s</text><text x=\"%.1f\" y=\"%d\">%,d</text>%n",
              x,
              y,
              x,
              y - 10,
              shown(point.value()),
              point.unit(),
              x,
              HEIGHT - MARGIN + 20,
              point.size()));
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img" font-family="sans-serif" font-size="12" text-anchor="middle">
        <title>%3$s</title><desc>%4$s</desc>
        <rect width="%1$d" height="%2$d" fill="#fff"/><text x="%5$d" y="24" font-size="15">%3$s</text>
        <path d="M%6$d %6$d V%7$d H%8$d" fill="none" stroke="#888"/>
        <polyline points="%9$s" fill="none" stroke="#9c2414" stroke-width="2"/>
        %10$s</svg>
        """
        .formatted(
            WIDTH,
            HEIGHT,
            title,
            points(points).strip(),
            WIDTH / 2,
            MARGIN,
            HEIGHT - MARGIN,
            WIDTH - MARGIN,
            line.toString().strip(),
            marks);
  }
}
