package courant.syndication.poll;

import courant.syndication.fetch.Hosts;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.fetch.PartnerFeeds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Fetches partners' feeds, each on a thread of its own as soon as it is due: no feed waits for
 * another, but for its turn at their common host.
 */
final class PollFeeds {
  private static final int MOST_AT_ONCE = 2_000;
  private static final int MOST_A_LOOK = 200;

  /** Feeds waiting for one host; no more of them are begun meanwhile. */
  private static final int CROWD = 8;

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** A fetch is over by then; if its node stopped, the feed is fetched again. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final PartnerFeeds feeds;
  private final Hosts hosts;
  private final FetchFeed fetchFeed;
  private final InstantSource clock;
  private final Map<Long, Thread> underWay = new ConcurrentHashMap<>();
  private volatile boolean closing;

  PollFeeds(PartnerFeeds feeds, Hosts hosts, FetchFeed fetchFeed, InstantSource clock) {
    this.feeds = feeds;
    this.hosts = hosts;
    this.fetchFeed = fetchFeed;
    this.clock = clock;
  }

  /** Begins to fetch those whose time has come, and waits for none of them. */
  void due() {
    for (int room = room(); room > 0; room = room()) {
      List<PartnerFeed> due =
          feeds.claimDue(clock.instant(), LEASE, Math.min(room, MOST_A_LOOK), hosts.crowded(CROWD));
      due.forEach(feed -> begin(feed, _ -> {}));
      if (due.size() < MOST_A_LOOK) {
        return;
      }
    }
  }

  private int room() {
    return MOST_AT_ONCE - underWay.size();
  }

  /**
   * Fetches every feed that is neither gone nor resting, and tells of each as soon as it is done.
   */
  void all(Consumer<Polled> told) {
    List<Thread> fetches =
        feeds.all().stream().map(feed -> Thread.ofVirtual().start(() -> now(feed, told))).toList();
    try {
      for (Thread each : fetches) {
        each.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A fetch that is under way may have missed what is asked for: another one follows it. */
  private void now(PartnerFeed feed, Consumer<Polled> told) {
    try {
      Optional<PartnerFeed> known = Optional.of(feed);
      Optional<Thread> fetch = begin(feed, told);
      while (fetch.isEmpty() && known.isPresent() && !closing) {
        Thread before = underWay.get(feed.id());
        if (before != null) {
          before.join();
        }
        known = feeds.byId(feed.id());
        fetch = known.flatMap(still -> begin(still, told));
      }
      if (fetch.isPresent()) {
        fetch.get().join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins to fetch one feed, if that is not under way. */
  Optional<Thread> begin(PartnerFeed feed, Consumer<Polled> told) {
    Thread fetching =
        Thread.ofVirtual().name("feed " + feed.address()).unstarted(() -> tell(feed, told));
    if (closing || underWay.putIfAbsent(feed.id(), fetching) != null) {
      return Optional.empty();
    }
    fetching.start();
    return Optional.of(fetching);
  }

  private void tell(PartnerFeed feed, Consumer<Polled> told) {
    try {
      told.accept(fetchFeed.fetch(feed));
    } finally {
      underWay.remove(feed.id());
    }
  }

  boolean isUnderWay(PartnerFeed feed) {
    return underWay.containsKey(feed.id());
  }

  /** Begins nothing more; what is under way may be cut off from now on. */
  void stop() {
    closing = true;
    fetchFeed.stop();
  }

  /** Waits a little for what is under way; it is fetched again if need be. */
  void close() {
    stop();
    long end = System.nanoTime() + FAREWELL.toNanos();
    try {
      for (Thread fetching : underWay.values()) {
        long left = end - System.nanoTime();
        fetching.join(Duration.ofNanos(Math.max(left, 1)));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
