package courant.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.platform.crypto.FastProvider;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of the fediverse as Mastodon is one, written after its documentation and apart from our
 * own code: accounts with keys, a shared inbox, signatures by draft-cavage.
 */
public final class FediverseServer implements AutoCloseable {
  private static final String TYPE = "application/activity+json; charset=utf-8";

  /** Something delivered to the shared inbox. */
  public record Delivered(Map<String, String> headers, JsonObject activity, String body) {}

  /** Somebody with an account here. */
  public final class Account {
    public final String name;
    private final KeyPair keys;

    private Account(String name, KeyPair keys) {
      this.name = name;
      this.keys = keys;
    }

    public String id() {
      return site() + "/users/" + name;
    }

    public String key() {
      return id() + "#main-key";
    }

    /** As pages show it. */
    public String handle() {
      return "@" + name + "@127.0.0.1:" + server.getAddress().getPort();
    }

    public JsonObject activity(String type, Object object) {
      return new JsonObject()
          .put("@context", "https://www.w3.org/ns/activitystreams")
          .put("id", id() + "#" + type + "/" + numbers++)
          .put("type", type)
          .put("actor", id())
          .put("object", object);
    }

    /** A note that answers something, addressed to everybody. */
    public JsonObject note(String inReplyTo, String html) {
      return new JsonObject()
          .put("id", id() + "/statuses/" + numbers++)
          .put("type", "Note")
          .put("attributedTo", id())
          .put("inReplyTo", inReplyTo)
          .put("content", html)
          .put("to", new JsonArray().add("https://www.w3.org/ns/activitystreams#Public"))
          .put("cc", new JsonArray());
    }

    private JsonObject document() {
      return new JsonObject()
          .put(
              "@context",
              new JsonArray()
                  .add("https://www.w3.org/ns/activitystreams")
                  .add("https://w3id.org/security/v1"))
          .put("id", id())
          .put("type", "Person")
          .put("preferredUsername", name)
          .put("name", name + " of the test")
          .put("url", site() + "/@" + name)
          .put("inbox", id() + "/inbox")
          .put("outbox", id() + "/outbox")
          .put("endpoints", new JsonObject().put("sharedInbox", site() + "/inbox"))
          .put("publicKey", keyDocument());
    }

    private JsonObject keyDocument() {
      return new JsonObject().put("id", key()).put("owner", id()).put("publicKeyPem", pem(keys));
    }
  }

  private static final KeyPair[] KEYS = {pair(), pair()};

  public final List<Delivered> delivered = new CopyOnWriteArrayList<>();
  public final Map<String, JsonObject> documents = new ConcurrentHashMap<>();

  /** Where paths lead on to. */
  public final Map<String, String> redirects = new ConcurrentHashMap<>();

  public volatile int status = 202;

  /** Run with each delivery, before it is answered. */
  public volatile Runnable onDelivery = () -> {};

  public volatile String contentType = TYPE;
  public final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> gone = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final SettableClock clock;
  private int numbers = 1;

  public FediverseServer(SettableClock clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = FastProvider.keyPairGenerator("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String site() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** As {@code allow-private} wants it. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public Account account(String name) {
    return account(name, 0);
  }

  /** An account with one of two keys. */
  public Account account(String name, int key) {
    Account account = new Account(name, KEYS[key]);
    documents.put("/users/" + name, account.document());
    return account;
  }

  /** The account goes; its address answers 410. */
  public void suspend(Account account) {
    gone.add("/users/" + account.name);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("POST")) {
      Map<String, String> headers = new ConcurrentHashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      headers.put("(request-target)", "post " + exchange.getRequestURI());
      String text = new String(body, StandardCharsets.UTF_8);
      delivered.add(new Delivered(headers, new JsonObject(text), text));
      onDelivery.run();
      exchange.sendResponseHeaders(status, -1);
    } else {
      JsonObject document = documents.get(exchange.getRequestURI().toString());
      String onwards = redirects.get(path);
      if (onwards != null) {
        exchange.getResponseHeaders().set("Location", onwards);
      }
      int answered =
          gone.contains(path) ? 410 : onwards != null ? 302 : document == null ? 404 : 200;
      byte[] out =
          answered == 200 && document != null
              ? document.encode().getBytes(StandardCharsets.UTF_8)
              : new byte[0];
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(answered, out.length == 0 ? -1 : out.length);
      exchange.getResponseBody().write(out);
    }
    exchange.close();
  }

  /** A request that an account signs, as Mastodon does. */
  public final class Post {
    private final Account by;
    private final URI to;
    private byte[] body;
    private String key;
    private String algorithm = "rsa-sha256";
    private List<String> covered =
        List.of("(request-target)", "host", "date", "digest", "content-type");
    private Instant date = clock.instant();
    private Optional<String> digest = Optional.empty();
    private Optional<String> host = Optional.empty();
    private Optional<byte[]> swapped = Optional.empty();

