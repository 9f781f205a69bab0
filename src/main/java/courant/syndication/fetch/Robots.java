package courant.syndication.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What servers' robots.txt let us do (RFC 9309); each is read at most once a day. */
final class Robots {
  /** The product token by which a robots.txt may name us; lower case, as the parser wants it. */
  private static final String NAME = "courant";

  static final int LARGEST = 512 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofDays(1);

  /** After a fault of its server. */
  private static final Duration KEPT_SHORTLY = Duration.ofHours(1);

  private static final int MOST_KEPT = 20_000;

  private final Cache<String, Read> known = Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
  private final Outgoing outgoing;
  private final InstantSource clock;

  Robots(Outgoing outgoing, InstantSource clock) {
    this.outgoing = outgoing;
    this.clock = clock;
  }

  private record Read(BaseRobotRules rules, Instant until) {}

  /** Whether an address may be fetched; asks its server if need be. Blocks. */
  boolean allow(URI address) {
    return read(address).rules().isAllowed(address.toString());
  }

  /** The pause a server wants between two requests, if we know of one. */
  Duration gap(URI address) {
    @Nullable Read read = known.getIfPresent(origin(address));
    return Optional.ofNullable(read)
        .map(it -> it.rules().getCrawlDelay())
        .filter(millis -> millis > 0)
        .map(Duration::ofMillis)
        .orElse(Duration.ZERO);
  }

  private Read read(URI address) {
    String origin = origin(address);
    @Nullable Read read = known.getIfPresent(origin);
    if (read != null && read.until().isAfter(clock.instant())) {
      return read;
    }
    Read fresh = ask(URI.create(origin + "/robots.txt"));
    known.put(origin, fresh);
    return fresh;
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority();
  }

  /** A server that cannot be reached at all will say so when it is asked for the feed itself. */
  private Read ask(URI address) {
    Outcome outcome =
        outgoing.send(
            Ask.get(address)
                .with(Map.of("user-agent", PoliteFetch.USER_AGENT))
                .within(LARGEST, PATIENCE));
    return switch (outcome) {
      case Outcome.Answered answered when answered.ok() ->
          until(
              new SimpleRobotRulesParser()
                  .parseContent(
                      address.toString(),
                      answered.body(),
                      answered.header("content-type").orElse("text/plain"),
                      Set.of(NAME)),
              KEPT);
      case Outcome.Answered answered when answered.status() / 100 == 5 ->
          until(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE), KEPT_SHORTLY);
      case Outcome.Answered _ -> until(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), KEPT);
      case Outcome.Refused _, Outcome.Failed _ ->
          until(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), KEPT_SHORTLY);
    };
  }

  private Read until(BaseRobotRules rules, Duration kept) {
    return new Read(rules, clock.instant().plus(kept));
  }
}
