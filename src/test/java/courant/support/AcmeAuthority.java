package courant.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
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

  private final InstantSource clock;
  private final HttpServer server;
  private final Certifier certifier;
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, AcmeOrder> orders = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile CompletableFuture<Integer> proofPort = new CompletableFuture<>();
  private volatile Mood mood = Mood.WELL;
  private volatile boolean knowsItsCustomers;
  private volatile boolean forgetful;
  private volatile Optional<JsonObject> advice = Optional.empty();
  private final AtomicInteger adviceAsked = new AtomicInteger();
  private final Set<String> replaced = ConcurrentHashMap.newKeySet();

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

  /** From now on it says in how long certificates are to be renewed. */
  public void wantsThemRenewed(Duration from, Duration until) {
    Instant now = clock.instant();
    advice =
        Optional.of(
            new JsonObject()
                .put(
                    "suggestedWindow",
                    new JsonObject()
                        .put("start", now.plus(from).toString())
                        .put("end", now.plus(until).toString()))
                .put("explanationURL", "https://authority.example/incident"));
  }

  /** How often it said when. */
  public int adviceAsked() {
    return adviceAsked.get();
  }

  /** From now on every certificate's place was taken before, as after a crash. */
  public void losesWhatReplaces() {
    forgetful = true;
  }

  /** How many certificates others took the place of, as their orders said. */
  public int replaced() {
    return replaced.size();
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
        default -> {
          if (path.startsWith("/renewal/")) {
            advise(exchange, path);
          } else {
            serve(exchange, path, new Signed(exchange));
          }
        }
      }
    } catch (AcmeProblem problem) {
      if (problem.type.equals("rateLimited")) {
        exchange.getResponseHeaders().add("Retry-After", "7200");
        exchange.getResponseHeaders().add("Link", "<" + address() + "/limits>;rel=\"help\"");
      }
      send(exchange, 400, "application/problem+json", problem.said().encode());
    }
  }

  private JsonObject directoryObject() {
    JsonObject directory =
        new JsonObject()
            .put("newNonce", address() + "/nonce")
            .put("newAccount", address() + "/account")
            .put("newOrder", address() + "/order")
            .put("meta", new JsonObject().put("termsOfService", address() + "/terms"));
    return advice.isEmpty() ? directory : directory.put("renewalInfo", address() + "/renewal");
  }

  /** When to renew the newest certificate (RFC 9773); of others it knows nothing. */
  private void advise(HttpExchange exchange, String path) throws IOException, AcmeProblem {
    String number = path.substring(path.lastIndexOf('.') + 1);
    if (!new BigInteger(Base64.getUrlDecoder().decode(number))
        .equals(BigInteger.valueOf(issued()))) {
      throw new AcmeProblem("malformed", "no such certificate");
    }
    adviceAsked.incrementAndGet();
    exchange.getResponseHeaders().add("Retry-After", "3600");
    send(exchange, 200, advice.orElseThrow());
  }

  private void serve(HttpExchange exchange, String path, Signed signed)
      throws IOException, AcmeProblem {
    String[] parts = path.split("/");
    if (path.equals("/account")) {
      account(exchange, signed);
      return;
    }
    Account account = accounts.get(signed.head.getString("kid", ""));
    if (account == null) {
      throw new AcmeProblem("accountDoesNotExist", "no account " + signed.head.getString("kid"));
    }
    signed.verify(account.key.getKey());
    if (path.equals("/order")) {
      order(exchange, signed, account);
      return;
    }
    AcmeOrder order = orders.get(parts[2]);
    if (order == null || !order.thumbprint().equals(thumbprint(account.key))) {
      throw new AcmeProblem("unauthorized", "not an order of yours");
    }
    switch (parts[1]) {
      case "challenge" -> order.prove(proofPort.copy().orTimeout(20, TimeUnit.SECONDS).join());
      case "finalize" ->
          order.issue(certifier, signed.payload(), clock.instant().minus(Duration.ofHours(1)));
      default -> {}
    }
    switch (parts[1]) {
      case "order", "finalize" -> send(exchange, 200, order.said());
      case "authorization" -> send(exchange, 200, order.authorization());
      case "challenge" -> send(exchange, 200, order.challenge());
      case "certificate" -> send(exchange, 200, "application/pem-certificate-chain", order.chain());
      default -> throw new AcmeProblem("malformed", "nothing is at " + path);
    }
  }

  private void account(HttpExchange exchange, Signed signed) throws IOException, AcmeProblem {
    try {
      PublicJsonWebKey jwk =
          PublicJsonWebKey.Factory.newPublicJwk(signed.head.getJsonObject("jwk").encode());
      signed.verify(jwk.getKey());
      JsonObject wanted = signed.payload();
      if (!wanted.getBoolean("termsOfServiceAgreed", false)) {
        throw new AcmeProblem("userActionRequired", "agree to " + address() + "/terms");
      }
      if (knowsItsCustomers) {
        customer(wanted, jwk);
      }
      String location = address() + "/account/" + thumbprint(jwk);
      boolean known = accounts.putIfAbsent(location, new Account(jwk, wanted)) != null;
      exchange.getResponseHeaders().add("Location", location);
      send(exchange, known ? 200 : 201, new JsonObject().put("status", "valid"));
    } catch (JoseException e) {
      throw new AcmeProblem("malformed", e.getMessage());
    }
  }

  /** The binding is the account's key, signed with what the customer was given (7.3.4). */
  private void customer(JsonObject wanted, PublicJsonWebKey jwk) throws AcmeProblem, JoseException {
    JsonObject binding = wanted.getJsonObject("externalAccountBinding");
    if (binding == null) {
      throw new AcmeProblem("externalAccountRequired", "customers only");
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
      throw new AcmeProblem("unauthorized", "not a customer");
    }
  }

  private void order(HttpExchange exchange, Signed signed, Account account)
      throws IOException, AcmeProblem {
    if (mood == Mood.BUSY) {
      throw new AcmeProblem("rateLimited", "too many certificates");
    }
    String replaced = signed.payload().getString("replaces", "");
    if (!replaced.isEmpty() && (forgetful || !this.replaced.add(replaced))) {
      throw new AcmeProblem("alreadyReplaced", "another took the place of " + replaced);
    }
    AcmeOrder order =
        new AcmeOrder(
            address(),
            signed.payload().getJsonArray("identifiers").getJsonObject(0).getString("value"),
            thumbprint(account.key));
    orders.put(order.id(), order);
    exchange.getResponseHeaders().add("Location", order.address());
    send(exchange, 201, order.said());
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

    Signed(HttpExchange exchange) throws IOException, AcmeProblem {
      body =
          new JsonObject(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      head = new JsonObject(decoded(body.getString("protected")));
      if (!nonces.remove(head.getString("nonce"))) {
        throw new AcmeProblem("badNonce", "not given out, or used before");
      }
      if (!head.getString("url").equals(address() + exchange.getRequestURI())) {
        throw new AcmeProblem("unauthorized", "meant for " + head.getString("url"));
      }
    }

    void verify(Key with) throws AcmeProblem {
      try {
        jws.setCompactSerialization(compact(body));
        jws.setKey(with);
        if (!jws.verifySignature()) {
          throw new AcmeProblem("malformed", "the signature does not hold");
        }
      } catch (JoseException e) {
        throw new AcmeProblem("malformed", e.getMessage());
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
