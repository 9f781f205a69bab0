package courant.platform.https;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/**
 * The JDK's client, as far as acme4j asks anything of it, over the one guarded way out: what an
 * authority names in its answers leads to public addresses only, and no answer is without end.
 */
final class GuardedClient extends HttpClient {
  /** Directories and chains have a few thousand. */
  private static final int MOST_BYTES = 1 << 18;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Outgoing outgoing;

  private GuardedClient(Outgoing outgoing) {
    this.outgoing = outgoing;
  }

  /** Any authority, asked that way. */
  static GenericAcmeProvider provider(Outgoing outgoing) {
    return new GenericAcmeProvider() {
      @Override
      public HttpClient createHttpClient(NetworkSettings settings) {
        return new GuardedClient(outgoing);
      }
    };
  }

  /**
   * @throws IOException if there is no answer, with the reason
   */
  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    Map<String, String> headers = new HashMap<>();
    request.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    Ask ask =
        new Ask(request.method(), request.uri(), headers, Sent.by(request), MOST_BYTES, PATIENCE);
    return switch (outgoing.send(ask)) {
      case Outcome.Answered answered -> GuardedAnswer.of(request, answered, handler);
      case Outcome.Refused(var reason) -> throw new IOException(reason);
      case Outcome.Failed(_, var reason) -> throw new IOException(reason);
    };
  }

  /** Gathers the body of a request. */
  private static final class Sent implements Flow.Subscriber<ByteBuffer> {
    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();

    static byte[] by(HttpRequest request) {
      Sent sent = new Sent();
      request.bodyPublisher().orElseGet(HttpRequest.BodyPublishers::noBody).subscribe(sent);
      return sent.all.getBody().toCompletableFuture().join();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      all.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      all.onNext(List.of(part));
    }

    @Override
    public void onError(Throwable failure) {
      all.onError(failure);
    }

    @Override
    public void onComplete() {
      all.onComplete();
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return Optional.empty();
  }

  @Override
  public Redirect followRedirects() {
    return Redirect.NORMAL;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  @Override
  public SSLContext sslContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  @Override
  public SSLParameters sslParameters() {
    return sslContext().getDefaultSSLParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return Optional.empty();
  }

  @Override
  public Version version() {
    return Version.HTTP_1_1;
  }

  @Override
  public Optional<Executor> executor() {
    return Optional.empty();
  }
}
