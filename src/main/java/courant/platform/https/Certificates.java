package courant.platform.https;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import java.security.KeyPair;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * What all nodes know of the certificate for one host from one authority: how it stands, whose turn
 * it is to order another, what that one proves to the authority. Keys are sealed.
 */
public final class Certificates {
  /** Longer than an order may take; after a crash others take over this much later. */
  static final Duration LEASE = Duration.ofMinutes(5);

  /** Four failed orders an hour; Let's Encrypt bears five. */
  private static final Duration PAUSE = Duration.ofMinutes(15);

  private static final int AT_THAT_PACE = 4;
  private static final int MOST_DOUBLINGS = 5;
  private static final String SEALED_ACCOUNT = "certificate account";
  private static final String SEALED_KEY = "certificate key";

  private final Database database;
  private final Vault vault;
  private final String authority;
  private final String host;
  private final InstantSource clock;

  /** Those of a review that speaks https by itself. */
  public Certificates(Database database, Vault vault, HttpsSettings settings, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.authority = settings.directory().toString();
    this.host = settings.host();
    this.clock = clock;
  }

  /**
   * The turn to order.
   *
   * @param lease until when nobody else may
   * @param account the key with which the authority knows us
   * @param former the certificate that another is to take the place of
   */
  record Turn(Instant lease, KeyPair account, Optional<Certificate> former) {
    @Override
    public String toString() {
      return "Turn[until " + lease + "]";
    }
  }

  /**
   * The turn to ask when a certificate is to be renewed.
   *
   * @param account the key with which the authority knows us
   */
  record Inquiry(KeyPair account, Certificate certificate) {}

