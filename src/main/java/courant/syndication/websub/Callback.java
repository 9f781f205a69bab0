package courant.syndication.websub;

import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.platform.web.Routes;
import courant.syndication.websub.HubLease.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where partners' hubs come: to make sure that we want to be told, and with what they have to tell.
 */
final class Callback {
  /** What follows is the subscription's own. */
  static final String PATH = "/intake/websub/";

  private static final Logger LOG = LoggerFactory.getLogger(Callback.class);
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final Duration ASKED_ANEW = Duration.ofDays(1);
  private static final int LONGEST_CHALLENGE = 2_000;

  /** Pushes that are read at the same time; other hubs are asked to come again. */
  private static final int MOST_AT_ONCE = 50;

  private final HubLeases leases;
  private final Pushed pushed;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  Callback(HubLeases leases, Pushed pushed) {
    this.leases = leases;
    this.pushed = pushed;
  }

  void routes(Routes routes) {
    routes
        .get(PATH + ":token", Role.ANYONE, this::verify)
        .postFromAnywhere(PATH + ":token", this::hear);
  }

  /** Says yes to what we asked for, and to nothing else (WebSub, 5.3). */
  private Response verify(Request request) {
    Optional<HubLease> lease =
        leases
            .byToken(request.part("token"))
            .filter(known -> known.topic().equals(request.query("hub.topic").orElse("")));
    String challenge = request.query("hub.challenge").orElse("");
    String mode = request.query("hub.mode").orElse("");
    if (lease.isPresent() && mode.equals("denied")) {
      leases.over(lease.get(), State.REFUSED, request.query("hub.reason").orElse(""), ASKED_ANEW);
      return Response.empty(204);
    }
    if (lease.isEmpty()
        || !mode.equals("subscribe")
        || challenge.isEmpty()
        || challenge.length() > LONGEST_CHALLENGE) {
      return Response.empty(404);
    }
    leases.live(lease.get(), lasts(request));
    return Response.text(challenge);
  }

  private static Duration lasts(Request request) {
    Duration told =
        request
            .query("hub.lease_seconds")
            .filter(seconds -> seconds.matches("[0-9]{1,9}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(Subscribe.LEASE);
    return told.compareTo(SHORTEST) < 0 ? SHORTEST : told.compareTo(LONGEST) > 0 ? LONGEST : told;
  }

  /** Takes what the hub can prove to be its own; it is read once the hub has its answer. */
  private Response hear(Request request) {
    Optional<HubLease> lease = leases.byToken(request.part("token"));
    if (lease.isEmpty()) {
      return Response.empty(410); // A hub that hears this need not come again.
    }
    String signature = request.header("x-hub-signature").orElse("");
    byte[] body = request.body();
    if (!Signature.proves(signature, leases.secret(lease.get()), body)) {
      LOG.warn("what came for {} is not signed by its hub", lease.get());
      return Response.empty(403);
    }
    if (!places.tryAcquire()) {
      return Response.empty(503).with("retry-after", "30");
    }
    leases.pushed(lease.get());
    String type = request.header("content-type").orElse("");
    Thread.ofVirtual().name("websub").start(() -> take(lease.get(), type, body));
    return Response.empty(202);
  }

  private void take(HubLease lease, String type, byte[] body) {
    try {
      pushed.take(lease.feed(), type, body);
    } catch (RuntimeException e) {
      LOG.error("what came for {} could not be taken in", lease, e);
    } finally {
      places.release();
    }
  }
}
