package courant.delivery.fediverse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import courant.platform.web.ActivityJson;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Finds out who is behind a key: asks the address it names, once, and believes only an actor who
 * says, at their own address, that it is theirs. Kept in memory for a while, never written down.
 */
final class Peers {
  private static final Duration KNOWN = Duration.ofHours(1);
  private static final Duration RENEWED = Duration.ofMinutes(1);
  private static final Duration UNKNOWN = Duration.ofMinutes(5);
  private static final int MOST_KNOWN = 10_000;
  private static final int MOST_AT_ONCE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ACCEPT =
      ActivityJson.TYPE
          + ", application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
  private static final Set<String> ACTORS =
      Set.of("Person", "Service", "Application", "Group", "Organization");

  /** What came of looking for somebody. */
  sealed interface Found {
    record Known(Peer peer) implements Found {}

    /** They are no more: their server says so. */
    record Gone() implements Found {}

    record Refused(Refusal why) implements Found {}
  }

  private sealed interface Document {
    record Is(Received json) implements Document {}

    record Not(Found why) implements Document {}
  }

  private final Outgoing outgoing;
  private final Identity identity;
  private final Supplier<Places> places;
  private final InstantSource clock;
  private final Semaphore lookups = new Semaphore(MOST_AT_ONCE);
  private final Cache<String, Found> found;

  Peers(Outgoing outgoing, Identity identity, Supplier<Places> places, InstantSource clock) {
    this.outgoing = outgoing;
    this.identity = identity;
    this.places = places;
    this.clock = clock;
    found =
        Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfter(
                Expiry.<String, Found>writing(
                    (_, one) -> one instanceof Found.Known ? KNOWN : UNKNOWN))
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .build();
  }

  /** Who signs with a key. */
  Found byKey(String key) {
    Found known = found.getIfPresent(key);
    return known == null ? again(key) : known;
  }

  /** The same, asked anew, but not over and over: keys are changed now and then. */
  Found renewed(Peer known) {
    return known.asked().plus(RENEWED).isAfter(clock.instant())
        ? new Found.Known(known)
        : again(known.key());
  }

  private Found again(String key) {
    return inTurn(
        () -> {
          Found fresh = lookUp(key);
          found.put(key, fresh);
          return fresh;
        });
  }

  /** Whether somebody is no more: asked now, of their own address. */
  boolean gone(String actor) {
    return inTurn(
            () ->
                switch (fetch(actor)) {
                  case Document.Not(var why) -> why;
                  case Document.Is _ -> new Found.Refused(Refusal.KEY);
                })
        instanceof Found.Gone;
  }

  private Found inTurn(Supplier<Found> lookUp) {
    if (!lookups.tryAcquire()) {
      return new Found.Refused(Refusal.BUSY);
    }
    try {
      return lookUp.get();
    } finally {
      lookups.release();
    }
  }

  /** Forgets somebody. */
  void forget(Peer peer) {
    found.invalidate(peer.key());
  }

  private Found lookUp(String key) {
    String address = key.replaceFirst("#.*", "");
    return switch (fetch(address)) {
      case Document.Not(var why) -> why;
      case Document.Is(var json) when json.id().equals(address) && isActor(json) ->
          owner(key, json);
      case Document.Is(var json) -> atOwner(key, json);
    };
  }

  /** A key with an address of its own names its owner; there is one such step, and no more. */
  private Found atOwner(String key, Received json) {
    String owner = isActor(json) ? json.id() : json.address("owner");
    if (owner.isEmpty() || !Received.host(owner).equals(Received.host(key))) {
      return new Found.Refused(Refusal.OWNER);
    }
    return switch (fetch(owner)) {
      case Document.Not(var why) -> why;
      case Document.Is(var actor) when actor.id().equals(owner) && isActor(actor) ->
          owner(key, actor);
      case Document.Is _ -> new Found.Refused(Refusal.OWNER);
    };
  }

  private static boolean isActor(Received json) {
    return ACTORS.contains(json.type()) && !json.address("inbox").isEmpty();
  }

  /** An actor at their own address, if the key is one of theirs. */
  private Found owner(String key, Received actor) {
    List<Received> keys = actor.objects("publicKey");
    Optional<Received> theirs =
        keys.stream()
            .filter(one -> one.id().equals(key) && one.address("owner").equals(actor.id()))
            .findFirst();
    if (theirs.isEmpty()) {
      return new Found.Refused(Refusal.OWNER);
    }
    Optional<PublicKey> publicKey = Pem.key(theirs.get().text("publicKeyPem"));
    String inbox = inbox(actor);
    if (publicKey.isEmpty() || inbox.isEmpty()) {
      return new Found.Refused(Refusal.KEY);
    }
    String page = actor.address("url");
    return new Found.Known(
        new Peer(
            actor.id(),
            key,
            publicKey.get(),
            inbox,
            actor.text("preferredUsername"),
            ofHost(page, actor.id()) ? page : actor.id(),
            clock.instant()));
  }

  /** On their own server only: else anybody could have us deliver to anywhere. */
  private static String inbox(Received actor) {
    String shared = actor.object("endpoints").map(all -> all.address("sharedInbox")).orElse("");
    String own = actor.address("inbox");
    return ofHost(shared, actor.id()) ? shared : ofHost(own, actor.id()) ? own : "";
  }

  private static boolean ofHost(String address, String other) {
    return !address.isEmpty() && Received.host(address).equals(Received.host(other));
  }

  /** Signed, since some servers show themselves only to whom they can tell. */
  private Document fetch(String address) {
    Optional<URI> uri = Received.uri(address);
    if (uri.isEmpty() || outgoing.objection(uri.get()).isPresent()) {
      return not(Refusal.PRIVATE);
    }
    Map<String, String> headers =
        new HashMap<>(identity.signer().get(places.get().key(Actor.REVIEW), uri.get()));
    headers.put("accept", ACCEPT);
    Ask ask = Ask.get(uri.get()).with(headers).within(Received.MOST_BYTES, PATIENCE);
    return switch (outgoing.send(ask)) {
      case Outcome.Refused _ -> not(Refusal.PRIVATE);
      case Outcome.Failed _ -> not(Refusal.KEY);
      // Of what a redirect leads to elsewhere, the server that was asked says nothing.
      case Outcome.Answered answer when !sameServer(answer.address(), uri.get()) ->
          not(Refusal.KEY);
      case Outcome.Answered answer when answer.status() == 410 || answer.status() == 404 ->
          new Document.Not(new Found.Gone());
      case Outcome.Answered answer when answer.ok() && isActivity(answer) ->
          Received.read(answer.body())
              .<Document>map(Document.Is::new)
              .orElseGet(() -> not(Refusal.KEY));
      case Outcome.Answered _ -> not(Refusal.KEY);
    };
  }

  private static boolean sameServer(URI one, URI other) {
    return one.getScheme().equals(other.getScheme()) && ofHost(one.toString(), other.toString());
  }

  private static Document not(Refusal why) {
    return new Document.Not(new Found.Refused(why));
  }

  /** A file that somebody put on a server is no actor of that server. */
  private static boolean isActivity(Outcome.Answered answer) {
    String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith(ActivityJson.TYPE) || type.startsWith("application/ld+json");
  }
}
