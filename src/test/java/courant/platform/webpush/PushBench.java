package courant.platform.webpush;

import courant.platform.crypto.FastProvider;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.support.Figure;
import courant.support.OpensslSpeed;
import courant.support.PushSink;
import courant.support.PushedBrowser;
import io.vertx.core.net.PfxOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Figures for push: messages encrypted by one thread, and handed to a local push service over
 * HTTP/2 and TLS, beside {@code openssl speed ecdhp256} in the same run. Started by {@code
 * bench/push}.
 *
 * <p>Arguments: rounds, and messages to hand over in each.
 */
public final class PushBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SENDERS = 64;
  private static final int CONTENT_BYTES = 500;

  private final List<Subscription> readers;
  private final PushMessage message =
      new PushMessage(
          new byte[CONTENT_BYTES], Duration.ofHours(6), PushMessage.Urgency.NORMAL, "story-7");

  private PushBench(String endpoint) {
    readers = IntStream.range(0, 500).mapToObj(i -> new PushedBrowser().at(endpoint + i)).toList();
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    int messages = Integer.parseInt(arguments[1]);
    PfxOptions certificate = PushSink.certificate(Files.createTempDirectory("push"));
    try (PushSink sink = PushSink.start(certificate, false);
        Outgoing outgoing = new Outgoing(new PublicAddresses(sink.address()), certificate)) {
      PushBench bench = new PushBench(sink.url("/push/"));
      Vapid vapid =
          new Vapid(Vapid.Key.fresh(), () -> "mailto:desk@x.example", InstantSource.system());
      WebPush push = new WebPush(outgoing, vapid, InstantSource.system());
      System.out.printf(
          "%s, messages of %d bytes, %d senders%n", FastProvider.name(), CONTENT_BYTES, SENDERS);
      bench.seal(3);
      bench.send(push, Math.min(messages, 5_000));
      List<double[]> figures = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        figures.add(bench.round(push, messages));
      }
      System.out.printf(
          "medians: sealed %.2f of openssl; handed over %.2f of openssl%n",
          median(figures, 0), median(figures, 1));
    }
  }

  private double[] round(WebPush push, int messages) throws Exception {
    double limit = OpensslSpeed.keyAgreements(2);
    double micros = seal(2);
    double rate = send(push, messages);
    double sealed = 1e6 / micros / limit;
    System.out.printf(
        "openssl ecdhp256 %.0f/s; sealed %.0f/s of CPU, %.1f µs each (%.2f); handed over %.0f/s, %d in %.1f s (%.2f)%n",
        limit, 1e6 / micros, micros, sealed, rate, messages, messages / rate, rate / limit);
    Figure.beside("push", "encrypted, one core", 1e6 / micros, "/s", "openssl ecdhp256", limit);
    Figure.beside("push", "and handed to a local service", rate, "/s", "openssl ecdhp256", limit);
    return new double[] {sealed, rate / limit};
  }

  private static double median(List<double[]> figures, int which) {
    return figures.stream()
        .mapToDouble(round -> round[which])
        .sorted()
        .toArray()[figures.size() / 2];
  }

  /** Microseconds of this thread's CPU a message. */
  private double seal(int seconds) {
    Sealer sealer = new Sealer();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    long cpu = THREADS.getCurrentThreadCpuTime();
    int sealed = 0;
    while (System.nanoTime() < end) {
      sealer.seal(readers.get(sealed++ % readers.size()), message.content());
    }
    return (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / sealed;
  }

  /** Messages a second, all of it: encrypted, sent, received, answered. */
  private double send(WebPush push, int messages) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    LongAdder delivered = new LongAdder();
    long start = System.nanoTime();
    List<Thread> senders =
        IntStream.range(0, SENDERS)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> sendAll(push, next, messages, delivered)))
            .toList();
    for (Thread sender : senders) {
      sender.join();
    }
    if (delivered.sum() != messages) {
      throw new IllegalStateException("delivered " + delivered.sum() + " of " + messages);
    }
    return messages * 1e9 / (System.nanoTime() - start);
  }

  private void sendAll(WebPush push, AtomicInteger next, int messages, LongAdder delivered) {
    for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
      Outcome outcome = push.send(readers.get(i % readers.size()), message);
      delivered.add(outcome instanceof Outcome.Delivered ? 1 : 0);
    }
  }
}
