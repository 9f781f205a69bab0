package courant.edition;

import courant.support.Figure;
import courant.support.TestReview;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /my} over HTTP, asked for by wrk beside the server, on the same processors, with the
 * sessions of readers at random.
 */
final class MyOverHttp {
  private static final int WARM = 2;

  private final TestReview review;
  private final ManyReaders people;

  MyOverHttp(TestReview review, ManyReaders people) {
    this.review = review;
    this.people = people;
  }

  /**
   * Measures, and tells.
   *
   * @param seconds of each run, of which the first two warm up
   */
  void run(int seconds) throws IOException, InterruptedException {
    for (int run = 0; run < WARM; run++) {
      ask("", seconds);
    }
    tell("", ask("", seconds));
    String compressed = ", gzip";
    String accepted = ", [\"Accept-Encoding\"] = \"gzip\"";
    ask(accepted, seconds);
    tell(compressed, ask(accepted, seconds));
  }

  /**
   * @param pages that were answered
   * @param spent processor time of this process
   */
  private record Asked(String said, double pages, Duration spent) {}

  /**
   * @param more header fields, as Lua has them
   */
  private Asked ask(String more, int seconds) throws IOException {
    Path script = Files.createTempFile("courant", ".lua");
    Files.writeString(
        script,
        """
        math.randomseed(os.time())
        request = function()
          return wrk.format("GET", "/my", {["Cookie"] = "reader=bench-" .. math.random(%d),
            ["User-Agent"] = "Mozilla/5.0"%s})
        end
        """
            .formatted(people.signedIn(), more));
    Duration before = processor();
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c32",
                "-d" + seconds + "s",
                "--latency",
                "-s",
                script.toString(),
                review.at("").toString())
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Duration spent = processor().minus(before);
    Files.delete(script);
    return new Asked(said, number(said, "([0-9]+) requests in"), spent);
  }

  /** What this process has used up. */
  static Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private void tell(String how, Asked asked) {
    double rate = number(asked.said(), "Requests/sec:\\s+([0-9.]+)");
    double slow =
        number(asked.said(), "99%\\s+([0-9.]+)")
            * (asked.said().matches("(?s).*99%\\s+[0-9.]+ms.*")
                ? 1
                : asked.said().matches("(?s).*99%\\s+[0-9.]+us.*") ? 0.001 : 1_000);
    System.out.printf(
        "%,d readers: /my over HTTP%s, wrk with 32 connections beside it: %,.0f/s, 99 %% within %.1f ms, %.0f µs CPU a page%s%n",
        people.count(),
        how,
        rate,
        slow,
        asked.spent().toNanos() / 1e3 / asked.pages(),
        asked.said().contains("Non-2xx") ? ", SOME FAILED" : "");
    String what = "/my over HTTP%s, %,d readers".formatted(how, people.count());
    Figure.atLeast("follow", what, rate, "/s", 5_000);
    Figure.atMost("follow", what + ", p99", slow, " ms", 20);
  }

  private static double number(String said, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(said);
    if (!found.find()) {
      throw new IllegalStateException("wrk said: " + said);
    }
    return Double.parseDouble(found.group(1));
  }
}
