package courant.syndication;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Room;
import courant.platform.job.Facts;
import courant.source.Source;
import courant.source.Sources;
import courant.syndication.PoliteFetch.Visit;
import courant.syndication.Trouble.Kind;
import courant.syndication.websub.HubLeases;
import courant.syndication.websub.HubLinks;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches partners' feeds, each on a thread of its own as soon as it is due: no feed waits for
 * another, but for its turn at their common host.
 */
final class PollFeeds {
  private static final Logger LOG = LoggerFactory.getLogger(PollFeeds.class);

  private static final int MOST_AT_ONCE = 2_000;
  private static final int MOST_A_LOOK = 200;

  /** Feeds waiting for one host; no more of them are begun meanwhile. */
  private static final int CROWD = 8;

  static final int LARGEST = 16 << 20;

  /** Larger ones are read alone. */
  private static final int LARGE = 2 << 20;

  private static final int READERS = 2;
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** A fetch is over by then; if its node stopped, the feed is fetched again. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final PartnerFeeds feeds;
  private final Sources sources;
  private final Intakes intakes;
  private final TakeEntries takeEntries;
  private final Facts facts;
  private final PoliteFetch fetch;
  private final Hosts hosts;
  private final Room room;
  private final FeedReader reader;
  private final Rhythms rhythms;
  private final Duration patience;
  private final HubLeases leases;
  private final InstantSource clock;
  private final Map<Long, Thread> underWay = new ConcurrentHashMap<>();
  private volatile boolean closing;
  private final Semaphore readers = new Semaphore(READERS, true);

