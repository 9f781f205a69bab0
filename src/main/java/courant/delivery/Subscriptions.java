package courant.delivery;

import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import courant.reader.Holding;
import courant.reader.ReaderId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Which lists are mailed to whom. */
public final class Subscriptions implements Holding {
  /** More than anybody reads. */
  public static final int MOST = 200;

  private static final String BEGAN = "subscription.began.";
  private static final String ENDED = "subscription.ended.";

  private final Database database;
  private final Facts facts;
  private final InstantSource clock;

  public Subscriptions(Database database, Facts facts, InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.clock = clock;
  }

  /** A reader's lists, by name. */
  public List<Subscription> of(ReaderId reader) {
    return database.read(handle -> of(handle, reader));
  }

  private static List<Subscription> of(Handle handle, ReaderId reader) {
    return handle
        .createQuery(
            """
            select subscription.kind, subscription.target, pace, weekday, hour, zone,
              coalesce(section.name, topic.name, author.name, source.name, '') as name,
              coalesce(section.slug, topic.slug, author.slug, source.slug, '') as slug
            from subscription
            left join section on subscription.kind = 'section' and section.id = target
            left join topic on subscription.kind = 'topic' and topic.id = target
            left join author on subscription.kind = 'author' and author.id = target
            left join source on subscription.kind = 'source' and source.id = target
            where reader_id = :reader
            order by case subscription.kind when 'review' then 0 when 'follows' then 1
              when 'letters' then 3 else 2 end, name
            """)
        .bind("reader", reader.value())
        .map(Subscriptions::subscription)
        .list();
  }

  private static Subscription subscription(ResultSet row, StatementContext context)
      throws SQLException {
    MailList list =
        new MailList(
            MailList.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            row.getLong("target"));
    String path = path(list.kind(), row.getString("slug"));
    return new Subscription(list, pace(row), schedule(row), row.getString("name"), path);
  }

  /** Gives all who get one list another instead; whoever gets that already keeps it as it is. */
  public void move(Handle handle, MailList from, MailList into) {
    handle
        .createUpdate(
            """
            insert into subscription (reader_id, kind, target, pace, weekday, hour, zone, since)
            select reader_id, :intoKind, :into, pace, weekday, hour, zone, since from subscription
            where kind = :kind and target = :from on conflict do nothing
            """)
        .bind("intoKind", word(into))
        .bind("into", into.target())
        .bind("kind", word(from))
        .bind("from", from.target())
        .execute();
    handle
        .createUpdate("delete from subscription where kind = :kind and target = :from")
        .bind("kind", word(from))
        .bind("from", from.target())
        .execute();
  }

  /** Whether anybody gets a list, within the caller's transaction or moment. */
  public boolean any(Handle handle, MailList list) {
    return handle
        .createQuery(
            "select exists (select 1 from subscription where kind = :kind and target = :target)")
        .bind("kind", word(list))
        .bind("target", list.target())
        .mapTo(Boolean.class)
        .one();
  }

  private static String word(MailList list) {
    return list.kind().name().toLowerCase(Locale.ROOT);
  }

  /** What a list is called; empty if it has no name of its own. */
  public String name(MailList list) {
    return named(list, "name").orElse("");
  }

  /** Where a list is to be read on the web, from our root. */
  public String path(MailList list) {
    return path(list.kind(), named(list, "slug").orElse(""));
  }

  private Optional<String> named(MailList list, String column) {
    return switch (list.kind()) {
      case REVIEW, FOLLOWS, LETTERS, CORRECTIONS -> Optional.empty();
      case SECTION, TOPIC, AUTHOR, SOURCE ->
          database.read(
              handle ->
                  handle
                      .createQuery("select <column> from <table> where id = :id")
                      .define("column", column)
                      .define("table", list.kind().word())
                      .bind("id", list.target())
                      .mapTo(String.class)
                      .findOne());
    };
  }

  private static String path(MailList.Kind kind, String slug) {
    return switch (kind) {
      case REVIEW, CORRECTIONS -> "/";
      case FOLLOWS -> "/my";
      case LETTERS -> "/letters";
      case SECTION, TOPIC, AUTHOR, SOURCE -> "/" + kind.word() + "/" + slug;
    };
  }

  static Pace pace(ResultSet row) throws SQLException {
    return Pace.of(row.getString("pace")).orElseThrow();
  }

  static Schedule schedule(ResultSet row) throws SQLException {
    return new Schedule(
        DayOfWeek.of(row.getInt("weekday")), row.getInt("hour"), ZoneId.of(row.getString("zone")));
  }

  /** When a reader wants mail, as far as it is known. */
  public Optional<Schedule> schedule(ReaderId reader) {
    return of(reader).stream().map(Subscription::schedule).findFirst();
  }

