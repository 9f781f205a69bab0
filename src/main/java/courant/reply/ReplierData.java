package courant.reply;

import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.reader.EmailAddress;
import courant.reader.Outbox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What whoever replied can ask of us: what we hold of them, to forget it, letters or none. */
public final class ReplierData {
  private final Database database;
  private final Facts facts;
  private final Repliers repliers;
  private final Replies replies;
  private final OwnReply own;
  private final Outbox outbox;
  private final InstantSource clock;

  ReplierData(
      Database database,
      Facts facts,
      Repliers repliers,
      Replies replies,
      OwnReply own,
      Outbox outbox,
      InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.repliers = repliers;
    this.replies = replies;
    this.own = own;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Everything they wrote, the newest first. */
  public List<Reply> replies(long replier) {
    return database.read(handle -> replies.of(handle, replier));
  }

  /** The name somebody last replied under; empty if they never did. */
  public String name(String address) {
    return database.read(
        handle ->
            repliers
                .known(handle, address)
                .flatMap(replier -> replies.of(handle, replier).stream().findFirst())
                .map(Reply::name)
                .orElse(""));
  }

  /** Everything we hold of them, for them. */
  public JsonObject export(long replier) {
    return database.read(
        handle -> {
          JsonArray written = new JsonArray();
          replies
              .of(handle, replier)
              .forEach(
                  reply ->
                      written.add(
                          new JsonObject()
                              .put("at", reply.at().toString())
                              .put("name", reply.name())
                              .put("website", reply.website())
                              .put("text", reply.source())
                              .put("state", reply.state().word())
                              .put("story", reply.story().value())));
          JsonObject all = new JsonObject();
          repliers
              .address(handle, replier)
              .map(EmailAddress::value)
              .ifPresent(to -> all.put("address", to));
          return all.put("letters", confirmed(handle, replier)).put("replies", written);
        });
  }

  /** Whether they agreed to be mailed answers. */
  public boolean letters(long replier) {
    return database.read(handle -> confirmed(handle, replier));
  }

  private static boolean confirmed(Handle handle, long replier) {
    return handle
        .createQuery("select 1 from replier where id = :id and confirmed is not null")
        .bind("id", replier)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Agrees to be mailed answers, or wants none any more. */
  public void letters(long replier, boolean wanted) {
    database.change(
        handle -> {
          handle
              .createUpdate("update replier set confirmed = :at where id = :id")
              .bind("at", wanted ? clock.millis() : null)
              .bind("id", replier)
              .execute();
          if (!wanted) {
            handle.execute("update reply set notify = 0 where replier_id = ?", replier);
          }
        });
  }

  /** Forgets them: no file of the database holds anything of theirs once that is scrubbed. */
  public void erase(long replier) {
    facts.write(
        telling -> {
          Handle handle = telling.handle();
          replies.of(handle, replier).forEach(reply -> own.delete(telling, reply));
          Optional<EmailAddress> address = repliers.address(handle, replier);
          address.ifPresent(to -> outbox.forget(handle, to));
          handle.execute("delete from replier where id = ?", replier);
          return true;
        });
    database.scrub();
  }
}
