package courant.delivery.fediverse;

import courant.platform.crypto.Vault;
import courant.platform.db.Ids;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** Where others take deliveries. */
final class Inboxes {
  private static final String CONTEXT = "fediverse inbox";

  private final Vault vault;
  private final Ids ids;
  private final InstantSource clock;

  Inboxes(Vault vault, Ids ids, InstantSource clock) {
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** The number of an inbox; a new one for a new address. */
  long of(Handle handle, String address) {
    byte[] hash = vault.hash(CONTEXT, address);
    return handle
        .createQuery("select id from fediverse_inbox where address_hash = :hash")
        .bind("hash", hash)
        .mapTo(Long.class)
        .findOne()
        .orElseGet(() -> add(handle, hash, address));
  }

  private long add(Handle handle, byte[] hash, String address) {
    long id = ids.next();
    handle
        .createUpdate(
            """
            insert into fediverse_inbox (id, address_hash, sealed, host, since)
            values (:id, :hash, :sealed, :host, :now)
            """)
        .bind("id", id)
        .bind("hash", hash)
        .bind("sealed", vault.seal(CONTEXT, address))
        .bind("host", Received.host(address))
        .bind("now", clock.millis())
        .execute();
    return id;
  }

  String address(byte[] sealed) {
    return vault.unseal(CONTEXT, sealed);
  }

  /**
   * Forgets inboxes that nobody who follows has, and to which nothing is owed, nor was told lately:
   * where a story was told, its withdrawal is, too.
   */
  static void tidy(Handle handle) {
    handle.execute(
        """
        delete from fediverse_inbox
        where not exists (select 1 from fediverse_follower where inbox_id = fediverse_inbox.id)
          and not exists (select 1 from fediverse_delivery where inbox_id = fediverse_inbox.id)
        """);
  }
}
