package courant.reply;

import courant.platform.crypto.Vault;
import courant.platform.db.Ids;
import courant.reader.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import org.jdbi.v3.core.Handle;

/** Who replies: the only place that has their addresses, and only sealed. */
final class Repliers {
  private static final Duration ASKED_EVERY = Duration.ofHours(1);

  private final Vault vault;
  private final Ids ids;

  Repliers(Vault vault, Ids ids) {
    this.vault = vault;
    this.ids = ids;
  }

  /** The number of whoever has this address; a new one for a new address. */
  long of(Handle handle, String address) {
    return known(handle, address).orElseGet(() -> add(handle, index(address), address));
  }

  private long add(Handle handle, byte[] index, String address) {
    long id = ids.next();
    insert(handle, id, index, address);
    return id;
  }

  /** Somebody who comes with a number from another house of the same owner. */
  void settle(Handle handle, long id, String address) {
    insert(handle, id, index(address), address);
  }

  private void insert(Handle handle, long id, byte[] index, String address) {
    handle
        .createUpdate(
            "insert into replier (id, address_index, address) values (:id, :index, :address)")
        .bind("id", id)
        .bind("index", index)
        .bind("address", vault.seal("replier", address))
        .execute();
  }

  /** Whoever has this address, if they have ever replied. */
  Optional<Long> known(Handle handle, String address) {
    return handle
        .createQuery("select id from replier where address_index = :index")
        .bind("index", index(address))
        .mapTo(Long.class)
        .findOne();
  }

  /** Where to write to somebody who has replied. */
  Optional<EmailAddress> address(Handle handle, long replier) {
    return handle
        .createQuery("select address from replier where id = :id")
        .bind("id", replier)
        .map((row, _) -> EmailAddress.typed(vault.unseal("replier", row.getBytes(1))))
        .findOne()
        .flatMap(Function.identity());
  }

  /** Notes that we write to them; false if we did in the last hour. */
  static boolean ask(Handle handle, long replier, Instant now) {
    return handle.execute(
            "update replier set asked = ? where id = ? and (asked is null or asked < ?)",
            now.toEpochMilli(),
            replier,
            now.minus(ASKED_EVERY).toEpochMilli())
        > 0;
  }

  private byte[] index(String address) {
    return vault.hash("replier", address.toLowerCase(Locale.ROOT));
  }

  /** Hands over everybody's address, in the order of their numbers. */
  void each(Handle handle, ObjLongConsumer<String> taker) {
    handle
        .createQuery("select id, address from replier order by id")
        .map((row, _) -> Map.entry(row.getLong(1), row.getBytes(2)))
        .forEach(each -> taker.accept(vault.unseal("replier", each.getValue()), each.getKey()));
  }

  /** Whether the desk approved something of theirs under this name, and threw nothing away. */
  static boolean trusted(Handle handle, long replier, String name) {
    return handle
        .createQuery(
            """
            select exists (select 1 from reply
                where replier_id = :replier and state = 'approved' and name = :name)
              and not exists (select 1 from reply where replier_id = :replier and state = 'spam')
            """)
        .bind("replier", replier)
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
  }
}