    private Post(Account by, URI to, byte[] body) {
      this.by = by;
      this.to = to;
      this.body = body;
      this.key = by.key();
    }

    public Post key(String other) {
      key = other;
      return this;
    }

    public Post algorithm(String other) {
      algorithm = other;
      return this;
    }

    public Post covering(String... fields) {
      covered = List.of(fields);
      return this;
    }

    public Post at(Instant other) {
      date = other;
      return this;
    }

    public Post digest(String other) {
      digest = Optional.of(other);
      return this;
    }

    /** Signs as if it were meant for another server. */
    public Post forHost(String other) {
      host = Optional.of(other);
      return this;
    }

    /** Sends another body than was signed. */
    public Post swapping(String other) {
      swapped = Optional.of(other.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    public HttpResponse<String> send(TestReview review) {
      String told = digest.orElse("SHA-256=" + Base64.getEncoder().encodeToString(sha256(body)));
      String when = httpDate(date);
      String authority = to.getHost() + ":" + to.getPort();
      Map<String, String> values =
          Map.of(
              "(request-target)", "post " + to.getRawPath(),
              "host", host.orElse(authority),
              "date", when,
              "digest", told,
              "content-type", TYPE);
      List<String> lines = new ArrayList<>();
      covered.forEach(name -> lines.add(name + ": " + values.get(name)));
      String signature =
          Base64.getEncoder().encodeToString(sign(by.keys, String.join("\n", lines)));
      return review.send(
          HttpRequest.newBuilder(to)
              .header("Date", when)
              .header("Digest", told)
              .header("Content-Type", TYPE)
              .header(
                  "Signature",
                  "keyId=\"%s\",algorithm=\"%s\",headers=\"%s\",signature=\"%s\""
                      .formatted(key, algorithm, String.join(" ", covered), signature))
              .POST(HttpRequest.BodyPublishers.ofByteArray(swapped.orElse(body))));
    }
  }

  /** Asks a review for an address of it, as a path or whole, for what servers read there. */
  public static HttpResponse<String> ask(TestReview review, String address) {
    String site = review.at("").toString();
    return review.get(
        address.startsWith(site) ? address.substring(site.length()) : address,
        "Accept",
        "application/activity+json");
  }

  /** What servers read at an address of a review. */
  public static JsonObject document(TestReview review, String address) {
    return new JsonObject(ask(review, address).body());
  }

  /** An actor of a review, found by its name. */
  public static JsonObject actor(TestReview review, String name) {
    String account = name + "@localhost:" + review.review.port();
    JsonObject found =
        new JsonObject(review.get("/.well-known/webfinger?resource=acct:" + account).body());
    return document(
        review,
        found.getJsonArray("links").stream()
            .map(JsonObject.class::cast)
            .filter(link -> link.getString("rel").equals("self"))
            .findFirst()
            .orElseThrow()
            .getString("href"));
  }

  public Post post(Account by, URI to, JsonObject activity) {
    return new Post(by, to, activity.encode().getBytes(StandardCharsets.UTF_8));
  }

  public Post post(Account by, URI to, String body) {
    return new Post(by, to, body.getBytes(StandardCharsets.UTF_8));
  }

  /** What was delivered, of one type. */
  public List<Delivered> delivered(String type) {
    return delivered.stream().filter(one -> one.activity().getString("type").equals(type)).toList();
  }

  /** Whether a delivery was signed by the key that an actor shows, over all that matters. */
  public static boolean signedBy(Delivered one, JsonObject actor) {
    String header = one.headers().get("signature");
    List<String> lines = new ArrayList<>();
    for (String name : parameter(header, "headers").split(" ")) {
      lines.add(name + ": " + one.headers().get(name));
    }
    JsonObject key = actor.getJsonObject("publicKey");
    String told =
        "SHA-256="
            + Base64.getEncoder()
                .encodeToString(sha256(one.body().getBytes(StandardCharsets.UTF_8)));
    return parameter(header, "keyId").equals(key.getString("id"))
        && key.getString("owner").equals(actor.getString("id"))
        && one.activity().getString("actor").equals(actor.getString("id"))
        && parameter(header, "headers").contains("(request-target) host date digest")
        && one.headers().get("digest").equals(told)
        && verify(
            key.getString("publicKeyPem"),
            String.join("\n", lines),
            Base64.getDecoder().decode(parameter(header, "signature")));
  }

  private static String parameter(String header, String name) {
    return header.replaceFirst(".*" + name + "=\"([^\"]*)\".*", "$1");
  }

  private static boolean verify(String pem, String base, byte[] signature) {
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded)));
      check.update(base.getBytes(StandardCharsets.UTF_8));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A signature by RFC 9421, as {@code rsa-v1_5-sha256}. */
  public static byte[] sign(Account by, String base) {
    return sign(by.keys, base);
  }

  private static byte[] sign(KeyPair keys, String base) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(base.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String httpDate(Instant at) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
        .format(at.atOffset(ZoneOffset.UTC));
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