  /**
   * Subscribes a reader, or changes the pace. With the first list come the desk's own letters.
   *
   * @param usual when to mail somebody who has not said so yet
   */
  public void set(ReaderId reader, MailList list, Pace pace, Schedule usual) {
    facts.write(
        telling -> {
          Handle handle = telling.handle();
          List<Subscription> before = of(handle, reader);
          Schedule schedule = before.stream().map(Subscription::schedule).findFirst().orElse(usual);
          boolean known = before.stream().anyMatch(one -> one.list().equals(list));
          if (before.size() < MOST) {
            put(handle, reader, list, pace, schedule);
            if (!known) {
              telling.tell(BEGAN + list.kind().word(), list.target());
            }
          }
          if (before.isEmpty()) {
            put(handle, reader, MailList.LETTERS, Pace.ONCE, schedule);
          }
          return true;
        });
  }

  private void put(Handle handle, ReaderId reader, MailList list, Pace pace, Schedule schedule) {
    handle
        .createUpdate(
            """
            insert into subscription (reader_id, kind, target, pace, weekday, hour, zone, since)
            values (:reader, :kind, :target, :pace, :weekday, :hour, :zone, :now)
            on conflict (reader_id, kind, target) do update set pace = excluded.pace
            """)
        .bind("reader", reader.value())
        .bind("kind", list.kind().word())
        .bind("target", list.target())
        .bind("pace", pace.word())
        .bind("weekday", schedule.weekday().getValue())
        .bind("hour", schedule.hour())
        .bind("zone", schedule.zone().getId())
        .bind("now", clock.millis())
        .execute();
  }

  /** Sets when all of a reader's lists are mailed. */
  public void reschedule(ReaderId reader, Schedule schedule) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    update subscription set weekday = :weekday, hour = :hour, zone = :zone
                    where reader_id = :reader
                    """)
                .bind("weekday", schedule.weekday().getValue())
                .bind("hour", schedule.hour())
                .bind("zone", schedule.zone().getId())
                .bind("reader", reader.value())
                .execute());
  }

  /** Takes a reader off one list. */
  public void leave(ReaderId reader, MailList list) {
    leave(reader, one -> one.list().equals(list));
  }

  /** Ends the mail of each story by itself, whatever list it is in; not the desk's letters. */
  private void leaveStories(ReaderId reader) {
    leave(reader, one -> one.pace() == Pace.ONCE && one.list().kind() != MailList.Kind.LETTERS);
  }

  /** Leaves what a message names by {@link MailList#key} or {@link Issue#STORIES}; nothing else. */
  public void leave(ReaderId reader, String named) {
    if (named.equals(Issue.STORIES)) {
      leaveStories(reader);
    } else {
      MailList.ofKey(named).ifPresent(list -> leave(reader, list));
    }
  }

  /** Takes a reader off every list. */
  public void leaveAll(ReaderId reader) {
    leave(reader, _ -> true);
  }

  private void leave(ReaderId reader, Predicate<Subscription> which) {
    facts.write(
        telling -> {
          of(telling.handle(), reader).stream()
              .filter(which)
              .map(Subscription::list)
              .forEach(list -> leave(telling, reader, list));
          return true;
        });
  }

  private static void leave(Facts.Telling telling, ReaderId reader, MailList list) {
    telling
        .handle()
        .execute(
            "delete from subscription where reader_id = ? and kind = ? and target = ?",
            reader.value(),
            list.kind().word(),
            list.target());
    telling.tell(ENDED + list.kind().word(), list.target());
  }

  /** The list that somebody began to take, if that is what the fact is about. */
  public static Optional<MailList> began(Fact fact) {
    return list(fact, BEGAN);
  }

  /** The list that somebody left, if that is what the fact is about. */
  public static Optional<MailList> ended(Fact fact) {
    return list(fact, ENDED);
  }

  private static Optional<MailList> list(Fact fact, String what) {
    return fact.kind().startsWith(what)
        ? Optional.of(
            new MailList(
                MailList.Kind.valueOf(
                    fact.kind().substring(what.length()).toUpperCase(Locale.ROOT)),
                fact.subject()))
        : Optional.empty();
  }

  @Override
  public String name() {
    return "newsletters";
  }

  @Override
  public Object export(Handle handle, ReaderId reader) {
    JsonArray all = new JsonArray();
    for (Subscription one : of(handle, reader)) {
      all.add(
          new JsonObject()
              .put("list", one.list().kind().word())
              .put("name", one.name())
              .put("pace", one.pace().word())
              .put("hour", one.schedule().hour())
              .put("zone", one.schedule().zone().getId()));
    }
    return all;
  }

  /** A browser without an account has none: there is no address to mail to. */
  @Override
  public void move(Facts.Telling telling, ReaderId from, ReaderId into) {}
}
