package courant.syndication.poll;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Room;
import courant.platform.job.Facts;
import courant.source.Source;
import courant.source.Sources;
import courant.syndication.feed.Feed;
import courant.syndication.feed.FeedFormat;
import courant.syndication.feed.FeedReader;
import courant.syndication.fetch.FetchModule;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.fetch.PartnerFeeds;
import courant.syndication.fetch.PoliteFetch;
import courant.syndication.fetch.PoliteFetch.Visit;
import courant.syndication.fetch.Rhythms;
import courant.syndication.fetch.Trouble;
import courant.syndication.fetch.Trouble.Kind;
import courant.syndication.fetch.WebPage;
import courant.syndication.intake.IntakeModule;
import courant.syndication.intake.Intakes;
import courant.syndication.intake.TakeEntries;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one feed: what is new in it is taken in, and what came of it decides when it is asked
 * again. Blocks; to be called from virtual threads, for one feed by one of them at a time.
 */
final class FetchFeed {
  private static final Logger LOG = LoggerFactory.getLogger(FetchFeed.class);

  private static final int LARGEST = 16 << 20;

  /** Fits the largest feed and a heap of 512 MB with all places taken, read and worked on. */
  private static final Room.Places[] FOR_FEEDS = {
    new Room.Places(64 << 10, 256),
    new Room.Places(512 << 10, 24),
    new Room.Places(2 << 20, 4),
    new Room.Places(LARGEST, 2)
  };

  /** Larger ones are read alone. */
  private static final int LARGE = 2 << 20;

  private static final int READERS = 2;

  private final PartnerFeeds feeds;
  private final Sources sources;
  private final Intakes intakes;
  private final TakeEntries takeEntries;
  private final Facts facts;
  private final PoliteFetch fetch;
  private final FeedReader reader;
  private final Rhythms rhythms;
  private final Duration patience;
  private final HubLeases leases;
  private final InstantSource clock;

  /** What all answers together may take. */
  private final Room room = new Room(FOR_FEEDS);

  private final Semaphore readers = new Semaphore(READERS, true);
  private volatile boolean closing;

  /**
   * @param patience until a whole feed is here
   */
  FetchFeed(
      FetchModule fetch,
      Sources sources,
      IntakeModule intake,
      Facts facts,
      Rhythms rhythms,
      Duration patience,
      HubLeases leases,
      InstantSource clock) {
    this.feeds = fetch.feeds();
    this.sources = sources;
    this.intakes = intake.intakes();
    this.takeEntries = intake.takeEntries();
    this.facts = facts;
    this.fetch = fetch.politely();
    this.rhythms = rhythms;
    this.patience = patience;
    this.reader = new FeedReader(clock, LARGEST);
    this.leases = leases;
    this.clock = clock;
  }

  /** What is cut off from now on is no fault of a feed's, and not kept as one. */
  void stop() {
    closing = true;
  }

  /**
   * Whatever goes wrong with one feed is its own trouble.
   *
   * @param known as whoever wants it fetched knows it; it may have been fetched since
   */
  Polled fetch(PartnerFeed known) {
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
    boolean whole = taken.isAll();
    Duration pause = rhythms.pause(read);
    Instant next =
        next(feed, read.rhythm(), asked, taken.later() == 0 ? pause : rhythms.shortest());
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
