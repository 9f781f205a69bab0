package courant.desk.staff;

import courant.platform.crypto.TimedCode;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * The codes that members may want asked for when a link signs them in: from an app, or one of ten
 * that they keep for the day they lose it. Secrets are sealed, kept codes are hashed with a key.
 */
final class SecondFactors {
  private static final String SECRET = "staff code";
  private static final String RECOVERY = "staff recovery";
  private static final int RECOVERY_CODES = 10;

  /** Without letters and digits that look alike. */
  private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

  private final Database database;
  private final Vault vault;
  private final SecureRandom random;
  private final InstantSource clock;

  SecondFactors(Database database, Vault vault, SecureRandom random, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.random = random;
    this.clock = clock;
  }

  private record Kept(String secret, boolean confirmed, long step) {}

  /** Whether a member's links want a code. */
  boolean on(long staff) {
    return database.read(handle -> on(handle, staff));
  }

  boolean on(Handle handle, long staff) {
    return kept(handle, staff).filter(Kept::confirmed).isPresent();
  }

  /** The secret that a member has begun to set up and not confirmed yet. */
  Optional<String> begun(long staff) {
    return kept(staff).filter(kept -> !kept.confirmed()).map(Kept::secret);
  }

  /** How many of the kept codes are left. */
  int left(long staff) {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from staff_recovery where staff_id = :staff")
                .bind("staff", staff)
                .mapTo(Integer.class)
                .one());
  }

  /** Begins to set up an app, unless one is set up. */
  void begin(long staff) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into staff_code (staff_id, secret, step) values (:staff, :secret, 0)
                    on conflict (staff_id) do nothing
                    """)
                .bind("staff", staff)
                .bind("secret", vault.seal(SECRET, TimedCode.secret()))
                .execute());
  }

  /**
   * Confirms that the app shows the right codes.
   *
   * @return the codes to keep, shown this once; nothing if the code was wrong
   */
  Optional<List<String>> confirm(Handle handle, long staff, String code) {
    Optional<Kept> begun = kept(handle, staff).filter(kept -> !kept.confirmed());
    if (begun.isEmpty() || !takes(handle, staff, begun.get(), code)) {
      return Optional.empty();
    }
    handle.execute("update staff_code set confirmed = ? where staff_id = ?", clock.millis(), staff);
    return Optional.of(renew(handle, staff));
  }

  /** New codes to keep; older ones hold no more. */
  List<String> renew(Handle handle, long staff) {
    handle.execute("delete from staff_recovery where staff_id = ?", staff);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      String code = piece() + "-" + piece();
      codes.add(code);
      handle.execute(
          "insert into staff_recovery (staff_id, code_hash) values (?, ?)",
          staff,
          hash(staff, code));
    }
    return List.copyOf(codes);
  }

  private String piece() {
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      piece.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return piece.toString();
  }

  /** How a typed code turned out. */
  enum Verdict {
    WRONG,
    FROM_THE_APP,
    KEPT_FOR_A_RAINY_DAY
  }

  /** Takes a code, which no one can take again. */
  Verdict take(Handle handle, long staff, String code) {
    Optional<Kept> kept = kept(handle, staff).filter(Kept::confirmed);
    if (kept.isPresent() && takes(handle, staff, kept.get(), code)) {
      return Verdict.FROM_THE_APP;
    }
    int used =
        handle.execute(
            "delete from staff_recovery where staff_id = ? and code_hash = ?",
            staff,
            hash(staff, code.strip().toLowerCase(Locale.ROOT)));
    return used == 1 ? Verdict.KEPT_FOR_A_RAINY_DAY : Verdict.WRONG;
  }

  private boolean takes(Handle handle, long staff, Kept kept, String code) {
    OptionalLong step = TimedCode.step(kept.secret(), code, clock.instant(), kept.step());
    step.ifPresent(
        now -> handle.execute("update staff_code set step = ? where staff_id = ?", now, staff));
    return step.isPresent();
  }

  /** Asks for codes no more. */
  void drop(Handle handle, long staff) {
    handle.execute("delete from staff_code where staff_id = ?", staff);
    handle.execute("delete from staff_recovery where staff_id = ?", staff);
  }

  private byte[] hash(long staff, String code) {
    return vault.hash(RECOVERY, staff + " " + code);
  }

  private Optional<Kept> kept(long staff) {
    return database.read(handle -> kept(handle, staff));
  }

  private Optional<Kept> kept(Handle handle, long staff) {
    return handle
        .createQuery("select * from staff_code where staff_id = :staff")
        .bind("staff", staff)
        .map(
            (row, _) ->
                new Kept(
                    vault.unseal(SECRET, row.getBytes("secret")),
                    row.getLong("confirmed") > 0,
                    row.getLong("step")))
        .findOne();
  }
}