  /** How it stands; empty before the first order. */
  public Optional<Standing> standing() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select chain, private_key, due, ask, problem, advice from certificate
                    where authority = :authority and host = :host
                    """)
                .bind("authority", authority)
                .bind("host", host)
                .map((row, _) -> standing(row))
                .findOne());
  }

  private Standing standing(ResultSet row) throws SQLException {
    String problem = row.getString("problem");
    return new Standing(
        certificate(row),
        Instant.ofEpochMilli(row.getLong("due")),
        Instant.ofEpochMilli(row.getLong("ask")),
        problem.isEmpty()
            ? Optional.empty()
            : Optional.of(new Trouble(problem, row.getString("advice"))));
  }

  private Optional<Certificate> certificate(ResultSet row) throws SQLException {
    String chain = row.getString("chain");
    return chain == null
        ? Optional.empty()
        : Optional.of(
            Certificate.read(chain, vault.unseal(SEALED_KEY, row.getBytes("private_key"))));
  }

  private KeyPair account(ResultSet row) throws SQLException {
    return Keys.read(vault.unseal(SEALED_ACCOUNT, row.getBytes("account_key")));
  }

  /** Takes the turn to order, if an order is due and nobody else is at it. */
  Optional<Turn> turn() {
    byte[] fresh = vault.seal(SEALED_ACCOUNT, Keys.secret(Keys.fresh()));
    Instant now = clock.instant();
    Instant lease = now.plus(LEASE);
    return database.write(
        handle -> {
          handle.execute(
              """
              insert into certificate (authority, host, account_key, due, lease, failures, failed,
                problem, advice) values (?, ?, ?, 0, 0, 0, 0, '', '')
              on conflict (authority, host) do nothing
              """,
              authority,
              host,
              fresh);
          return handle
              .createQuery(
                  """
                  update certificate set lease = :lease
                  where authority = :authority and host = :host and due <= :now and lease <= :now
                  returning account_key, chain, private_key
                  """)
              .bind("authority", authority)
              .bind("host", host)
              .bind("lease", lease.toEpochMilli())
              .bind("now", now.toEpochMilli())
              .map((row, _) -> new Turn(lease, account(row), certificate(row)))
              .findOne();
        });
  }

  /**
   * Takes the turn to ask when the certificate is to be renewed, if that is due, nobody else is at
   * it, and nothing is wrong with the orders; who then says nothing leaves it to others soon.
   */
  Optional<Inquiry> inquiry() {
    Instant now = clock.instant();
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    update certificate set ask = :soon
                    where authority = :authority and host = :host and ask <= :now
                      and chain is not null and lease <= :now and failures = 0
                    returning account_key, chain, private_key
                    """)
                .bind("authority", authority)
                .bind("host", host)
                .bind("soon", now.plus(LEASE).toEpochMilli())
                .bind("now", now.toEpochMilli())
                .map((row, _) -> new Inquiry(account(row), certificate(row).orElseThrow()))
                .findOne());
  }

  /**
   * Ends the turn to ask.
   *
   * @param next when the authority is asked again
   * @param renewal when the certificate is renewed, unless that is earlier anyway; empty if the
   *     authority says nothing of it
   * @return whether it is renewed earlier than it would have been
   */
  boolean asked(Inquiry inquiry, Instant next, Optional<Instant> renewal) {
    return database.write(
        handle -> {
          handle.execute(
              "update certificate set ask = ? where authority = ? and host = ?",
              next.toEpochMilli(),
              authority,
              host);
          return renewal.isPresent()
              && handle.execute(
                      """
                      update certificate set due = ?
                      where authority = ? and host = ? and chain = ? and due > ? and failures = 0
                      """,
                      renewal.get().toEpochMilli(),
                      authority,
                      host,
                      inquiry.certificate().pem(),
                      renewal.get().toEpochMilli())
                  == 1;
        });
  }

  /** Has every node answer the authority; false if it is no longer our turn. */
  boolean prove(Turn turn, String token, String answer) {
    return database.write(
        handle ->
            during(handle, turn, "token = :token, answer = :answer")
                    .bind("token", token)
                    .bind("answer", answer)
                    .execute()
                == 1);
  }

  /** What the authority is to find behind a token; empty if nobody asked for it. */
  Optional<String> answer(String token) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select answer from certificate
                    where authority = :authority and host = :host and token = :token
                    """)
                .bind("authority", authority)
                .bind("host", host)
                .bind("token", token)
                .mapTo(String.class)
                .findOne());
  }

  /** Ends the turn with a new certificate. */
  void keep(Turn turn, Certificate certificate) {
    byte[] sealed = vault.seal(SEALED_KEY, certificate.secret());
    database.change(
        handle ->
            during(
                    handle,
                    turn,
                    """
                    chain = :chain, private_key = :key, due = :due, ask = 0, lease = 0, token = null,
                    answer = null, failures = 0, problem = '', advice = ''
                    """)
                .bind("chain", certificate.pem())
                .bind("key", sealed)
                .bind("due", certificate.renewal().toEpochMilli())
                .execute());
  }

  /**
   * Ends the turn without one.
   *
   * @param atLeast for how long the authority wants to be left alone
   * @return when the next order is due
   */
  Instant failed(Turn turn, Trouble trouble, Duration atLeast) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return database.write(
        handle -> {
          int failures =
              1
                  + handle
                      .createQuery(
                          """
                          select failures from certificate
                          where authority = :authority and host = :host
                          """)
                      .bind("authority", authority)
                      .bind("host", host)
                      .mapTo(Integer.class)
                      .one();
          Instant due = now.plus(longer(pause(failures), atLeast));
          during(
                  handle,
                  turn,
                  """
                  due = :due, lease = 0, token = null, answer = null, failures = :failures,
                  failed = :now, problem = :problem, advice = :advice
                  """)
              .bind("due", due.toEpochMilli())
              .bind("failures", failures)
              .bind("now", now.toEpochMilli())
              .bind("problem", trouble.problem())
              .bind("advice", trouble.advice())
              .execute();
          return due;
        });
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration pause(int failures) {
    return PAUSE.multipliedBy(1L << Math.clamp(failures - AT_THAT_PACE, 0, MOST_DOUBLINGS));
  }

  /** Whoever starts the server has just mended what was wrong: not to wait for hours. */
  void hurry() {
    database.change(
        handle ->
            handle.execute(
                """
                update certificate set due = failed + ? where authority = ? and host = ?
                  and failures > ? and due > failed + ?
                """,
                PAUSE.toMillis(),
                authority,
                host,
                AT_THAT_PACE,
                PAUSE.toMillis()));
  }

  /** A change that only whose turn it is may make. */
  private Update during(Handle handle, Turn turn, String change) {
    return handle
        .createUpdate(
            "update certificate set "
                + change
                + " where authority = :authority and host = :host and lease = :turn")
        .bind("authority", authority)
        .bind("host", host)
        .bind("turn", turn.lease().toEpochMilli());
  }
}
