package courant.syndication;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches partners' feeds, many at once but each host one by one, and takes what is new. */
final class PollFeeds {
  private static final Logger LOG = LoggerFactory.getLogger(PollFeeds.class);

  private static final int MOST_AT_ONCE = 16;
  private static final int MOST_A_ROUND = 1_000;
  private static final int LARGEST = 16 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A round is over by then; if its node stopped, the feed is fetched again. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final PartnerFeeds feeds;
  private final Sources sources;
  private final TakeItem takeItem;
  private final Facts facts;
  private final Outgoing outgoing;
  private final FeedReader reader;
  private final InstantSource clock;

  PollFeeds(
      PartnerFeeds feeds,
      Sources sources,
      TakeItem takeItem,
      Facts facts,
      Outgoing outgoing,
      InstantSource clock) {
    this.feeds = feeds;
    this.sources = sources;
    this.takeItem = takeItem;
    this.facts = facts;
    this.outgoing = outgoing;
    this.reader = new FeedReader(clock);
    this.clock = clock;
  }

  /** Fetches those whose time has come. */
  void due() {
    poll(feeds.claimDue(clock.instant(), LEASE, MOST_A_ROUND), _ -> {});
  }

  /** Fetches every feed that is not gone, and tells of each as soon as it is done. */
  void all(Consumer<Polled> told) {
    poll(feeds.all(), told);
  }

  private void poll(List<PartnerFeed> wanted, Consumer<Polled> told) {
    if (wanted.isEmpty()) {
      return;
    }
    Map<SourceId, Source> from =
        sources.all().stream().collect(Collectors.toMap(Source::id, Function.identity()));
    Map<String, Semaphore> hosts = new ConcurrentHashMap<>();
    Semaphore places = new Semaphore(MOST_AT_ONCE);
    Function<PartnerFeed, Polled> inTurn =
        feed ->
            in(
                hosts.computeIfAbsent(host(feed), _ -> new Semaphore(1)),
                () -> in(places, () -> one(feed, from)));
    List<Thread> fetches =
        wanted.stream()
            .map(feed -> Thread.ofVirtual().start(() -> told.accept(inTurn.apply(feed))))
            .toList();
    try {
      for (Thread fetch : fetches) {
        fetch.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String host(PartnerFeed feed) {
    String host = feed.address().getHost();
    return host == null ? "" : host;
  }

  private static Polled in(Semaphore place, Supplier<Polled> work) {
    place.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      place.release();
    }
  }

  /** Whatever goes wrong with one feed is its own trouble. */
  private Polled one(PartnerFeed feed, Map<SourceId, Source> from) {
    try {
      Source source = Objects.requireNonNull(from.get(feed.source()));
      return switch (outgoing.send(ask(feed))) {
        case Outcome.Answered answered -> heard(feed, source, answered);
        case Outcome.Refused(var why) -> failed(feed, "not asked: " + why, Duration.ZERO);
        case Outcome.Failed(var why) -> failed(feed, "no usable answer: " + why, Duration.ZERO);
      };
    } catch (RuntimeException e) {
      LOG.error("{} could not be taken in", feed.address(), e);
      return failed(feed, "could not be taken in; the log tells why", Duration.ZERO);
    }
  }

  private static Ask ask(PartnerFeed feed) {
    Map<String, String> headers = new HashMap<>();
    headers.put("user-agent", "Courant/0.1 (feed reader)");
    headers.put(
        "accept",
        "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5");
    if (!feed.state().etag().isEmpty()) {
      headers.put("if-none-match", feed.state().etag());
    }
    if (!feed.state().modified().isEmpty()) {
      headers.put("if-modified-since", feed.state().modified());
    }
    return Ask.get(feed.address()).with(headers).within(LARGEST, PATIENCE);
  }

  private Polled heard(PartnerFeed feed, Source source, Outcome.Answered answer) {
    if (answer.status() == 304) {
      return keep(feed, feed.state().unchanged(), feed.state().pause());
    }
    if (answer.status() == 410) {
      return keep(feed, feed.state().removed(), feed.state().pause());
    }
    if (!answer.ok()) {
      return failed(
          feed,
          "its server answered " + answer.status(),
          answer.retryAfter(clock.instant()).orElse(Duration.ZERO));
    }
    Feed read =
        reader.read(answer.body(), answer.header("content-type").orElse(null), answer.address());
    if (read.format() == FeedFormat.NONE) {
      return failed(feed, "no feed: " + String.join("; ", read.faults()), Duration.ZERO);
    }
    return take(feed, source, answer, read);
  }

  /** Oldest first, so that the newest item is the newest story. */
  private Polled take(PartnerFeed feed, Source source, Outcome.Answered answer, Feed read) {
    int taken =
        read.entries().reversed().stream()
            .mapToInt(
                entry ->
                    facts.write(telling -> takeItem.take(telling, feed, source, entry)) ? 1 : 0)
            .sum();
    PartnerFeed.State now =
        new PartnerFeed.State(
            answer.header("etag").orElse(""),
            answer.header("last-modified").orElse(""),
            Rhythms.pause(read),
            0,
            false,
            "");
    Instant due = Rhythms.awake(read.rhythm(), clock.instant().plus(now.pause()));
    facts.write(
        telling -> {
          answer.movedTo().ifPresent(to -> feeds.moved(telling.handle(), feed, to));
          feeds.fetched(telling.handle(), feed, now, due);
          return true;
        });
    return new Polled(feed.address(), taken, "");
  }

  private Polled failed(PartnerFeed feed, String why, Duration atLeast) {
    PartnerFeed.State now = feed.state().failed(why);
    Duration pause = Rhythms.afterFailures(now);
    return keep(feed, now, pause.compareTo(atLeast) > 0 ? pause : atLeast);
  }

  private Polled keep(PartnerFeed feed, PartnerFeed.State now, Duration pause) {
    facts.write(
        telling -> {
          feeds.fetched(telling.handle(), feed, now, clock.instant().plus(pause));
          return true;
        });
    return new Polled(feed.address(), 0, now.trouble());
  }
}
