package courant.platform.smtp;

import courant.platform.smtp.Outcome.Later;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that takes our mail, behind a bounded number of kept connections. Blocking; meant for
 * virtual threads.
 */
public final class SmtpRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpRelay.class);
  private static final Duration UNREACHABLE = Duration.ofMinutes(5);
  private final SmtpSettings settings;
  private final SSLSocketFactory tls;
  private final Semaphore free;
  private final Deque<SmtpConnection> idle = new ArrayDeque<>();
  private boolean closed;

  /** Who is told what became of messages; by several threads at once. */
  @FunctionalInterface
  public interface Outcomes {
    /** A message was taken, and this became of it. Should not block. */
    void told(Letter letter, Outcome outcome);

    /**
     * Returns when what was told of a message is durable. Its connection asks before it hands over
     * another one, so that a crash repeats no more than one message a connection.
     */
    default void settle(Letter letter) {}
  }

  /** A relay whose certificate the JDK's trust store vouches for. */
  public SmtpRelay(SmtpSettings settings) {
    this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  SmtpRelay(SmtpSettings settings, SSLSocketFactory tls) {
    this.settings = settings;
    this.tls = tls;
    this.free = new Semaphore(settings.connections());
  }

  /** Sends one message: a sign-in link, a confirmation. */
  public Outcome send(Letter letter) {
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Optional<Later> down =
        sendAll(
            List.<Supplier<Letter>>of(() -> letter).iterator(), (_, said) -> outcome.set(said), 1);
    return down.<Outcome>map(later -> later).orElseGet(outcome::get);
  }

  /**
   * Sends many messages over as many connections as the settings allow, each made on the thread
   * that sends it.
   *
   * @param letters taken from by one thread at a time
   * @param outcomes told the outcome of every message taken, and settled when this returns
   * @return empty if all were tried; else why the relay could not be used, the rest not taken
   * @throws RuntimeException what {@code letters} or {@code outcomes} threw first; an error as its
   *     cause
   */
  public Optional<Later> sendAll(Iterator<? extends Supplier<Letter>> letters, Outcomes outcomes) {
    return sendAll(letters, outcomes, settings.connections());
  }

  private Optional<Later> sendAll(
      Iterator<? extends Supplier<Letter>> letters, Outcomes outcomes, int senders) {
    Round round = new Round(letters, outcomes);
    if (senders == 1) {
      round.run();
    } else {
      List<Thread> threads =
          IntStream.range(0, senders)
              .mapToObj(i -> Thread.ofVirtual().name("smtp-" + i).start(round))
              .toList();
      threads.forEach(SmtpRelay::join);
    }
    return round.result();
  }

  /** One call's letters, shared by its senders. */
  private final class Round implements Runnable, SmtpConnection.Letters {
    private final Iterator<? extends Supplier<Letter>> letters;
    private final Outcomes outcomes;
    private @Nullable Later down;
    private @Nullable Throwable failure;

    Round(Iterator<? extends Supplier<Letter>> letters, Outcomes outcomes) {
      this.letters = letters;
      this.outcomes = outcomes;
    }

    @Override
    public void run() {
      try {
        while (more()) {
          converse();
        }
      } catch (SmtpException e) {
        LOG.warn("mail waits: {}", e.getMessage());
        stop(new Later(UNREACHABLE, String.valueOf(e.getMessage())), null);
      } catch (RuntimeException | Error e) {
        stop(null, e); // an error, too: other senders would go on as if its letter had been sent
      }
    }

    private void converse() throws SmtpException {
      free.acquireUninterruptibly();
      try {
        SmtpConnection connection = connection();
        try {
          connection.send(this, outcomes);
        } catch (RuntimeException | Error e) {
          connection.close();
          throw e;
        }
        keep(connection);
      } finally {
        free.release();
      }
    }

    private synchronized boolean more() {
      return down == null && failure == null && letters.hasNext();
    }

    @Override
    public synchronized @Nullable Supplier<Letter> poll() {
      return more() ? letters.next() : null;
    }

    private synchronized void stop(@Nullable Later why, @Nullable Throwable thrown) {
      down = why;
      failure = failure == null ? thrown : failure;
    }

    synchronized Optional<Later> result() {
      return switch (failure) {
        case null -> Optional.ofNullable(down);
        case RuntimeException thrown -> throw thrown;
        default -> throw new IllegalStateException("a message could not be made or sent", failure);
      };
    }
  }

  private SmtpConnection connection() throws SmtpException {
    for (SmtpConnection kept = takeIdle(); kept != null; kept = takeIdle()) {
      if (kept.answers()) {
        return kept;
      }
      kept.close();
    }
    return new SmtpConnection(settings, tls);
  }

  private synchronized @Nullable SmtpConnection takeIdle() {
    return idle.poll();
  }

  private synchronized void keep(SmtpConnection connection) {
    if (closed || !connection.isOpen()) {
      connection.close();
    } else {
      idle.push(connection);
    }
  }

  private static void join(Thread sender) {
    boolean interrupted = false;
    while (true) {
      try {
        sender.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(SmtpConnection::close);
    idle.clear();
  }
}
