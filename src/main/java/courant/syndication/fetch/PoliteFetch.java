package courant.syndication.fetch;

import courant.platform.config.Version;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.fetch.Room;
import courant.syndication.fetch.Trouble.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Fetches from partners' servers: one request to a host at a time, as its robots.txt allows, and
 * none while it wants to be left alone. Blocks; to be called from virtual threads.
 */
public final class PoliteFetch {
  /** Its first word is what a robots.txt may call us. */
  static final String USER_AGENT =
      "Courant/" + Version.current() + " (news review; takes stories from partners)";

  /** Requests under way at the same time; most of them wait. */
  private static final int MOST_AT_ONCE = 500;

  private static final Room.Places[] FOR_OTHERS = {
    new Room.Places(16 << 10, 256),
    new Room.Places(Robots.LARGEST, 8),
    new Room.Places(FindFeeds.LARGEST, 2)
  };

  private final Outgoing outgoing;
  private final Robots robots;
  private final Hosts hosts;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final InstantSource clock;

  PoliteFetch(Outgoing outgoing, Hosts hosts, InstantSource clock) {
    this.outgoing = outgoing;
    this.hosts = hosts;
    this.clock = clock;
    this.robots = new Robots(outgoing, clock);
  }

  /** The way out to partners: many at once, in bounded memory. */
  public static Outgoing outgoing(PublicAddresses guard) {
    return Outgoing.ofMany(guard, MOST_AT_ONCE, new Room(FOR_OTHERS));
  }

  /** What came of it. */
  public sealed interface Visit {
    /**
     * What was asked for, or word that it has not changed (304).
     *
     * @param asked when its turn had come
     */
    record Found(Outcome.Answered answer, Instant asked) implements Visit {}

    /**
     * Nothing.
     *
     * @param pause the far side asks for, a day at most; zero if it does not
     */
    record InVain(Trouble trouble, Duration pause) implements Visit {}
  }

  /** Fetches; the request's own headers are added to ours. */
  public Visit get(Ask ask) {
    String host = PartnerFeed.host(ask.address());
    Optional<Duration> rest = hosts.resting(host);
    if (rest.isPresent()) {
      return new Visit.InVain(Trouble.of(Kind.BUSY), rest.get());
    }
    Map<String, String> headers = new HashMap<>(ask.headers());
    headers.put("user-agent", USER_AGENT);
    return hosts.inTurn(
        host, robots.gap(ask.address()), () -> inPlace(host, ask.with(Map.copyOf(headers))));
  }

  private Visit inPlace(String host, Ask ask) {
    places.acquireUninterruptibly();
    try {
      if (!isWeb(ask.address())) {
        return inVain(Kind.ADDRESS, ask.address().toString());
      }
      if (!robots.allow(ask.address())) {
        return inVain(Kind.ROBOTS, "");
      }
      Instant asked = clock.instant();
      return visit(host, asked, outgoing.send(ask));
    } finally {
      places.release();
    }
  }

  private static boolean isWeb(URI address) {
    return address.getHost() != null
        && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
  }

  private Visit visit(String host, Instant asked, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> answered(host, asked, answered);
      case Outcome.Refused(var why) -> inVain(Kind.PRIVATE, why);
      case Outcome.Failed(var cause, var why) ->
          switch (cause) {
            case NO_HOST -> inVain(Kind.NO_HOST, why);
            case UNREACHABLE, BROKEN -> inVain(Kind.UNREACHABLE, why);
            case SLOW -> inVain(Kind.SLOW, why);
            case LARGE -> inVain(Kind.LARGE, why);
            case REDIRECTS -> inVain(Kind.REDIRECTS, why);
            case CROWDED -> inVain(Kind.CROWDED, "");
          };
    };
  }

  private Visit answered(String host, Instant asked, Outcome.Answered answer) {
    int status = answer.status();
    if (answer.ok() || status == 304) {
      return new Visit.Found(answer, asked);
    }
    Duration wish = answer.retryAfter(clock.instant()).orElse(Duration.ZERO);
    Duration pause = wish.compareTo(Rhythms.LONGEST) > 0 ? Rhythms.LONGEST : wish;
    if (status == 429 && pause.isPositive()) {
      hosts.rest(host, pause);
    }
    Kind kind =
        switch (status) {
          case 401, 402, 403, 407, 451 -> Kind.FORBIDDEN;
          case 404 -> Kind.NOT_FOUND;
          case 410 -> Kind.GONE;
          case 429, 503 -> Kind.BUSY;
          default -> status / 100 == 5 ? Kind.SERVER : Kind.STATUS;
        };
    return new Visit.InVain(new Trouble(kind, "HTTP " + status), pause);
  }

  private static Visit inVain(Kind kind, String why) {
    return new Visit.InVain(new Trouble(kind, why), Duration.ZERO);
  }
}
