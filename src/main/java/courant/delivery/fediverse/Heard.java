package courant.delivery.fediverse;

import courant.delivery.fediverse.FediverseAtDesk.Echoes;
import courant.platform.db.Database;
import courant.reply.ReplyId;
import courant.story.StoryId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What people elsewhere made of our stories: likes, boosts, and replies. Of whom, only hashes. */
final class Heard {
  /** What is counted. */
  enum Echo {
    LIKE,
    BOOST;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Database database;

  Heard(Database database) {
    this.database = database;
  }

  void add(Handle handle, StoryId story, Echo echo, byte[] who) {
    handle.execute(
        """
        insert into fediverse_echo (story_id, kind, who)
        select id, ?, ? from story where id = ? on conflict (story_id, kind, who) do nothing
        """,
        echo.word(),
        who,
        story.value());
  }

  void remove(Handle handle, StoryId story, Echo echo, byte[] who) {
    handle.execute(
        "delete from fediverse_echo where story_id = ? and kind = ? and who = ?",
        story.value(),
        echo.word(),
        who);
  }

  /** The stories that were liked and boosted most. */
  List<Echoes> loudest(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select story_id, sum(case when kind = 'like' then 1 else 0 end) as likes,
                      sum(case when kind = 'boost' then 1 else 0 end) as boosts
                    from fediverse_echo group by story_id order by count(*) desc, story_id desc
                    limit :most
                    """)
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Echoes(new StoryId(row.getLong(1)), row.getLong(2), row.getLong(3)))
                .list());
  }

  void addReply(Handle handle, byte[] object, byte[] who, ReplyId reply) {
    handle.execute(
        "insert into fediverse_reply (object, who, reply_id) values (?, ?, ?)",
        object,
        who,
        reply.value());
  }

  /** Our reply that is one of theirs. */
  Optional<ReplyId> reply(byte[] object) {
    return database.read(
        handle ->
            handle
                .createQuery("select reply_id from fediverse_reply where object = :object")
                .bind("object", object)
                .map((row, _) -> new ReplyId(row.getLong(1)))
                .findOne());
  }

  /** The same, if it is this person's. */
  Optional<ReplyId> reply(byte[] object, byte[] who) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select reply_id from fediverse_reply where object = :object and who = :who")
                .bind("object", object)
                .bind("who", who)
                .map((row, _) -> new ReplyId(row.getLong(1)))
                .findOne());
  }

  List<ReplyId> repliesOf(byte[] who) {
    return database.read(
        handle ->
            handle
                .createQuery("select reply_id from fediverse_reply where who = :who")
                .bind("who", who)
                .map((row, _) -> new ReplyId(row.getLong(1)))
                .list());
  }

  /** Whether the desk approved something of theirs, and threw nothing away. */
  boolean trusted(byte[] who) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select 1 from fediverse_reply
                        join reply on reply.id = reply_id and reply.state = 'approved'
                        where fediverse_reply.who = :who)
                      and not exists (select 1 from fediverse_reply
                        join reply on reply.id = reply_id and reply.state = 'spam'
                        where fediverse_reply.who = :who)
                    """)
                .bind("who", who)
                .mapTo(Boolean.class)
                .one());
  }

  /** Forgets all of somebody but their replies, which are taken back one by one. */
  static void forget(Handle handle, byte[] who) {
    handle.execute("delete from fediverse_follower where who = ?", who);
    handle.execute("delete from fediverse_echo where who = ?", who);
  }

  /** Forgets whose a reply is. */
  static void forget(Handle handle, ReplyId reply) {
    handle.execute("delete from fediverse_reply where reply_id = ?", reply.value());
  }
}
