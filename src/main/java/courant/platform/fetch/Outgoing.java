package courant.platform.fetch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The one way out of the house. It goes to public addresses only, and to the very address it looked
 * at: a name that resolves differently a moment later leads nowhere. Every request ends within its
 * time and size, whatever the far side does. Blocks; to be called from virtual threads.
 */
public final class Outgoing implements AutoCloseable {
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_REDIRECTS = 5;

  /** Long enough for a page that follows a feed, short enough for thousands of hosts. */
  private static final int KEEP_ALIVE_SECONDS = 10;

  private static final int LARGEST_HEADER = 32_768;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient plain = vertx.createHttpClient(options());
  private final HttpClient secure;
  private final Semaphore places;
  private final PublicAddresses guard;
  private final Room room;

  public Outgoing(PublicAddresses guard) {
    this(guard, null);
  }

  /**
   * @param trusted whose certificates count; null: those that the JDK trusts
   */
  public Outgoing(PublicAddresses guard, @Nullable TrustOptions trusted) {
    this(guard, trusted, MOST_AT_ONCE, Room.ENDLESS);
  }

  /**
   * For many slow far sides.
   *
   * @param mostAtOnce requests under way at the same time
   * @param room for answers to requests without a share of their own
   */
  public static Outgoing ofMany(PublicAddresses guard, int mostAtOnce, Room room) {
    return new Outgoing(guard, null, mostAtOnce, room);
  }

  private Outgoing(
      PublicAddresses guard, @Nullable TrustOptions trusted, int mostAtOnce, Room room) {
    this.guard = guard;
    this.room = room;
    this.places = new Semaphore(mostAtOnce);
    this.secure =
        vertx.createHttpClient(
            options()
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setInitialSettings(new Http2Settings().setMaxHeaderListSize(LARGEST_HEADER))
                .setTrustOptions(trusted));
  }

  private static HttpClientOptions options() {
    return new HttpClientOptions()
        .setConnectTimeout(10_000)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setDecompressionSupported(false)
        .setMaxHeaderSize(LARGEST_HEADER)
        .setVerifyHost(true);
  }

  /**
   * Why nothing confidential may be sent to an address: it is not HTTPS, or is private. An address
   * that the operator named may be either. What cannot be resolved now is looked at when something
   * is sent.
   */
  public Optional<String> objection(URI address) {
    if (address.getHost() == null) {
      return Optional.of("not an https address");
    }
    int port = port(address);
    if (guard.named(address.getHost(), port)) {
      return Optional.empty();
    }
    if (!"https".equals(address.getScheme())) {
      return Optional.of("not an https address");
    }
    return guard.check(address.getHost(), port) instanceof PublicAddresses.Checked.Private(var why)
        ? Optional.of(why)
        : Optional.empty();
  }

  private static int port(URI address) {
    return address.getPort() > 0
        ? address.getPort()
        : "https".equals(address.getScheme()) ? 443 : 80;
  }

  /**
   * Sends a request and waits for its outcome; redirects of a GET are followed, each looked at
   * anew.
   */
  public Outcome send(Ask ask) {
    places.acquireUninterruptibly();
    try {
      return follow(ask, MOST_REDIRECTS);
    } finally {
      places.release();
    }
  }

  private Outcome follow(Ask ask, int redirects) {
    Outcome outcome = sendOnce(ask);
    if (!(outcome instanceof Outcome.Answered answered)
        || !ask.method().equals("GET")
        || answered.status() / 100 != 3
        || answered.status() == 304) {
      return outcome;
    }
    Optional<URI> next =
        answered.header("location").flatMap(location -> resolve(ask.address(), location));
    if (next.isEmpty()) {
      return outcome;
    }
    if (redirects == 0) {
      return new Outcome.Failed(
          Outcome.Cause.REDIRECTS, "redirected more than " + MOST_REDIRECTS + " times");
    }
    return switch (follow(ask.to(next.get()), redirects - 1)) {
      case Outcome.Answered last -> last.after(answered, next.get());
      case Outcome.Refused refused -> refused;
      case Outcome.Failed failed -> failed;
    };
  }

  private static Optional<URI> resolve(URI base, String location) {
    try {
      return Optional.of(base.resolve(location.strip()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Outcome sendOnce(Ask ask) {
    URI address = ask.address();
    if (address.getHost() == null
        || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
      return new Outcome.Refused("not an http or https address");
    }
    int port = port(address);
    PublicAddresses.Checked checked = guard.check(address.getHost(), port);
    return switch (checked) {
      case PublicAddresses.Checked.Private(var reason) -> new Outcome.Refused(reason);
      case PublicAddresses.Checked.Unknown(var reason) ->
          new Outcome.Failed(Outcome.Cause.NO_HOST, reason);
      case PublicAddresses.Checked.Open(var found) -> exchange(ask, found, port);
    };
  }

  private Outcome exchange(Ask ask, InetAddress found, int port) {
    boolean encrypted = ask.address().getScheme().equals("https");
    Future<HttpClientRequest> connection =
        (encrypted ? secure : plain).request(options(ask, found, port, encrypted));
    if (ask.share() != null) {
      return new Exchange(ask, ask.share()).over(connection);
    }
    try (Room.Share share = room.share()) {
      return new Exchange(ask, share).over(connection);
    }
  }

  private static RequestOptions options(Ask ask, InetAddress found, int port, boolean encrypted) {
    String path = ask.address().getRawPath();
    String query = ask.address().getRawQuery();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(ask.method()))
            .setServer(SocketAddress.inetSocketAddress(port, found.getHostAddress()))
            .setHost(ask.address().getHost())
            .setPort(port)
            .setSsl(encrypted)
            .setURI(
                (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query))
            .setFollowRedirects(false);
    ask.headers().forEach(options::putHeader);
    return options.putHeader("accept-encoding", "gzip");
  }

  @Override
  public void close() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LoggerFactory.getLogger(Outgoing.class).warn("the outgoing client did not close", e);
    }
  }
}