  PollFeeds(
      PartnerFeeds feeds,
      Sources sources,
      Intakes intakes,
      TakeEntries takeEntries,
      Facts facts,
      PoliteFetch fetch,
      Hosts hosts,
      Room room,
      Rhythms rhythms,
      Duration patience,
      HubLeases leases,
      InstantSource clock) {
    this.feeds = feeds;
    this.sources = sources;
    this.intakes = intakes;
    this.takeEntries = takeEntries;
    this.facts = facts;
    this.fetch = fetch;
    this.hosts = hosts;
    this.room = room;
    this.rhythms = rhythms;
    this.patience = patience;
    this.reader = new FeedReader(clock, LARGEST);
    this.leases = leases;
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
      told.accept(one(feed));
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

  /**
   * Whatever goes wrong with one feed is its own trouble.
   *
   * @param known as whoever wants it fetched knows it; it may have been fetched since
   */
  private Polled one(PartnerFeed known) {
    PartnerFeed feed = known;
    try (Room.Share share = room.share()) {
      Optional<PartnerFeed> now = feeds.byId(known.id());
      Optional<Source> source = now.flatMap(it -> sources.byId(it.source()));
      if (source.isEmpty()) {
        return new Polled(known.address(), 0, "");
      }
      feed = now.orElseThrow();
      return switch (fetch.get(ask(feed).into(share))) {
        case Visit.Found(var answer, var asked) when answer.status() == 304 ->
            unchanged(feed, asked);
        case Visit.Found(var answer, var asked) -> heard(feed, source.get(), answer, asked, share);
        case Visit.InVain(var trouble, var pause) -> failed(feed, trouble, pause);
      };
    } catch (RuntimeException e) {
      if (closing) {
        return new Polled(feed.address(), 0, ""); // the house has closed on it
      }
      LOG.error("{} could not be taken in", feed.address(), e);
      return failed(feed, Trouble.of(Kind.OURS), Duration.ZERO);
    }
  }

  private Ask ask(PartnerFeed feed) {
    Map<String, String> headers = new HashMap<>();
    headers.put(
        "accept",
        "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5");
    if (!feed.state().etag().isEmpty()) {
      headers.put("if-none-match", feed.state().etag());
    }
    if (!feed.state().modified().isEmpty()) {
      headers.put("if-modified-since", feed.state().modified());
    }
    return Ask.get(feed.address()).with(headers).within(LARGEST, patience);
  }

  /** From one asking to the next is a pause, however long what it brought took us. */
  private Polled unchanged(PartnerFeed feed, Instant asked) {
    PartnerFeed.State now = feed.state().unchanged(clock.instant());
    return keep(feed, now.dueAt(quiet(feed, asked.plus(now.pause()))));
  }

  /** A feed that comes by itself is fetched seldom, in case that its hub forgets us. */
  private Instant quiet(PartnerFeed feed, Instant due) {
    return leases.quietUntil(feed.id()).filter(due::isBefore).orElse(due);
  }

  private Polled heard(
      PartnerFeed feed, Source source, Outcome.Answered answer, Instant asked, Room.Share share) {
    String digest = digest(answer.body());
    if (digest.equals(feed.state().digest()) && answer.movedTo().isEmpty()) {
      return unchanged(feed, asked);
    }
    if (FeedReader.isGzip(answer.body()) && !share.grow(LARGEST, patience)) {
      return failed(feed, Trouble.of(Kind.CROWDED), Duration.ZERO);
    }
    Feed read = read(answer);
    if (read.format() != FeedFormat.NONE) {
      return take(feed, source, answer, asked, digest, read);
    }
    Kind kind =
        answer.body().length == 0
            ? Kind.EMPTY
            : WebPage.looksLikeOne(answer.body()) ? Kind.WEB_PAGE : Kind.NO_FEED;
    return failed(feed, new Trouble(kind, String.join("; ", read.faults())), Duration.ZERO);
  }

  /** What a few bytes unfold into while they are read must fit the memory. */
  private Feed read(Outcome.Answered answer) {
    boolean large = answer.body().length > LARGE || FeedReader.isGzip(answer.body());
    int seats = large ? READERS : 1;
    readers.acquireUninterruptibly(seats);
    try {
      return reader.read(
          answer.body(), answer.header("content-type").orElse(null), answer.address());
    } finally {
      readers.release(seats);
    }
  }

  private Polled take(
      PartnerFeed feed,
      Source source,
      Outcome.Answered answer,
      Instant asked,
      String digest,
      Feed read) {
    TakeEntries.Taken taken = takeEntries.take(source, intakes.of(feed), feed.id(), read.entries());
    takeEntries.withdraw(source, feed.id(), read.withdrawn());
    boolean whole = taken.later() == 0;
    Duration pause = rhythms.pause(read);
    Instant next = next(feed, read.rhythm(), asked, whole ? pause : rhythms.shortest());
    subscribe(feed, answer, read, taken.stories() > 0);
    Optional<Trouble> faults =
        read.faults().isEmpty()
            ? Optional.empty()
            : Optional.of(new Trouble(Kind.FAULTY, String.join("; ", read.faults())));
    PartnerFeed.State now =
        new PartnerFeed.State(
            whole ? answer.header("etag").orElse("") : "",
            whole ? answer.header("last-modified").orElse("") : "",
            whole ? digest : "",
            pause,
            whole ? quiet(feed, next) : next,
            0,
            false,
            taken.trouble().or(() -> faults),
            Optional.of(clock.instant()),
            taken.stories() > 0 ? taken.stories() : feed.state().taken());
    Optional<URI> moved = answer.movedTo().or(read::movedTo);
    facts.write(
        telling -> {
          feeds.fetched(telling.handle(), feed, now);
          moved.ifPresent(to -> feeds.moved(telling.handle(), feed, to));
          return true;
        });
    return new Polled(feed.address(), taken.stories(), "");
  }

  private static Instant next(PartnerFeed feed, Feed.Rhythm rhythm, Instant asked, Duration pause) {
    boolean first = feed.state().fetched().isEmpty();
    Duration spread = first ? Rhythms.spread(feed.id(), pause) : Duration.ZERO;
    return Rhythms.awake(rhythm, asked.plus(pause).plus(spread));
  }

  /** Learns at which hub a feed can be had, and whether that forgets to tell us. */
  private void subscribe(
      PartnerFeed feed, Outcome.Answered answer, Feed read, boolean broughtStories) {
    if (broughtStories) {
      leases.missed(feed.id());
    }
    leases.offered(
        feed.id(),
        HubLinks.of(answer.header("link").orElse(""), read.hubs(), read.self(), answer.address()));
  }

  private Polled failed(PartnerFeed feed, Trouble why, Duration atLeast) {
    PartnerFeed.State now = feed.state().failed(why, clock.instant());
    boolean ours = why.kind() == Kind.CROWDED;
    Duration pause = ours ? rhythms.shortest() : rhythms.afterFailures(now);
    Duration longer = pause.compareTo(atLeast) > 0 ? pause : atLeast;
    return keep(feed, now.dueAt(clock.instant().plus(longer)));
  }

  private Polled keep(PartnerFeed feed, PartnerFeed.State now) {
    if (!closing) {
      facts.write(
          telling -> {
            feeds.fetched(telling.handle(), feed, now);
            return true;
          });
    }
    return new Polled(
        feed.address(),
        0,
        now.trouble().filter(why -> why.kind().stops()).map(Trouble::toString).orElse(""));
  }

  private static String digest(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
