package courant.delivery.mail;

import courant.delivery.Claims;
import courant.delivery.Issue;
import courant.delivery.Issues;
import courant.delivery.Ledger;
import courant.delivery.Letters;
import courant.delivery.MailKeys;
import courant.delivery.MailList;
import courant.delivery.OwedCorrections;
import courant.delivery.Pace;
import courant.delivery.PlanIssues;
import courant.delivery.Recipients;
import courant.delivery.Schedule;
import courant.delivery.Subscriptions;
import courant.delivery.Suppressions;
import courant.edition.Editions;
import courant.edition.OneOfEach;
import courant.follow.Follows;
import courant.masthead.Mastheads;
import courant.media.PhotoFiles;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.smtp.DkimSigner;
import courant.platform.smtp.Letter;
import courant.platform.smtp.Outcome;
import courant.platform.smtp.SmtpRelay;
import courant.platform.web.Tallies;
import courant.reader.EmailAddress;
import courant.reader.ReaderId;
import courant.reader.Readers;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryFact;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The newsletter: what is planned, sent, and heard of it. */
public final class MailModule implements AutoCloseable {
  private static final String CHANNEL = "mail";
  private static final Duration KEPT = Duration.ofDays(90);

  private final Issues issues;
  private final Letters letters;
  private final Ledger ledger;
  private final OwedCorrections owed;
  private final Suppressions suppressions;
  private final Returned returned;
  private final HearBack hearBack;
  private final OtherMail other;
  private final Supplier<Sender> sender;
  private final PlanIssues plan;
  private final SendIssues send;
  private final ComposeIssue compose;
  private final Optional<SmtpRelay> relay;
  private final String mailIn;
  private Optional<LmtpListener> listener = Optional.empty();
  private Optional<ReturnMailbox> mailbox = Optional.empty();
  private final SigningKeys keys;
  private final MailDomain domain;
  private final InstantSource clock;

  /**
   * @param relay where mail is handed over; without one it stays in the outbox
   * @param dns where to look for what the domain publishes
   * @param site public address of the review, once it is served
   * @param other takes mail that is about no message of ours
   */
  public MailModule(
      Settings settings,
      Database database,
      Vault vault,
      Optional<SmtpRelay> relay,
      Mastheads mastheads,
      Readers readers,
      Follows follows,
      OneOfEach oneOfEach,
      Stories stories,
      Corrections corrections,
      Editions editions,
      Subscriptions subscriptions,
      MailKeys mailKeys,
      Supplier<URI> site,
      TxtRecords dns,
      Ids ids,
      Tallies tallies,
      PhotoFiles pictures,
      OtherMail other,
      InstantSource clock) {
    this.relay = relay;
    this.other = other;
    this.clock = clock;
    issues = new Issues(database, ids, clock);
    letters = new Letters(database, ids, clock);
    suppressions = new Suppressions(database, clock);
    Recipients recipients = new Recipients(follows, oneOfEach, stories, mastheads, letters);
    owed = new OwedCorrections(database, corrections, stories, issues, CHANNEL);
    ledger = new Ledger(database, CHANNEL, clock);
    Claims claims = new Claims(database, recipients, ledger, CHANNEL, clock);
    plan = new PlanIssues(database, issues, letters, editions, stories, clock);
    sender = () -> Sender.of(settings, site.get());
    keys = new SigningKeys(database, vault, clock);
    domain = new MailDomain(sender, site, MailDomain.relayHost(settings), keys, dns);
    Stamps stamps = new Stamps(vault);
    returned = new Returned(database, ids, clock);
    hearBack = new HearBack(stamps, issues, owed, subscriptions, suppressions, returned);
    mailIn = settings.get(Setting.MAIL_IN);
    compose =
        new ComposeIssue(
            mastheads,
            stories,
            editions,
            letters,
            subscriptions,
            recipients,
            owed,
            mailKeys,
            stamps,
            sender,
            site,
            new LeadPicture(settings.get(Setting.MAIL_PICTURES), pictures),
            clock);
    Destinations destinations =
        new Destinations(
            Destinations.parse(settings.get(Setting.MAIL_RATE)),
            settings.number(Setting.MAIL_AT_ONCE),
            System::nanoTime);
    send =
        new SendIssues(
            issues,
            claims,
            ledger,
            owed,
            readers,
            compose,
            relay,
            keys::signer,
            destinations,
            tallies,
            clock);
  }

  /** What the DNS has to say about our mail. */
  public MailDomain domain() {
    return domain;
  }

  /** Signs with the keys in use; for mail that goes out by other ways. */
  public DkimSigner signer() {
    return keys.signer();
  }

