package courant.delivery.feed;

import courant.platform.crypto.Token;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import courant.platform.web.Limiter;
import courant.platform.web.Request;
import courant.platform.web.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * {@code /hub}: our feeds' own WebSub hub (W3C Recommendation, 2018). Who asks is answered at once
 * and asked back, at the callback, whether it meant it.
 */
final class Hub {
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration USUAL = Duration.ofDays(10);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int LONGEST_SECRET = 200;

  /** Each wish has us ask another server in our name, and lay out a feed. */
  private static final int WISHES_OF_A_NETWORK = 100;

  private static final Duration STRETCH = Duration.ofMinutes(15);

  /** Few, since mail, notifications and the fediverse go out by the same places. */
  private static final int ASKED_AT_ONCE = 16;

  /** Each is sent its whole feed whenever a story is out. */
  private static final int MOST_OF_A_HOST = 200;

  private static final int LARGEST_ANSWER = 1_024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HubSubscriptions subscriptions;
  private final ListFeed feeds;
  private final Runnable distribute;
  private final Outgoing outgoing;
  private final InstantSource clock;
  private final Limiter wishes;
  private final Semaphore places = new Semaphore(ASKED_AT_ONCE);

  /**
   * The hub.
   *
   * @param distribute tells subscribers what they are still to be told
   */
  Hub(
      HubSubscriptions subscriptions,
      ListFeed feeds,
      Runnable distribute,
      Outgoing outgoing,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.feeds = feeds;
    this.distribute = distribute;
    this.outgoing = outgoing;
    this.clock = clock;
    this.wishes = new Limiter(WISHES_OF_A_NETWORK, STRETCH, clock);
  }

  /**
   * What was asked for.
   *
   * @param seen a digest of the feed as it was when it was asked for
   */
  private record Wish(
      boolean subscribe,
      String topic,
      URI callback,
      Optional<String> secret,
      Duration lease,
      String seen) {}

  Response answer(Request request) {
    return wishes.admitsNetwork(request)
        ? consider(request)
        : problem(429, "your network asks for too much").with("retry-after", seconds(STRETCH));
  }

  private Response consider(Request request) {
    String mode = request.field("hub.mode").orElse("");
    String topic = request.field("hub.topic").orElse("");
    Optional<URI> callback = request.field("hub.callback").flatMap(Hub::address);
    Optional<String> secret = request.field("hub.secret");
    boolean subscribe = mode.equals("subscribe");
    if (!subscribe && !mode.equals("unsubscribe")) {
      return problem(400, "hub.mode must be subscribe or unsubscribe");
    }
    if (callback.isEmpty()) {
      return problem(400, "hub.callback must be an http or https address");
    }
    if (secret
        .filter(given -> given.getBytes(StandardCharsets.UTF_8).length >= LONGEST_SECRET)
        .isPresent()) {
      return problem(400, "hub.secret must be shorter than 200 bytes");
    }
    if (subscribe && subscriptions.besides(topic, callback.get()) >= MOST_OF_A_HOST) {
      return problem(403, "the host of hub.callback has as many subscriptions as one may have");
    }
    return digest(topic, request.site())
        .map(seen -> new Wish(subscribe, topic, callback.get(), secret, lease(request), seen))
        .map(wish -> take(wish, request.site()))
        .orElseGet(() -> problem(400, "hub.topic is none of our feeds"));
  }

  private Response take(Wish wish, URI site) {
    if (!places.tryAcquire()) {
      return problem(503, "others are being asked, come again").with("retry-after", "30");
    }
    Thread.ofVirtual().name("hub-verify").start(() -> verify(wish, site));
    return Response.empty(202);
  }

  /** What tells one state of a feed from another in little room; empty if it is none of ours. */
  private Optional<String> digest(String topic, URI site) {
    return feeds.at(topic, site).map(feed -> sha256(feed.body()));
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Duration lease(Request request) {
    Duration wanted =
        request
            .field("hub.lease_seconds")
            .filter(seconds -> seconds.matches("[0-9]{1,9}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(USUAL);
    return wanted.compareTo(SHORTEST) < 0
        ? SHORTEST
        : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
  }

  private static Optional<URI> address(String text) {
    try {
      URI address = URI.create(text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      return web && address.getHost() != null && address.getRawFragment() == null
          ? Optional.of(address)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Only whoever can repeat a challenge is (un)subscribed. */
  private void verify(Wish wish, URI site) {
    boolean meant;
    try {
      meant = repeats(wish, Token.fresh().value());
    } finally {
      places.release();
    }
    if (meant && wish.subscribe()) {
      subscriptions.add(
          wish.topic(), wish.callback(), wish.secret(), clock.instant().plus(wish.lease()));
      tellWhatCameMeanwhile(wish, site);
    } else if (meant) {
      subscriptions.remove(wish.topic(), wish.callback().toString());
    }
  }

  private boolean repeats(Wish wish, String challenge) {
    String query =
        "hub.mode=%s&hub.topic=%s&hub.challenge=%s%s"
            .formatted(
                wish.subscribe() ? "subscribe" : "unsubscribe",
                URLEncoder.encode(wish.topic(), StandardCharsets.UTF_8),
                challenge,
                wish.subscribe() ? "&hub.lease_seconds=" + seconds(wish.lease()) : "");
    URI callback = wish.callback();
    URI asked = URI.create(callback + (callback.getRawQuery() == null ? "?" : "&") + query);
    return outgoing.send(Ask.get(asked).within(LARGEST_ANSWER, PATIENCE))
            instanceof Outcome.Answered answer
        && answer.ok()
        && new String(answer.body(), StandardCharsets.UTF_8).equals(challenge);
  }

  /** News between the wish and its confirmation found no subscriber, and it took it for told. */
  private void tellWhatCameMeanwhile(Wish wish, URI site) {
    if (digest(wish.topic(), site).filter(now -> !now.equals(wish.seen())).isPresent()) {
      subscriptions.news(Set.of(wish.topic()));
      distribute.run();
    }
  }

  private static Response problem(int status, String reason) {
    return Response.text(reason + "\n").status(status);
  }

  private static String seconds(Duration pause) {
    return Long.toString(pause.toSeconds());
  }
}
