package courant.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * One figure of a benchmark, told to {@code bench/run} besides what the benchmark prints: a line of
 * the file that {@code COURANT_FIGURES} names, which {@link BenchTable} puts into one table.
 *
 * @param value measured
 * @param beside what it is measured against: the machine's limit, a peer, or what is wanted
 * @param ratio of ours to that; 1 or more is at least as good
 * @param size of what grows, for a plot; 0 if nothing does
 */
public record Figure(
    String bench, String what, double value, String unit, String beside, double ratio, long size) {
  private static final String FILE = System.getenv().getOrDefault("COURANT_FIGURES", "");

  /** More is better: ours beside a limit or a peer measured in the same run. */
  public static void beside(
      String bench, String what, double value, String unit, String limit, double limits) {
    String beside = String.format(Locale.ROOT, "%s: %,.4g%s", limit, limits, unit);
    tell(new Figure(bench, what, value, unit, beside, value / limits, 0));
  }

  /** Less is better, and this much is wanted. */
  public static void atMost(String bench, String what, double value, String unit, double wanted) {
    String beside = String.format(Locale.ROOT, "at most %,.4g%s", wanted, unit);
    tell(new Figure(bench, what, value, unit, beside, wanted / value, 0));
  }

  /** More is better, and this much is wanted. */
  public static void atLeast(String bench, String what, double value, String unit, double wanted) {
    String beside = String.format(Locale.ROOT, "at least %,.4g%s", wanted, unit);
    tell(new Figure(bench, what, value, unit, beside, value / wanted, 0));
  }

  /** One point of a curve: what something costs at a size. */
  public static void grown(String bench, String what, long size, double value, String unit) {
    tell(new Figure(bench, what, value, unit, "", 0, size));
  }

  private static void tell(Figure figure) {
    if (FILE.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          Path.of(FILE), figure.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parted by tabs, as shell scripts write it, too. */
  private String line() {
    return String.format(
        Locale.ROOT, "%s\t%s\t%s\t%s\t%s\t%s\t%d%n", bench, what, value, unit, beside, ratio, size);
  }

  static Figure of(String line) {
    List<String> parts = List.of(line.split("\t", -1));
    return new Figure(
        parts.get(0),
        parts.get(1),
        Double.parseDouble(parts.get(2)),
        parts.get(3),
        parts.get(4),
        Double.parseDouble(parts.get(5)),
        Long.parseLong(parts.get(6)));
  }
}
