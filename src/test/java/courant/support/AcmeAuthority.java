package courant.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * As much of RFC 8555 as an authority needs to make certificates for whoever proves by http-01 that
 * a name is theirs: signatures, nonces and proofs are looked at in earnest, every name is at
 * 127.0.0.1. It can be made to misbehave.
 */
public final class AcmeAuthority implements AutoCloseable {
  /** How it behaves. */
  public enum Mood {
    WELL,
    /** Hangs up on whoever asks. */
    DOWN,
    /** Wants to be left alone for two hours. */
    BUSY,
    /** Answers what makes no sense. */
    CONFUSED,
    /** Answers without end. */
    ENDLESS,
    /** Names addresses of the inner network. */
    LURING
  }

  /** The secret it shares with its customer {@code courant}, in base64url. */
  public static final String CUSTOMER_SECRET = "c2VjcmV0LW9mLXRoZS1jdXN0b21lci1jb3VyYW50LTEyMw";

  /** A key that has agreed to the terms. */
  private record Account(PublicJsonWebKey key, JsonObject said) {}

  /** One name to be certified. */
  private static final class Order {
    final String name;
    final Account account;
    final String token = UUID.randomUUID().toString();
    volatile String status = "pending";
    volatile Optional<JsonObject> error = Optional.empty();
    volatile String chain = "";

    Order(String name, Account account) {
      this.name = name;
      this.account = account;
    }
  }

  /** What is said to whoever asks for something wrong. */
  private static final class Problem extends Exception {
    private static final long serialVersionUID = 1;
    private final String type;

    Problem(String type, String detail) {
      super(detail);
      this.type = type;
    }
  }

  private final InstantSource clock;
  private final HttpServer server;
  private final Certifier certifier;
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, Order> orders = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile CompletableFuture<Integer> proofPort = new CompletableFuture<>();
  private volatile Mood mood = Mood.WELL;
  private volatile boolean knowsItsCustomers;

  private AcmeAuthority(HttpServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
    certifier = new Certifier(clock.instant());
  }

  /** Makes certificates that begin an hour before the clock's now. */
  public static AcmeAuthority start(InstantSource clock) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      AcmeAuthority authority = new AcmeAuthority(http, clock);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/", authority::answer);
      http.start();
      return authority;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where names are looked for; orders wait until that is said. */
  public void looksAt(int port) {
    proofPort.complete(port);
    proofPort = CompletableFuture.completedFuture(port);
  }

  public void mood(Mood other) {
    mood = other;
  }

  /** From now on only accounts of its customer {@code courant} are made. */
  public void knowItsCustomers() {
    knowsItsCustomers = true;
  }

  /** Its directory. */
  public String directory() {
    return address() + "/directory";
  }

  /** Host and port, as {@code COURANT_ALLOW_PRIVATE} has them. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private String address() {
    return "http://" + host();
  }

  /** Whom to trust. */
  public X509Certificate root() {
    return certifier.root();
  }

  /** Certificates made so far. */
  public int issued() {
    return certifier.issued();
  }

  /** Orders made so far, in whatever they ended. */
  public int orders() {
    return orders.size();
  }

  /** Accounts made so far. */
  public int accounts() {
    return accounts.size();
  }

  /** Times that its directory was asked for, answered or not: with that every order begins. */
  public int asked() {
    return asked.get();
  }

