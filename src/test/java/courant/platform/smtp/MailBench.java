package courant.platform.smtp;

import com.sun.management.OperatingSystemMXBean;
import courant.platform.crypto.FastProvider;
import courant.support.Figure;
import courant.support.OpensslSpeed;
import courant.support.SmtpSink;
import java.lang.management.ManagementFactory;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Figures for the newsletter: personalised, doubly signed 20 KB messages, before the wire and into
 * a local sink, beside {@code openssl speed rsa2048} in the same run. Started by {@code
 * bench/mail}.
 *
 * <p>Arguments: rounds to take medians of, and the port of a sink already running (0 for our own).
 */
public final class MailBench {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
  private final FormLetter form;
  private final DkimSigner signer;

  private MailBench() throws Exception {
    this.form = form();
    this.signer =
        new DkimSigner(
            List.of(
                key("r1", DkimKey.Algorithm.RSA_SHA256),
                key("e1", DkimKey.Algorithm.ED25519_SHA256)));
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    LongAdder received = new LongAdder();
    try (SmtpSink own = SmtpSink.start().keeping(_ -> received.increment())) {
      MailBench bench = new MailBench();
      int sink = port > 0 ? port : own.port();
      System.out.printf(
          "%d cores, %s, %d bytes a message, into %s%n",
          CORES,
          FastProvider.name(),
          bench.letter(0).bytes().length,
          port > 0 ? "smtp-sink" : "the tests' sink");
      bench.sign(CORES, 2);
      bench.send(sink, 5_000);
      List<Round> all = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        all.add(bench.round(sink));
        System.out.println(all.getLast());
      }
      System.out.printf(
          "medians: before the wire %.2f of openssl, %.0f µs CPU; end to end %.2f, %.0f µs CPU a message%n",
          median(all, Round::beforeWire),
          median(all, r -> r.signed.cpuMicros),
          median(all, Round::endToEnd),
          median(all, r -> r.sent.cpuMicros));
      double limit = median(all, Round::openssl);
      Figure.beside(
          "mail",
          "composed and signed twice",
          median(all, r -> r.signed.rate),
          "/s",
          "openssl rsa2048",
          limit);
      Figure.beside(
          "mail",
          "and sent into a sink",
          median(all, r -> r.sent.rate),
          "/s",
          "openssl rsa2048",
          limit);
    }
  }

  /** Everything within a few seconds, so that what else the machine does weighs on all alike. */
  private Round round(int port) throws Exception {
    return new Round(OpensslSpeed.rsaSignatures(CORES, 2), sign(CORES, 2), send(port, 8_000));
  }

  private record Run(double rate, double cpuMicros) {}

  /** Rates a second on all cores; openssl counts signatures by the clock. */
  private record Round(double openssl, Run signed, Run sent) {
    double beforeWire() {
      return signed.rate / openssl;
    }

    double endToEnd() {
      return sent.rate / openssl;
    }

    @Override
    public String toString() {
      return "openssl rsa2048 %.0f/s; signed %.0f/s (%.2f), %.0f µs CPU; sent %.0f/s (%.2f), %.0f µs CPU"
          .formatted(
              openssl,
              signed.rate,
              beforeWire(),
              signed.cpuMicros,
              sent.rate,
              endToEnd(),
              sent.cpuMicros);
    }
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
  }

  private Run sign(int threads, int seconds) throws InterruptedException {
    LongAdder made = new LongAdder();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    long cpu = cpu();
    long start = System.nanoTime();
    List<Thread> workers =
        IntStream.range(0, threads)
            .mapToObj(
                worker ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              for (int i = worker; System.nanoTime() < end; i += threads) {
                                made.add(letter(i).bytes().length > 0 ? 1 : 0);
                              }
                            }))
            .toList();
    for (Thread worker : workers) {
      worker.join();
    }
    return new Run(
        made.sum() * 1e9 / (System.nanoTime() - start), (cpu() - cpu) / 1e3 / made.sum());
  }

  private Run send(int port, int count) {
    SmtpSettings settings =
        new SmtpSettings(
            "127.0.0.1",
            port,
            SmtpSettings.Tls.OFFERED,
            Optional.empty(),
            "bench.example",
            Duration.ofSeconds(30),
            2 * CORES);
    LongAdder delivered = new LongAdder();
    long cpu = cpu();
    long start = System.nanoTime();
    try (SmtpRelay relay = new SmtpRelay(settings)) {
      Iterator<Supplier<Letter>> letters =
          IntStream.range(0, count).<Supplier<Letter>>mapToObj(i -> () -> letter(i)).iterator();
      relay.sendAll(
          letters, (_, outcome) -> delivered.add(outcome instanceof Outcome.Delivered ? 1 : 0));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (delivered.sum() != count) {
      throw new IllegalStateException("delivered " + delivered.sum() + " of " + count);
    }
    return new Run(count / seconds, (cpu() - cpu) / 1e3 / count);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private Letter letter(int i) {
    String address = "reader" + i + "@example" + i % 100 + ".org";
    List<HeaderField> own =
        List.of(
            HeaderField.address("To", "Reader " + i, address),
            HeaderField.of("Message-ID", "<7." + i + "@review.example>"),
            HeaderField.of(
                "List-Unsubscribe",
                "<https://review.example/u/7-"
                    + i
                    + "-4f2a9c1d>, <mailto:leave+7-"
                    + i
                    + "@review.example?subject=unsubscribe>"));
    Map<String, String> values = Map.of("name", "Reader " + i, "token", "7-" + i + "-4f2a9c1d");
    return form.fill(
        new Envelope("bounce+7-" + i + "@review.example", address), own, values, signer, NOW);
  }

  private static FormLetter form() {
    List<HeaderField> shared =
        List.of(
            HeaderField.address("From", "The Morning Review", "news@review.example"),
            HeaderField.text("Subject", "Morning edition: dragoons over Tamanhint, and nine more"),
            HeaderField.of("Date", "Sun, 1 Mar 2026 06:00:00 +0000"),
            HeaderField.of("List-Id", "<morning.review.example>"),
            HeaderField.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            HeaderField.of("Feedback-ID", "7:morning:review"));
    StringBuilder text = new StringBuilder("Good morning, " + Slot.mark("name") + ".\n\n");
    StringBuilder html =
        new StringBuilder(
            "<!DOCTYPE html><html><body><p>Good morning, " + Slot.mark("name") + ".</p>");
    for (int i = 0; html.length() < 11_200; i++) {
      text.append("Story ")
          .append(i)
          .append(": the ministers met in Tripoli on Monday and said little.\n\n");
      html.append("<h2><a href=\"https://review.example/story/")
          .append(i)
          .append("\">Story ")
          .append(i)
          .append(
              "</a></h2><p>The ministers met in Tripoli on Monday and said little, said the café’s owner.</p>");
    }
    text.append("Settings: https://review.example/my?t=").append(Slot.mark("token")).append('\n');
    html.append("<p><a href=\"https://review.example/my?t=")
        .append(Slot.mark("token"))
        .append("\">Settings</a></p></body></html>");
    return FormLetter.of(shared, text.toString(), html.toString());
  }

  private static DkimKey key(String selector, DkimKey.Algorithm algorithm) throws Exception {
    KeyPair pair = DkimKey.generate(algorithm);
    return DkimKey.of("review.example", selector, algorithm, pair.getPrivate().getEncoded());
  }
}
