package courant;

import courant.delivery.AppPasswords;
import courant.delivery.FeedKeys;
import courant.delivery.MailKeys;
import courant.delivery.PushEndpoints;
import courant.delivery.PushWishes;
import courant.delivery.Subscriptions;
import courant.follow.Follows;
import courant.follow.Marks;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Facts;
import courant.platform.passkey.Ceremonies;
import courant.platform.passkey.Passkeys;
import courant.platform.smtp.DkimSigner;
import courant.platform.smtp.SmtpRelay;
import courant.reader.Outbox;
import courant.reader.ReaderPasskeys;
import courant.reader.Readers;
import courant.reader.RelayCarrier;
import courant.reader.Sessions;
import courant.reader.SignIn;
import courant.search.StoryIndex;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who reads: readers, how they come in, and what they asked for. Whatever holds something of a
 * reader is told to {@link Readers} here, so that an erasure reaches it.
 */
record Readership(
    Readers readers,
    Sessions sessions,
    Outbox outbox,
    SignIn signIn,
    ReaderPasskeys passkeys,
    Follows follows,
    Marks marks,
    FeedKeys feedKeys,
    AppPasswords appPasswords,
    Subscriptions subscriptions,
    MailKeys mailKeys,
    PushEndpoints endpoints,
    PushWishes wishes) {

  static Readership of(
      Holdings held,
      StoryIndex index,
      Outgoing outgoing,
      Optional<SmtpRelay> relay,
      Settings settings,
      Supplier<URI> site,
      Supplier<DkimSigner> signer) {
    var database = held.database();
    var facts = held.facts();
    var clock = held.clock();
    Readers readers = new Readers(database, facts, held.vault(), clock);
    Sessions sessions = new Sessions(database, readers, held.ids(), clock);
    Outbox outbox =
        new Outbox(
            database,
            held.vault(),
            readers,
            relay.map(open -> new RelayCarrier(open, held.mastheads(), site, signer, clock)),
            held.ids(),
            clock);
    SignIn signIn = new SignIn(database, facts, readers, sessions, outbox, clock);
    Passkeys passkeys = new Passkeys(database, ReaderPasskeys.REALM, held.ids(), clock);
    Ceremonies ceremonies = new Ceremonies(database, passkeys, held.vault(), clock);
    Readership readership =
        new Readership(
            readers,
            sessions,
            outbox,
            signIn,
            new ReaderPasskeys(ceremonies, signIn, readers, outbox),
            new Follows(database, facts, index::commonness, room(settings)),
            new Marks(database, held.corrections(), clock),
            new FeedKeys(database, held.vault()),
            new AppPasswords(database),
            new Subscriptions(database, facts, clock),
            new MailKeys(held.vault()),
            new PushEndpoints(database, held.vault(), outgoing::objection, held.ids(), clock),
            new PushWishes(database));
    readers.holds(readership.passkeys);
    readers.holds(readership.follows);
    readers.holds(readership.marks);
    readers.holds(readership.subscriptions);
    readers.holds(readership.endpoints);
    readers.holds(readership.wishes);
    return readership;
  }

  /** Memory for who follows what, in bytes. */
  private static Optional<Long> room(Settings settings) {
    if (settings.get(Setting.FOLLOWS).isEmpty()) {
      return Optional.empty();
    }
    int megabytes = settings.number(Setting.FOLLOWS);
    if (megabytes < 0) {
      throw new IllegalArgumentException("--follows takes megabytes, 0 or more, not " + megabytes);
    }
    return Optional.of((long) megabytes << 20);
  }

  /** What was read is unread again once it is corrected. */
  void jobs(Facts facts) {
    facts.follow("unread corrections", marks);
  }

  /** Forgets what is over: sessions, links, letters long sent, who followed when. */
  void tidy() {
    follows.tidy();
    sessions.tidy();
    signIn.tidy();
    outbox.tidy();
  }
}