  /** Whom it may write to. */
  public String contacts() {
    return accounts.values().stream().map(account -> account.said.encode()).toList().toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/directory")) {
      asked.incrementAndGet();
    }
    try (exchange) {
      if (path.startsWith("/.well-known/")) { // it was taken for somebody's web server
        send(exchange, 404, "text/plain", "not here");
        return;
      }
      switch (mood) {
        case DOWN -> {}
        case CONFUSED -> send(exchange, 200, "application/json", "{\"newNonce\": [1, {}], \"");
        case ENDLESS -> send(exchange, 200, "application/json", " ".repeat(10_000_000));
        case LURING ->
            send(
                exchange,
                200,
                new JsonObject()
                    .put("newNonce", "http://127.0.0.1:1/nonce")
                    .put("newAccount", "http://127.0.0.1:1/account"));
        case BUSY, WELL -> serve(exchange, path);
      }
    }
  }

  private void serve(HttpExchange exchange, String path) throws IOException {
    String nonce = UUID.randomUUID().toString();
    nonces.add(nonce);
    exchange.getResponseHeaders().add("Replay-Nonce", nonce);
    exchange.getResponseHeaders().add("Link", "<" + directory() + ">;rel=\"index\"");
    try {
      switch (path) {
        case "/directory" -> send(exchange, 200, directoryObject());
        case "/nonce" -> exchange.sendResponseHeaders(200, -1);
        default -> serve(exchange, path, new Signed(exchange));
      }
    } catch (Problem problem) {
      if (problem.type.equals("rateLimited")) {
        exchange.getResponseHeaders().add("Retry-After", "7200");
        exchange.getResponseHeaders().add("Link", "<" + address() + "/limits>;rel=\"help\"");
      }
      send(exchange, 400, "application/problem+json", said(problem).encode());
    }
  }

  private static JsonObject said(Problem problem) {
    return new JsonObject()
        .put("type", "urn:ietf:params:acme:error:" + problem.type)
        .put("detail", problem.getMessage());
  }

  private JsonObject directoryObject() {
    return new JsonObject()
        .put("newNonce", address() + "/nonce")
        .put("newAccount", address() + "/account")
        .put("newOrder", address() + "/order")
        .put("meta", new JsonObject().put("termsOfService", address() + "/terms"));
  }

  private void serve(HttpExchange exchange, String path, Signed signed)
      throws IOException, Problem {
    String[] parts = path.split("/");
    if (path.equals("/account")) {
      account(exchange, signed);
      return;
    }
    Account account = accounts.get(signed.head.getString("kid", ""));
    if (account == null) {
      throw new Problem("accountDoesNotExist", "no account " + signed.head.getString("kid"));
    }
    signed.verify(account.key.getKey());
    if (path.equals("/order")) {
      order(exchange, signed, account);
      return;
    }
    Order order = orders.get(parts[2]);
    if (order == null || order.account != account) {
      throw new Problem("unauthorized", "not an order of yours");
    }
    switch (parts[1]) {
      case "challenge" -> prove(order);
      case "finalize" -> issue(order, signed.payload());
      default -> {}
    }
    switch (parts[1]) {
      case "order", "finalize" -> send(exchange, 200, order(parts[2], order));
      case "authorization" -> send(exchange, 200, authorization(parts[2], order));
      case "challenge" -> send(exchange, 200, challenge(parts[2], order));
      case "certificate" -> send(exchange, 200, "application/pem-certificate-chain", order.chain);
      default -> throw new Problem("malformed", "nothing is at " + path);
    }
  }

  private void account(HttpExchange exchange, Signed signed) throws IOException, Problem {
    try {
      PublicJsonWebKey jwk =
          PublicJsonWebKey.Factory.newPublicJwk(signed.head.getJsonObject("jwk").encode());
      signed.verify(jwk.getKey());
      JsonObject wanted = signed.payload();
      if (!wanted.getBoolean("termsOfServiceAgreed", false)) {
        throw new Problem("userActionRequired", "agree to " + address() + "/terms");
      }
      if (knowsItsCustomers) {
        customer(wanted, jwk);
      }
      String location = address() + "/account/" + thumbprint(jwk);
      boolean known = accounts.putIfAbsent(location, new Account(jwk, wanted)) != null;
      exchange.getResponseHeaders().add("Location", location);
      send(exchange, known ? 200 : 201, new JsonObject().put("status", "valid"));
    } catch (JoseException e) {
      throw new Problem("malformed", e.getMessage());
    }
  }

  /** The binding is the account's key, signed with what the customer was given (7.3.4). */
  private void customer(JsonObject wanted, PublicJsonWebKey jwk) throws Problem, JoseException {
    JsonObject binding = wanted.getJsonObject("externalAccountBinding");
    if (binding == null) {
      throw new Problem("externalAccountRequired", "customers only");
    }
    JsonWebSignature jws = new JsonWebSignature();
    jws.setCompactSerialization(compact(binding));
    jws.setKey(new HmacKey(Base64.getUrlDecoder().decode(CUSTOMER_SECRET)));
    boolean holds =
        jws.verifySignature()
            && "courant".equals(jws.getHeader("kid"))
            && thumbprint(PublicJsonWebKey.Factory.newPublicJwk(jws.getUnverifiedPayload()))
                .equals(thumbprint(jwk));
    if (!holds) {
      throw new Problem("unauthorized", "not a customer");
    }
  }

  private void order(HttpExchange exchange, Signed signed, Account account)
      throws IOException, Problem {
    if (mood == Mood.BUSY) {
      throw new Problem("rateLimited", "too many certificates");
    }
    JsonArray names = signed.payload().getJsonArray("identifiers");
    String id = UUID.randomUUID().toString();
    Order order = new Order(names.getJsonObject(0).getString("value"), account);
    orders.put(id, order);
    exchange.getResponseHeaders().add("Location", address() + "/order/" + id);
    send(exchange, 201, order(id, order));
  }

  private JsonObject order(String id, Order order) {
    JsonObject json =
        new JsonObject()
            .put("status", order.status)
            .put("identifiers", new JsonArray().add(identifier(order)))
            .put("authorizations", new JsonArray().add(address() + "/authorization/" + id))
            .put("finalize", address() + "/finalize/" + id);
    order.error.ifPresent(error -> json.put("error", error));
    return order.status.equals("valid")
        ? json.put("certificate", address() + "/certificate/" + id)
        : json;
  }

  private static JsonObject identifier(Order order) {
    return new JsonObject().put("type", "dns").put("value", order.name);
  }

  private JsonObject authorization(String id, Order order) {
    return new JsonObject()
        .put("status", order.status.equals("ready") ? "valid" : order.status)
        .put("identifier", identifier(order))
        .put("challenges", new JsonArray().add(challenge(id, order)));
  }

  private JsonObject challenge(String id, Order order) {
    JsonObject json =
        new JsonObject()
            .put("type", "http-01")
            .put("url", address() + "/challenge/" + id)
            .put("token", order.token)
            .put("status", order.status.equals("ready") ? "valid" : order.status);
    order.error.ifPresent(error -> json.put("error", error));
    return json;
  }

  /** Goes and looks (RFC 8555, 8.3). */
  private void prove(Order order) {
    try {
      String wanted = order.token + "." + thumbprint(order.account.key);
      String found = proof(order);
      if (!found.startsWith("HTTP/1.1 200 ") || !found.endsWith("\r\n\r\n" + wanted)) {
        refuse(order, "unauthorized", "found at " + order.name + " " + found.split("\r\n")[0]);
        return;
      }
      order.status = "ready";
    } catch (IOException e) {
      refuse(order, "connection", "Fetching http://" + order.name + "/: " + e.getMessage());
    }
  }

  private String proof(Order order) throws IOException {
    int port = proofPort.copy().orTimeout(20, TimeUnit.SECONDS).join();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String asks =
          "GET /.well-known/acme-challenge/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(order.token, order.name);
      socket.getOutputStream().write(asks.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void refuse(Order order, String type, String detail) {
    order.error = Optional.of(said(new Problem(type, detail)));
    order.status = "invalid";
  }

  private void issue(Order order, JsonObject payload) throws Problem {
    if (!order.status.equals("ready")) {
      throw new Problem("orderNotReady", "it is " + order.status);
    }
    byte[] request = Base64.getUrlDecoder().decode(payload.getString("csr"));
    order.chain =
        certifier
            .issue(request, order.name, clock.instant().minus(Duration.ofHours(1)))
            .orElseThrow(() -> new Problem("badCSR", "not what was ordered"));
    order.status = "valid";
  }

  private static String thumbprint(JsonWebKey jwk) {
    return jwk.calculateBase64urlEncodedThumbprint("SHA-256");
  }

  private static String compact(JsonObject flattened) {
    return flattened.getString("protected")
        + "."
        + flattened.getString("payload")
        + "."
        + flattened.getString("signature");
  }

  /** A request as every one but the first must be (6.2). */
  private final class Signed {
    final JsonObject head;
    private final JsonObject body;
    private final JsonWebSignature jws = new JsonWebSignature();

    Signed(HttpExchange exchange) throws IOException, Problem {
      body =
          new JsonObject(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      head = new JsonObject(decoded(body.getString("protected")));
      if (!nonces.remove(head.getString("nonce"))) {
        throw new Problem("badNonce", "not given out, or used before");
      }
      if (!head.getString("url").equals(address() + exchange.getRequestURI())) {
        throw new Problem("unauthorized", "meant for " + head.getString("url"));
      }
    }

    void verify(Key with) throws Problem {
      try {
        jws.setCompactSerialization(compact(body));
        jws.setKey(with);
        if (!jws.verifySignature()) {
          throw new Problem("malformed", "the signature does not hold");
        }
      } catch (JoseException e) {
        throw new Problem("malformed", e.getMessage());
      }
    }

    JsonObject payload() {
      return new JsonObject(decoded(body.getString("payload")));
    }

    private static String decoded(String base64) {
      return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }
  }

  private static void send(HttpExchange exchange, int status, JsonObject json) throws IOException {
    send(exchange, status, "application/json", json.encode());
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
