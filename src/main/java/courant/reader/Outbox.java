package courant.reader;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Timer;
import courant.platform.smtp.Outcome;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One-off mail: written in the transaction that gives cause to it, handed to the relay soon after
 * and then forgotten. Without a relay it stays for a while, for the desk to see.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final String CONTEXT = "message";
  private static final Duration LASTS = Duration.ofDays(3);
  private static final Duration LEASE = Duration.ofMinutes(2);

  /** Until mail is looked for that another node has put here, or could not send. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * A letter of plain text to one person.
   *
   * @param off where one click ends such letters (RFC 8058); empty for those that were asked for
   */
  public record Message(EmailAddress to, String subject, String text, String off) {
    public Message(EmailAddress to, String subject, String text) {
      this(to, subject, text, "");
    }
  }

  /** A message that has not left. */
  public record Waiting(long id, Instant at, int tries, Message message) {}

  /** Takes messages out of the house. */
  @FunctionalInterface
  public interface Carrier {
    Outcome send(Message message);
  }

  private final Database database;
  private final Vault vault;
  private final Readers readers;
  private final Optional<Carrier> carrier;
  private final Ids ids;
  private final InstantSource clock;
  private final ReentrantLock sending = new ReentrantLock();
  private volatile Runnable wakeSender = () -> {};

  /**
   * @param carrier the relay, if there is one
   */
  public Outbox(
      Database database,
      Vault vault,
      Readers readers,
      Optional<Carrier> carrier,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.readers = readers;
    this.carrier = carrier;
    this.ids = ids;
    this.clock = clock;
  }

  /** Takes a message within the caller's transaction. */
  public void put(Handle handle, Message message) {
    handle
        .createUpdate(
            """
            insert into outbox (id, address_hash, message, at, due, tries)
            values (:id, :hash, :message, :now, :now, 0)
            """)
        .bind("id", ids.next())
        .bind("hash", readers.addresses().hash(message.to()))
        .bind("message", vault.seal(CONTEXT, write(message)))
        .bind("now", clock.millis())
        .execute();
    database.afterCommit(wakeSender);
  }

  /** Takes a message. */
  public void put(Message message) {
    database.change(handle -> put(handle, message));
  }

  /** Drops what has not left to somebody, within the caller's transaction. */
  public void forget(Handle handle, EmailAddress to) {
    handle.execute(
        "delete from outbox where address_hash = ?", (Object) readers.addresses().hash(to));
  }

  /** The newest that have not left. */
  public List<Waiting> newest(int most) {
    return select("order by id desc limit :number", most);
  }

  /** Begins to send, each message as soon as it is here. */
  public void jobs(Timer timer) {
    wakeSender = timer.every(PAUSE, "sending mail", this::sendDue);
  }

  /** Sends what is due on a thread of its own, unless one is at it. */
  private void sendDue() {
    carrier.ifPresent(relay -> Thread.ofVirtual().name("outbox").start(() -> sendDue(relay)));
  }

  private void sendDue(Carrier relay) {
    if (sending.tryLock()) {
      try {
        for (List<Waiting> due = due(); !due.isEmpty(); due = due()) {
          due.forEach(waiting -> send(relay, waiting));
        }
      } catch (RuntimeException e) {
        LOG.error("mail in the outbox was not sent; trying again", e);
      } finally {
        sending.unlock();
      }
    }
  }

  private List<Waiting> due() {
    return select("where due <= :number order by due limit 50", clock.millis());
  }

  private void send(Carrier relay, Waiting waiting) {
    if (!claim(waiting)) {
      return;
    }
    switch (relay.send(waiting.message())) {
      case Outcome.Delivered _ -> drop(waiting);
      case Outcome.Gone(var why) -> {
        LOG.warn("mail to {} was refused: {}", waiting.message().to(), why);
        drop(waiting);
      }
      case Outcome.Later(var after, var why) -> {
        LOG.warn("mail to {} waits: {}", waiting.message().to(), why);
        database.change(
            handle ->
                handle.execute(
                    "update outbox set tries = tries + 1, due = ? where id = ?",
                    clock.instant().plus(after).toEpochMilli(),
                    waiting.id()));
      }
    }
  }

  /** Of several nodes only one sends a message; should it die, it is due again after a while. */
  private boolean claim(Waiting waiting) {
    long now = clock.millis();
    return database.write(
        handle ->
            handle.execute(
                    "update outbox set due = ? where id = ? and due <= ?",
                    now + LEASE.toMillis(),
                    waiting.id(),
                    now)
                == 1);
  }

  private void drop(Waiting waiting) {
    database.change(handle -> handle.execute("delete from outbox where id = ?", waiting.id()));
  }

  /** Drops what nobody needs any more: links in it have long expired. */
  public void tidy() {
    database.change(
        handle ->
            handle.execute(
                "delete from outbox where at < ?", clock.instant().minus(LASTS).toEpochMilli()));
  }

  private List<Waiting> select(String rest, long number) {
    return database.read(
        handle ->
            handle
                .createQuery("select id, message, at, tries from outbox " + rest)
                .bind("number", number)
                .map(
                    (row, _) ->
                        new Waiting(
                            row.getLong("id"),
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getInt("tries"),
                            read(vault.unseal(CONTEXT, row.getBytes("message")))))
                .list());
  }

  private static String write(Message message) {
    return new JsonObject()
        .put("to", message.to().value())
        .put("subject", message.subject())
        .put("text", message.text())
        .put("off", message.off())
        .encode();
  }

  private static Message read(String json) {
    JsonObject message = new JsonObject(json);
    return new Message(
        new EmailAddress(message.getString("to")),
        message.getString("subject"),
        message.getString("text"),
        message.getString("off", ""));
  }
}
