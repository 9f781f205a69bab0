package courant.platform.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who knows the addresses of hosts. */
@FunctionalInterface
interface Names {
  /**
   * All addresses of a host.
   *
   * @throws UnknownHostException if there is no such host, or nobody could say in time
   */
  InetAddress[] find(String host) throws UnknownHostException;

  /** The system's own, asked on threads that may wait: a slow name server stops nobody else. */
  Names SYSTEM = host -> Lookups.find(host);

  /** Looks names up beside the few threads that carry all virtual ones. */
  final class Lookups {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 32;
    private static final ExecutorService THREADS = threads();

    private Lookups() {}

    private static ExecutorService threads() {
      ThreadPoolExecutor threads =
          new ThreadPoolExecutor(
              MOST_AT_ONCE,
              MOST_AT_ONCE,
              PATIENCE.toSeconds(),
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());
      threads.allowCoreThreadTimeOut(true);
      return threads;
    }

    private static InetAddress[] find(String host) throws UnknownHostException {
      Future<InetAddress[]> found = THREADS.submit(() -> InetAddress.getAllByName(host));
      try {
        return found.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new UnknownHostException(host);
      } catch (TimeoutException _) {
        found.cancel(false);
        throw new UnknownHostException(host);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new UnknownHostException(host);
      }
    }
  }
}
