package courant.platform.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers those who run the server: {@code /health/live}, {@code /health/ready} and {@code
 * /metrics} for Prometheus. On the JDK's own small server, so that it answers also when the public
 * one is busy, and on a port that readers cannot reach.
 */
public final class Management implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Check> checks;
  private final HttpServer server;

  /**
   * Opens the port; answers once {@link #start} is called.
   *
   * @param address a port of this machine, 0 for a free one, or {@code host:port}
   * @param checks what has to be so for the server to be ready
   * @throws IllegalArgumentException if it is neither
   */
  public Management(String address, List<Check> checks) {
    this.checks = checks;
    try {
      server = HttpServer.create(socket(address), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on management port " + address, e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 404, TEXT, "Nothing here.\n"));
    at("/health/live", exchange -> answer(exchange, 200, JSON, up(true).encode() + "\n"));
    at("/health/ready", this::ready);
    at("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, registry.scrape()));
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private static InetSocketAddress socket(String address) {
    int colon = address.lastIndexOf(':');
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      return new InetSocketAddress(colon < 0 ? "127.0.0.1" : address.substring(0, colon), port);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "--management-port takes a port or host:port, not '" + address + "'");
    }
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void at(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          boolean here = exchange.getRequestURI().getPath().equals(path);
          boolean reads = List.of("GET", "HEAD").contains(exchange.getRequestMethod());
          if (here && reads) {
            answer.to(exchange);
          } else {
            answer(exchange, here ? 405 : 404, TEXT, here ? "Only GET.\n" : "Nothing here.\n");
          }
        });
  }

  private void ready(HttpExchange exchange) throws IOException {
    boolean all = true;
    JsonArray looked = new JsonArray();
    for (Check check : checks) {
      Optional<String> trouble = check.look();
      all &= trouble.isEmpty();
      JsonObject one = new JsonObject().put("name", check.name());
      looked.add(one.mergeIn(up(trouble.isEmpty())));
      trouble.ifPresent(why -> one.put("why", why));
    }
    answer(exchange, all ? 200 : 503, JSON, up(all).put("checks", looked).encode() + "\n");
  }

  private static JsonObject up(boolean isUp) {
    return new JsonObject().put("status", isUp ? "up" : "down");
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", type);
      exchange.getResponseHeaders().set("cache-control", "no-store");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(status, -1);
      } else {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** Where features put what they count. */
  public MeterRegistry meters() {
    return registry;
  }

  /** Counts and times a request that was not answered from published bytes. */
  public void requested(String route, int status, long nanos) {
    registry
        .timer("courant.requests", "route", route, "status", Integer.toString(status))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    collections.close();
    threads.close();
  }
}
