package courant.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A partner's web server on this machine: what it has at which address, tests say. */
public final class PartnerServer implements AutoCloseable {
  private record Page(int status, String type, String body) {}

  private final HttpServer server;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  public PartnerServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Puts something at a path, in the place of what was there. */
  public void put(String path, String type, String body) {
    pages.put(path, new Page(200, type, body));
  }

  /** Lets a path answer no more than a status from now on. */
  public void refuse(String path, int status) {
    pages.put(path, new Page(status, "text/plain", ""));
  }

  /** As the setting {@code allow-private} wants it. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The address of a path. */
  public String at(String path) {
    return "http://" + host() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Page page =
        pages.getOrDefault(exchange.getRequestURI().getPath(), new Page(404, "text/plain", ""));
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", page.type());
    exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