  /** Begins to plan and send. */
  public void jobs(Facts facts, Timer timer) {
    facts.listen(fact -> StoryFact.of(fact).ifPresent(_ -> compose.forget()));
    issues.wake(timer.every(Duration.ofSeconds(1), "sending newsletters", send::sendDue));
    facts.follow("mail", plan);
    facts.follow("mailed corrections", owed);
    timer.every(Duration.ofSeconds(1), "planning newsletters", plan);
    timer.every(Duration.ofHours(1), "tidying newsletters", this::tidy);
    if (!mailIn.isEmpty()) {
      listen(URI.create(mailIn), timer);
    }
  }

  private void listen(URI address, Timer timer) {
    switch (address.getScheme()) {
      case "lmtp" ->
          listener =
              Optional.of(
                  new LmtpListener(
                      new InetSocketAddress(address.getHost(), address.getPort()),
                      hearBack,
                      other));
      case "imap", "imaps" -> {
        mailbox = Optional.of(new ReturnMailbox(address, hearBack));
        timer.every(Duration.ofMinutes(1), "looking for returned mail", this::readReturned);
      }
      default ->
          throw new IllegalArgumentException(
              "mail-in is written lmtp://127.0.0.1:2424 or imaps://user:password@host/folder");
    }
  }

  private void tidy() {
    Instant before = clock.instant().minus(KEPT);
    issues.tidy(before);
    returned.tidy(before);
    owed.tidy(before);
  }

  /** Looks into the mailbox for what came back, if there is one. */
  public void readReturned() {
    mailbox.ifPresent(ReturnMailbox::readNow);
  }

  /** The mailbox whose mail is handed over to us; empty if it is not. */
  public String heardAt() {
    return listener.isPresent() ? sender.get().back() : "";
  }

  /** The port at which returned mail is listened for; 0 if nowhere. */
  public int returnPort() {
    return listener.map(LmtpListener::port).orElse(0);
  }

  public Returned returned() {
    return returned;
  }

  public Issues issues() {
    return issues;
  }

  public Letters letters() {
    return letters;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Suppressions suppressions() {
    return suppressions;
  }

  /** What an issue looks like; a personal one, to one of its readers. */
  public String html(Issue issue, Optional<ReaderId> reader) {
    return compose.html(issue, reader);
  }

  /** What a story would be mailed as by itself, out or not; nothing is planned or kept. */
  public String preview(Story story) {
    Instant now = clock.instant();
    return compose.html(
        story,
        new Issue(
            ComposeIssue.DRAFT,
            MailList.REVIEW,
            Pace.ONCE,
            new Schedule.Stretch(now, now),
            story.id().value(),
            List.of(story.id()),
            Issue.State.OPEN,
            now));
  }

  /** A message as it leaves, or would, but to no real address. */
  public String source(Issue issue, ReaderId reader) {
    EmailAddress nobody = new EmailAddress("reader" + reader.value() + "@example.invalid");
    List<OwedCorrections.Owed> carried = owed.carried(issue, reader);
    Letter letter =
        compose
            .copy(
                issue, reader, nobody, carried.isEmpty() ? owed.of(issue) : carried, keys.signer())
            .letter();
    return new String(letter.bytes(), StandardCharsets.UTF_8);
  }

  /** A letter as it would be if it were sent now. */
  public Issue draft(courant.delivery.Letter letter) {
    Instant now = clock.instant();
    return new Issue(
        ComposeIssue.DRAFT,
        MailList.LETTERS,
        Pace.ONCE,
        new Schedule.Stretch(now, now),
        letter.id(),
        letter.stories(),
        Issue.State.OPEN,
        now);
  }

  /**
   * Mails a draft to one address.
   *
   * @return what the relay said against it; empty if all is well
   */
  public Optional<String> preview(courant.delivery.Letter letter, String typed) {
    Optional<EmailAddress> address = EmailAddress.typed(typed);
    if (address.isEmpty() || relay.isEmpty()) {
      return Optional.of(relay.isEmpty() ? "mail.desk.no-relay" : "reader.email.fault");
    }
    Letter message =
        compose
            .copy(draft(letter), new ReaderId(0), address.get(), List.of(), keys.signer())
            .letter();
    return switch (relay.get().send(message)) {
      case Outcome.Delivered _ -> Optional.empty();
      case Outcome.Later _, Outcome.Gone _ -> Optional.of("mail.desk.refused");
    };
  }

  /** Whether mail leaves, or stays in the outbox. */
  public boolean relayed() {
    return relay.isPresent();
  }

  @Override
  public void close() {
    listener.ifPresent(LmtpListener::close);
    send.close();
  }
}
