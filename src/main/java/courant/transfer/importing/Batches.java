package courant.transfer.importing;

import courant.transfer.exported.Exported;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Prepares entries on all processors while the file is read on, and hands them over in order, a
 * batch at a time. At most two batches are in memory.
 */
final class Batches<R> implements AutoCloseable {
  private static final int MOST = 500;
  private static final int LONGEST = 8 << 20;

  /** An entry, and what becomes of it. */
  record Prepared<R>(Exported.Entry entry, Future<R> outcome) {}

  private final ExecutorService workers =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final ExecutorService taker = Executors.newSingleThreadExecutor();
  private final Function<Exported.Entry, R> preparing;
  private final Consumer<List<Prepared<R>>> taking;
  private List<Prepared<R>> batch = new ArrayList<>();
  private int length;
  private Future<?> taken = CompletableFuture.completedFuture(true);

  /**
   * @param preparing called on many threads
   * @param taking called for one batch after the other, never for two at a time
   */
  Batches(Function<Exported.Entry, R> preparing, Consumer<List<Prepared<R>>> taking) {
    this.preparing = preparing;
    this.taking = taking;
  }

  void add(Exported.Entry entry) {
    batch.add(new Prepared<>(entry, workers.submit(() -> preparing.apply(entry))));
    length += entry.length();
    if (batch.size() == MOST || length > LONGEST) {
      handOver();
    }
  }

  private void handOver() {
    List<Prepared<R>> full = batch;
    batch = new ArrayList<>();
    length = 0;
    await();
    taken = taker.submit(() -> taking.accept(full));
  }

  /** Returns when all that was handed over is taken. */
  void await() {
    try {
      taken.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch could not be taken", e.getCause());
    }
  }

  /** Hands the rest over; returns when everything is taken. */
  @Override
  public void close() {
    try (workers;
        taker) {
      handOver();
      await();
    }
  }
}
