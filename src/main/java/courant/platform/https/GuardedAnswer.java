package courant.platform.https;

import courant.platform.fetch.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;

/** An answer that came over the guarded way, as the JDK's client would give it. */
record GuardedAnswer<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
    implements HttpResponse<T> {

  static <T> GuardedAnswer<T> of(
      HttpRequest request, Outcome.Answered answered, BodyHandler<T> handler) {
    Map<String, List<String>> fields = new HashMap<>();
    answered.headers().forEach((name, value) -> fields.put(name, List.of(value)));
    fields.remove("content-encoding"); // it is unpacked
    fields.computeIfPresent("link", (_, links) -> apart(links.getFirst()));
    HttpHeaders headers = HttpHeaders.of(fields, (_, _) -> true);
    BodySubscriber<T> reader = handler.apply(new Head(answered.status(), headers));
    reader.onSubscribe(new AllAtOnce());
    reader.onNext(List.of(ByteBuffer.wrap(answered.body())));
    reader.onComplete();
    return new GuardedAnswer<>(
        request, answered.status(), headers, reader.getBody().toCompletableFuture().join());
  }

  /**
   * Links that stood in several fields; a library that reads one a field would take them as one.
   */
  private static List<String> apart(String links) {
    return Arrays.asList(links.split(",\\s*(?=<)"));
  }

  /** What is known before the body. */
  private record Head(int statusCode, HttpHeaders headers) implements ResponseInfo {
    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }

  /** It is all here already. */
  private record AllAtOnce() implements Flow.Subscription {
    @Override
    public void request(long more) {}

    @Override
    public void cancel() {}
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return Optional.empty();
  }

  @Override
  public URI uri() {
    return request.uri();
  }

  @Override
  public HttpClient.Version version() {
    return HttpClient.Version.HTTP_1_1;
  }
}
