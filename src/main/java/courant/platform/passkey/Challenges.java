package courant.platform.passkey;

import courant.platform.crypto.Token;
import courant.platform.db.Database;
import courant.platform.web.Request;
import courant.platform.web.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The challenges that are out: random bytes to be signed, each good once, for a short while, in the
 * browser that asked for it and for what it was asked for.
 */
final class Challenges {
  private static final Duration LAST = Duration.ofMinutes(10);

  /** Whose challenge signs nobody in yet. */
  static final long NOBODY = 0;

  private final Database database;
  private final String realm;
  private final InstantSource clock;

  Challenges(Database database, String realm, InstantSource clock) {
    this.database = database;
    this.realm = realm;
    this.clock = clock;
  }

  /** A challenge, and the secret of the browser it is for. */
  record Challenge(byte[] bytes, Token browser) {}

  /**
   * Makes one.
   *
   * @param owner who registers, or {@link #NOBODY} to sign in
   */
  Challenge next(Request request, long owner) {
    // Several pages of one browser may be waiting, so it keeps its secret.
    Token browser = browser(request).orElseGet(Token::fresh);
    byte[] bytes = Token.fresh().hash();
    database.change(
        handle -> {
          tidy(handle);
          handle
              .createUpdate(
                  """
                  insert into passkey_challenge (challenge, realm, owner, browser, expires)
                  values (:challenge, :realm, :owner, :browser, :expires)
                  """)
              .bind("challenge", bytes)
              .bind("realm", realm)
              .bind("owner", owner)
              .bind("browser", browser.hash())
              .bind("expires", clock.instant().plus(LAST).toEpochMilli())
              .execute();
        });
    return new Challenge(bytes, browser);
  }

  /** Uses one up, whatever comes of it; false if it is not out for this browser and owner. */
  boolean take(Request request, long owner, byte[] challenge) {
    Optional<Token> browser = browser(request);
    return browser.isPresent()
        && database.write(
            handle ->
                handle
                        .createUpdate(
                            """
                            delete from passkey_challenge
                            where challenge = :challenge and realm = :realm and owner = :owner
                              and browser = :browser and expires > :now
                            """)
                        .bind("challenge", challenge)
                        .bind("realm", realm)
                        .bind("owner", owner)
                        .bind("browser", browser.get().hash())
                        .bind("now", clock.millis())
                        .execute()
                    == 1);
  }

  private void tidy(Handle handle) {
    handle.execute("delete from passkey_challenge where expires <= ?", clock.millis());
  }

  private Optional<Token> browser(Request request) {
    return request.cookie(cookie()).filter(value -> value.matches("[\\w-]{43}")).map(Token::new);
  }

  private String cookie() {
    return realm + "-passkey";
  }

  /** Lets the browser keep its secret, as long as the challenge lasts. */
  Response keep(Response response, Challenge challenge, Request request) {
    return response.with(
        "Set-Cookie",
        cookie()
            + "="
            + challenge.browser().value()
            + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
            + LAST.toSeconds()
            + (request.site().getScheme().equals("https") ? "; Secure" : ""));
  }
}
