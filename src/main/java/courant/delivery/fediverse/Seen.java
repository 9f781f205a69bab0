package courant.delivery.fediverse;

import courant.platform.crypto.FastProvider;
import courant.platform.db.Database;
import courant.platform.signature.ReadSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/**
 * What was heard before: kept for longer than a signature is taken, so that nothing is heard twice.
 */
final class Seen {
  private static final Duration KEPT =
      ReadSignature.OLDEST.plus(ReadSignature.AHEAD).plus(Duration.ofHours(1));

  private final Database database;
  private final InstantSource clock;

  Seen(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  boolean has(String what) {
    return database.read(
        handle ->
            handle
                .createQuery("select 1 from fediverse_seen where what = :what")
                .bind("what", hash(what))
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Notes something; false if it had been noted. Within the caller's transaction. */
  boolean note(Handle handle, String what) {
    return handle.execute(
            "insert into fediverse_seen (what, at) values (?, ?) on conflict (what) do nothing",
            hash(what),
            clock.millis())
        == 1;
  }

  /** As if it had not been heard. */
  void forget(String what) {
    database.change(
        handle -> handle.execute("delete from fediverse_seen where what = ?", hash(what)));
  }

  void tidy() {
    database.change(
        handle ->
            handle.execute(
                "delete from fediverse_seen where at < ?",
                clock.instant().minus(KEPT).toEpochMilli()));
  }

  /** Other for everything else, and too short to be a burden in an id. */
  static String digest(String what) {
    return HexFormat.of().formatHex(hash(what), 0, 16);
  }

  private static byte[] hash(String what) {
    try {
      return FastProvider.digest("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
