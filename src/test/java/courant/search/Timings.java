package courant.search;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * How long something took, again and again, in ascending milliseconds.
 *
 * @param clock by the clock on the wall
 * @param processor by the time it had a processor, which others on the machine do not change
 */
record Timings(double[] clock, double[] processor) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Timings of(int rounds, Runnable action) {
    double[] clock = new double[rounds];
    double[] processor = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long wall = System.nanoTime();
      long thread = THREADS.getCurrentThreadCpuTime();
      action.run();
      processor[i] = (THREADS.getCurrentThreadCpuTime() - thread) / 1e6;
      clock[i] = (System.nanoTime() - wall) / 1e6;
    }
    Arrays.sort(clock);
    Arrays.sort(processor);
    return new Timings(clock, processor);
  }

  static Timings together(List<Timings> all) {
    return new Timings(
        all.stream().flatMapToDouble(it -> Arrays.stream(it.clock)).sorted().toArray(),
        all.stream().flatMapToDouble(it -> Arrays.stream(it.processor)).sorted().toArray());
  }

  void report(String what) {
    System.out.printf(
        "| %s | %.2f | %.2f | %.2f |%n",
        what, percentile(clock, 50), percentile(clock, 99), percentile(processor, 99));
  }

  static double percentile(double[] sorted, int percent) {
    return sorted[sorted.length * percent / 100];
  }
}
