package courant.reader;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.platform.web.Device;
import courant.platform.web.Limiter;
import courant.platform.web.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Sign-up and sign-in are one: a link is mailed to an address, and whoever uses it has the account
 * of that address, which is made if there is none. Nothing that is answered tells which it was.
 */
public final class SignIn {
  /** As long as it takes to switch to one's mail and back. */
  public static final Duration SOON = Duration.ofMinutes(15);

  private static final Duration STRETCH = Duration.ofMinutes(15);
  private static final int LINKS_FOR_AN_ADDRESS = 3;
  private static final int LINKS_FOR_A_NETWORK = 20;
  private static final int TRIES_FOR_A_NETWORK = 60;

  /** Words the letter with a link, for one who has an account or for one who has none yet. */
  @FunctionalInterface
  public interface Letters {
    Outbox.Message letter(EmailAddress to, Token link, boolean known);
  }

  /** Somebody who came in by a link, and where they wanted to go. */
  public record Welcome(ReaderId reader, Token session, String next) {}

  private record Link(byte[] address, byte[] hash, Optional<ReaderId> browser, String next) {}

  private final Database database;
  private final Facts facts;
  private final Readers readers;
  private final Sessions sessions;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Limiter addresses;
  private final Limiter networks;
  private final Limiter tries;

  public SignIn(
      Database database,
      Facts facts,
      Readers readers,
      Sessions sessions,
      Outbox outbox,
      InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.readers = readers;
    this.sessions = sessions;
    this.outbox = outbox;
    this.clock = clock;
    this.addresses = new Limiter(LINKS_FOR_AN_ADDRESS, STRETCH, clock);
    this.networks = new Limiter(LINKS_FOR_A_NETWORK, STRETCH, clock);
    this.tries = new Limiter(TRIES_FOR_A_NETWORK, STRETCH, clock);
  }

  /**
   * Mails a link. An address that has had its share gets none, silently, lest strangers learn that
   * somebody asked.
   *
   * @param next where to go once signed in, an address of ours
   * @param lasts how long the link holds
   * @return false if this network asks too often
   */
  public boolean ask(
      EmailAddress address, String next, Duration lasts, Request request, Letters letters) {
    if (!networks.admitsNetwork(request)) {
      return false;
    }
    byte[] hash = readers.addresses().hash(address);
    if (addresses.admits(HexFormat.of().formatHex(hash))) {
      Optional<ReaderId> browser = browser(request);
      Token token = Token.fresh();
      database.change(
          handle -> {
            boolean known = readers.byAddress(handle, hash).isPresent();
            Link link = new Link(readers.addresses().seal(address), hash, browser, next);
            keep(handle, token, link, clock.instant().plus(lasts));
            outbox.put(handle, letters.letter(address, token, known));
          });
    }
    return true;
  }

  private static void keep(Handle handle, Token token, Link link, Instant expires) {
    handle
        .createUpdate(
            """
            insert into reader_link (token_hash, address, address_hash, browser, next, expires)
            values (:token, :address, :hash, :browser, :next, :expires)
            """)
        .bind("token", token.hash())
        .bind("address", link.address())
        .bind("hash", link.hash())
        .bind("browser", link.browser().map(ReaderId::value).orElse(null))
        .bind("next", link.next())
        .bind("expires", expires.toEpochMilli())
        .execute();
  }

  /**
   * Uses a link up.
   *
   * @return nothing if the link is made up, used, expired, or tried too often from this network
   */
  public Optional<Welcome> comeIn(Token link, Request request) {
    if (!tries.admitsNetwork(request)) {
      return Optional.empty();
    }
    Optional<ReaderId> here = browser(request);
    Device device = Device.of(request);
    return facts.write(
        telling ->
            take(telling.handle(), link).map(found -> welcome(telling, found, here, device)));
  }

  /** All links to an address go with the first that is used. */
  private Optional<Link> take(Handle handle, Token token) {
    Optional<Link> link =
        handle
            .createQuery("select * from reader_link where token_hash = :token and expires > :now")
            .bind("token", token.hash())
            .bind("now", clock.millis())
            .map(
                (row, _) -> {
                  int number = row.getInt("browser");
                  Optional<ReaderId> browser =
                      row.wasNull() ? Optional.empty() : Optional.of(new ReaderId(number));
                  return new Link(
                      row.getBytes("address"),
                      row.getBytes("address_hash"),
                      browser,
                      row.getString("next"));
                })
            .findOne();
    link.ifPresent(
        used ->
            handle.execute("delete from reader_link where address_hash = ?", (Object) used.hash()));
    return link;
  }

  /**
   * What was followed in this browser goes to the account; what was followed in the one that asked,
   * only to a new account, lest strangers ask in order to slip something into another's.
   */
  private Welcome welcome(
      Facts.Telling telling, Link link, Optional<ReaderId> here, Device device) {
    Handle handle = telling.handle();
    Optional<ReaderId> known = readers.byAddress(handle, link.hash());
    ReaderId account = known.orElseGet(() -> readers.add(handle, link.address(), link.hash()));
    here.ifPresent(browser -> readers.join(telling, browser, account));
    if (known.isEmpty()) {
      link.browser()
          .filter(asked -> !Optional.of(asked).equals(here))
          .ifPresent(browser -> readers.join(telling, browser, account));
    }
    return new Welcome(account, sessions.begin(handle, account, device), link.next());
  }

  /** Whether this network has not tried to come in too often; counts this time. */
  boolean admits(Request request) {
    return tries.admitsNetwork(request);
  }

  /**
   * Lets in a reader who proved who they are in another way; what was followed in this browser goes
   * to the account.
   *
   * @return the session's token, or nothing if there is no such account any more
   */
  Optional<Token> comeIn(ReaderId account, Request request) {
    Optional<ReaderId> here = browser(request);
    return facts.write(
        telling ->
            readers
                .byId(account)
                .filter(Reader::hasAccount)
                .map(
                    _ -> {
                      here.ifPresent(browser -> readers.join(telling, browser, account));
                      return sessions.begin(telling.handle(), account, Device.of(request));
                    }));
  }

  /** The reader this browser is, while it has no account. */
  private Optional<ReaderId> browser(Request request) {
    return sessions.reader(request).filter(reader -> !reader.hasAccount()).map(Reader::id);
  }

  /** Drops links that nobody used. */
  public void tidy() {
    database.change(
        handle -> handle.execute("delete from reader_link where expires <= ?", clock.millis()));
  }
}
