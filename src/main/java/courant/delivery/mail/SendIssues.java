package courant.delivery.mail;

import courant.delivery.Claim;
import courant.delivery.Claims;
import courant.delivery.Issue;
import courant.delivery.Issues;
import courant.delivery.Ledger;
import courant.delivery.OwedCorrections;
import courant.delivery.OwedCorrections.Owed;
import courant.figure.Subjects;
import courant.platform.smtp.DkimSigner;
import courant.platform.smtp.Letter;
import courant.platform.smtp.Outcome;
import courant.platform.smtp.SmtpRelay;
import courant.platform.web.Tallies;
import courant.reader.EmailAddress;
import courant.reader.ReaderId;
import courant.reader.Readers;
import courant.story.StoryId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is planned, range after range of readers, and writes down what became of it. */
final class SendIssues implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SendIssues.class);
  private static final int AGAIN_AT_ONCE = 500;

  /** A full disk, say, will not be empty at once. */
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(30);

  private final Issues issues;
  private final Claims claims;
  private final Ledger ledger;
  private final OwedCorrections owed;
  private final Readers readers;
  private final ComposeIssue compose;
  private final Optional<SmtpRelay> relay;
  private final Supplier<DkimSigner> signer;
  private final Destinations destinations;
  private final Tallies tallies;
  private final InstantSource clock;
  private final ReentrantLock sending = new ReentrantLock();

  /** Issues, by number, whose last attempt ended in a fault; touched only by who is sending. */
  private final Set<Long> faulty = new HashSet<>();

  private volatile boolean closing;
  private volatile Instant notBefore = Instant.EPOCH;

  SendIssues(
      Issues issues,
      Claims claims,
      Ledger ledger,
      OwedCorrections owed,
      Readers readers,
      ComposeIssue compose,
      Optional<SmtpRelay> relay,
      Supplier<DkimSigner> signer,
      Destinations destinations,
      Tallies tallies,
      InstantSource clock) {
    this.issues = issues;
    this.claims = claims;
    this.ledger = ledger;
    this.owed = owed;
    this.readers = readers;
    this.compose = compose;
    this.relay = relay;
    this.signer = signer;
    this.destinations = destinations;
    this.tallies = tallies;
    this.clock = clock;
  }

  /** Sends what is due on a thread of its own, unless one is at it; for a timer. */
  void sendDue() {
    if (!closing && !clock.instant().isBefore(notBefore)) {
      Thread.ofVirtual().name("newsletter").start(this::sendAll);
    }
  }

  private void sendAll() {
    if (!sending.tryLock()) {
      return;
    }
    try {
      boolean goesOn = true;
      List<Claim> again =
          claims.again(AGAIN_AT_ONCE).stream()
              .sorted(Comparator.comparing(claim -> faulty.contains(claim.issue().id())))
              .toList();
      for (Claim claim : again) {
        // Those before it may have taken longer than it is ours.
        goesOn = goesOn && claims.renew(claim).map(this::attempt).orElse(true);
      }
      for (Optional<Claim> claim = claim(goesOn); claim.isPresent(); claim = claim(goesOn)) {
        goesOn = attempt(claim.get());
      }
    } catch (RuntimeException e) {
      notBefore = clock.instant().plus(AFTER_A_FAULT);
      LOG.error("newsletters were not sent; trying again", e);
    } finally {
      sending.unlock();
    }
  }

  private Optional<Claim> claim(boolean goesOn) {
    return goesOn && !closing ? claims.claim(faulty) : Optional.empty();
  }

  /** What cannot be made is not to keep others waiting, which are sent before it from now on. */
  private boolean attempt(Claim claim) {
    faulty.add(claim.issue().id());
    boolean goesOn = send(claim);
    faulty.remove(claim.issue().id());
    return goesOn;
  }

  /** False if the relay cannot be used for now. */
  private boolean send(Claim claim) {
    if (compose.isEmpty(claim.issue())) {
      claims.drop(claim);
      return true;
    }
    return relay.map(open -> send(open, claim)).orElseGet(() -> keep(claim));
  }

  /** Without a relay everything stays in the outbox, where the desk sees what would be sent. */
  private boolean keep(Claim claim) {
    ledger.keep(claim);
    claims.finish(claim);
    return true;
  }

  private boolean send(SmtpRelay open, Claim claim) {
    Round round = new Round(claim);
    try {
      return send(open, round);
    } catch (ClaimLost e) {
      LOG.info("another node has taken over what we could not send in time", e);
      return true;
    } finally {
      round.forget();
    }
  }

  private boolean send(SmtpRelay open, Round round) {
    while (round.pending.isLeft()) {
      Optional<Outcome.Later> down = open.sendAll(round.pending, round);
      if (down.isPresent()) {
        notBefore = clock.instant().plus(down.get().after());
        claims.release(round.claim, down.get().after());
        return false;
      }
      if (round.stopped()) {
        claims.release(round.claim, Duration.ZERO);
        return true;
      }
      if (round.pending.isLeft()) {
        destinations.await();
        round.renew();
      }
    }
    claims.finish(round.claim);
    return true;
  }

  /** A message, and which stories it shows if they are its reader's own. */
  private record OnTheWay(Pending.Addressee to, List<StoryId> own) {}

  /** One claim on its way. */
  private final class Round implements SmtpRelay.Outcomes, Pending.Copies {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration RENEW_EVERY = Claims.LEASE.dividedBy(4);

    private volatile Claim claim;
    private final DkimSigner pen = signer.get();
    private final Map<Letter, OnTheWay> onTheWay = new ConcurrentHashMap<>();
    private final Map<Letter, CompletableFuture<?>> unsettled = new ConcurrentHashMap<>();
    private final Map<ReaderId, List<Owed>> corrections;
    private final Pending pending;
    private int changesSeen = -1;
    private long looked = System.nanoTime();
    private long renewed = System.nanoTime();
    private boolean paused;
    private boolean empty;
    private boolean lost;

    Round(Claim claim) {
      this.claim = claim;
      this.corrections = owed.take(claim.issue(), claim.readers());
      Map<ReaderId, EmailAddress> addresses = readers.addresses(claim.readers());
      this.pending = new Pending(claim.readers(), addresses, destinations, this);
    }

    @Override
    public boolean has(Pending.Addressee to) {
      boolean has = !compose.isEmpty(claim.issue(), to.reader());
      if (!has) {
        ledger.record(claim.issue().id(), to.reader(), Ledger.Entry.Gone.EMPTY);
      }
      return has;
    }

    @Override
    public Letter make(Pending.Addressee to) {
      try {
        ComposeIssue.Copy copy =
            compose.copy(
                claim.issue(),
                to.reader(),
                to.address(),
                corrections.getOrDefault(to.reader(), List.of()),
                pen);
        onTheWay.put(copy.letter(), new OnTheWay(to, copy.own()));
        return copy.letter();
      } catch (RuntimeException | Error e) {
        destinations.done(to.domain());
        throw e;
      }
    }

    @Override
    public void told(Letter letter, Outcome outcome) {
      OnTheWay sent = Objects.requireNonNull(onTheWay.remove(letter));
      ReaderId reader = sent.to().reader();
      destinations.done(sent.to().domain());
      CompletableFuture<?> durable =
          ledger.enter(claim.issue().id(), reader, sent.own(), entry(outcome));
      unsettled.put(
          letter,
          outcome instanceof Outcome.Delivered
              ? durable.thenRun(() -> tallies.add(Subjects.PAGE, "mail", 1))
              : durable);
    }

    /**
     * Also lets nothing more out under a claim that has ended meanwhile: it may have taken as long
     * as the database was away.
     */
    @Override
    public void settle(Letter letter) {
      Objects.requireNonNull(unsettled.remove(letter)).join();
      if (!clock.instant().isBefore(claim.lease())) {
        renewAtOnce();
      }
    }

    /** What was on its way when something failed is not any more. */
    private void forget() {
      onTheWay.values().forEach(sent -> destinations.done(sent.to().domain()));
      onTheWay.clear();
    }

    /**
     * Whether the desk has paused the issue or withdrawn all that is in it, others have taken the
     * claim, or the house closes.
     */
    @Override
    public synchronized boolean stopped() {
      int changes = issues.moves() + compose.changes();
      if (changes != changesSeen || System.nanoTime() - looked > LOOK_EVERY.toNanos()) {
        changesSeen = changes;
        looked = System.nanoTime();
        paused =
            issues
                .byId(claim.issue().id())
                .filter(issue -> issue.state() != Issue.State.PAUSED)
                .isEmpty();
        empty = compose.isEmpty(claim.issue());
        renew();
      }
      return paused || empty || lost || closing;
    }

    private synchronized void renew() {
      if (System.nanoTime() - renewed > RENEW_EVERY.toNanos()) {
        renewed = System.nanoTime();
        claims.renew(claim).ifPresentOrElse(ours -> claim = ours, () -> lost = true);
      }
    }

    private synchronized void renewAtOnce() {
      claim = claims.renew(claim).orElseThrow(ClaimLost::new);
    }
  }

  /** Others send to the readers of our claim, since we did not renew it in time. */
  private static final class ClaimLost extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static Ledger.Entry entry(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _ -> new Ledger.Entry.Sent();
      case Outcome.Later(var after, var why) -> new Ledger.Entry.Later(after, masked(why));
      case Outcome.Gone(var why) -> new Ledger.Entry.Gone(masked(why));
    };
  }

  /** Mail systems like to repeat whom they refuse; the ledger is no place for addresses. */
  static String masked(String why) {
    return Recipient.PATTERN.matcher(why).replaceAll(found -> "…@" + found.group(2));
  }

  /** Lets the messages in flight arrive, and begins no more. */
  @Override
  public void close() {
    closing = true;
    sending.lock();
    sending.unlock();
  }
}
