package courant.delivery.feed;

import courant.platform.crypto.Token;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import courant.platform.web.Request;
import courant.platform.web.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /hub}: our feeds' own WebSub hub (W3C Recommendation, 2018). Who asks is answered at once
 * and asked back, at the callback, whether it meant it.
 */
final class Hub {
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration USUAL = Duration.ofDays(10);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int LONGEST_SECRET = 200;

  private final HubSubscriptions subscriptions;
  private final ListFeed feeds;
  private final Runnable distribute;
  private final Outgoing outgoing;
  private final InstantSource clock;

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
  }

  /**
   * What was asked for.
   *
   * @param feed as it was when it was asked for
   */
  private record Wish(
      boolean subscribe,
      String topic,
      URI callback,
      Optional<String> secret,
      Duration lease,
      byte[] feed) {}

  Response answer(Request request) {
    String mode = request.field("hub.mode").orElse("");
    String topic = request.field("hub.topic").orElse("");
    Optional<URI> callback = request.field("hub.callback").flatMap(Hub::address);
    Optional<String> secret = request.field("hub.secret");
    if (!mode.equals("subscribe") && !mode.equals("unsubscribe")) {
      return problem("hub.mode must be subscribe or unsubscribe");
    }
    if (callback.isEmpty()) {
      return problem("hub.callback must be an http or https address");
    }
    if (secret
        .filter(given -> given.getBytes(StandardCharsets.UTF_8).length >= LONGEST_SECRET)
        .isPresent()) {
      return problem("hub.secret must be shorter than 200 bytes");
    }
    Optional<Response> feed = feeds.at(topic, request.site());
    if (feed.isEmpty()) {
      return problem("hub.topic is none of our feeds");
    }
    Wish wish =
        new Wish(
            mode.equals("subscribe"),
            topic,
            callback.get(),
            secret,
            lease(request),
            feed.get().body());
    Thread.ofVirtual().name("hub-verify").start(() -> verify(wish, request.site()));
    return Response.empty(202);
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

  /** Asks the callback to repeat a challenge; only whoever can is (un)subscribed. */
  private void verify(Wish wish, URI site) {
    String challenge = Token.fresh().value();
    String query =
        "hub.mode=%s&hub.topic=%s&hub.challenge=%s%s"
            .formatted(
                wish.subscribe() ? "subscribe" : "unsubscribe",
                URLEncoder.encode(wish.topic(), StandardCharsets.UTF_8),
                challenge,
                wish.subscribe() ? "&hub.lease_seconds=" + wish.lease().toSeconds() : "");
    String callback = wish.callback().toString();
    URI asked = URI.create(callback + (wish.callback().getRawQuery() == null ? "?" : "&") + query);
    boolean meant =
        outgoing.send(Ask.get(asked)) instanceof Outcome.Answered answer
            && answer.ok()
            && new String(answer.body(), StandardCharsets.UTF_8).equals(challenge);
    if (meant && wish.subscribe()) {
      subscriptions.add(wish.topic(), callback, wish.secret(), clock.instant().plus(wish.lease()));
      tellWhatCameMeanwhile(wish, site);
    } else if (meant) {
      subscriptions.remove(wish.topic(), callback);
    }
  }

  /** News between the wish and its confirmation found no subscriber, and it took it for told. */
  private void tellWhatCameMeanwhile(Wish wish, URI site) {
    if (feeds
        .at(wish.topic(), site)
        .filter(now -> !Arrays.equals(now.body(), wish.feed()))
        .isPresent()) {
      subscriptions.news(Set.of(wish.topic()));
      distribute.run();
    }
  }

  private static Response problem(String reason) {
    return Response.text(reason + "\n").status(400);
  }
}
