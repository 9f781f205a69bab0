package courant.topic;

import courant.platform.db.AnyCase;
import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The topics and their names in other languages. */
public final class Topics {
  /** Told when a topic was made, changed or merged; the subject is its number. */
  public static final String CHANGED = "topic.changed";

  private final Database database;
  private final AtomicLong version = new AtomicLong();

  public Topics(Database database) {
    this.database = database;
  }

  public Optional<Topic> bySlug(String slug) {
    return database.read(handle -> bySlug(handle, slug));
  }

  public Optional<Topic> byId(TopicId id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from topic where id = :id")
                .bind("id", id.value())
                .map(Topics::topic)
                .findOne());
  }

  /** Within the caller's transaction or moment. */
  public Optional<Topic> bySlug(Handle handle, String slug) {
    return handle
        .createQuery("select * from topic where slug = :slug")
        .bind("slug", slug)
        .map(Topics::topic)
        .findOne();
  }

  /** By slug, page after page: those behind one. */
  public List<Topic> page(String after, int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from topic where slug > :after order by slug limit :most")
                .bind("after", after)
                .bind("most", most)
                .map(Topics::topic)
                .list());
  }

  <T> T read(Function<Handle, T> work) {
    return database.read(work::apply);
  }

  /** Grows with every change of topics, on whatever node. */
  long version() {
    return version.get();
  }

  /** Hears that topics which were written are there now for everybody. */
  public void hear(Fact fact) {
    if (fact.kind().equals(CHANGED)) {
      version.incrementAndGet();
    }
  }

  Optional<Topic> byId(Handle handle, TopicId id) {
    return handle
        .createQuery("select * from topic where id = :id")
        .bind("id", id.value())
        .map(Topics::topic)
        .findOne();
  }

  List<Topic> all(Handle handle) {
    return handle.createQuery("select * from topic order by id").map(Topics::topic).list();
  }

  Map<TopicId, List<Alias>> aliases(Handle handle) {
    Map<TopicId, List<Alias>> aliases = new HashMap<>();
    handle
        .createQuery("select topic_id, language, name from topic_alias")
        .map(
            (row, _) ->
                aliases
                    .computeIfAbsent(new TopicId(row.getLong("topic_id")), _ -> new ArrayList<>())
                    .add(new Alias(row.getString("language"), row.getString("name"))))
        .list();
    return aliases;
  }

  /** The names of one topic, by language. */
  public List<Alias> aliases(TopicId topic) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select language, name from topic_alias where topic_id = :topic order by language, name")
                .bind("topic", topic.value())
                .map((row, _) -> new Alias(row.getString(1), row.getString(2)))
                .list());
  }

  /** The topic that goes by a name, be it in another case; its own name counts before others'. */
  Optional<Topic> named(Handle handle, String name) {
    AnyCase wanted = new AnyCase(name.strip());
    return handle
        .createQuery(
            """
            select * from topic where {name} = :name or slug = :slug or id in
              (select topic_id from topic_alias where {name} = :name)
            order by case when {name} = :name then 0 when slug = :slug then 1 else 2 end, id
            """
                .replace("{name}", wanted.in("name")))
        .bind("name", wanted.words())
        .bind("slug", Slug.of(name).value())
        .map(Topics::topic)
        .findFirst();
  }

  /** The same in a moment of its own. */
  public Optional<Topic> named(String name) {
    return database.read(handle -> named(handle, name));
  }

  /** Names of topics that hold what parts names where several are typed, as a comma. */
  public List<String> parted() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select name from topic where name like '%,%' or name like '%;%'
                    or name like '%،%' or name like '%、%'
                    """)
                .mapTo(String.class)
                .list());
  }

  /** Sets what names a topic goes by, in place of those before. */
  public void setAliases(Facts.Telling telling, TopicId topic, List<Alias> names) {
    telling.handle().execute("delete from topic_alias where topic_id = ?", topic.value());
    alias(telling, topic, names);
  }

  /** What the page of a topic shows besides. */
  public TopicProfile profile(TopicId topic) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from topic_profile where topic_id = :topic")
                .bind("topic", topic.value())
                .map(
                    (row, _) ->
                        new TopicProfile(
                            row.getString("image"),
                            row.getString("image_alt"),
                            row.getString("image_credit"),
                            row.getString("website")))
                .findOne()
                .orElse(TopicProfile.NONE));
  }

  /** Topics whose page shows a picture with this in its address. */
  public List<Topic> showing(String picture) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select topic.* from topic join topic_profile on topic_profile.topic_id = topic.id
                    where image like :picture order by name, id
                    """)
                .bind("picture", "%" + picture + "%")
                .map(Topics::topic)
                .list());
  }

  /**
   * A topic as readers are shown it.
   *
   * @param language of the reader
   */
  public TopicCard card(Topic topic, String language) {
    return TopicCard.of(topic, aliases(topic.id()), profile(topic.id()), language);
  }

  /** Writes what the page of a topic shows besides. */
  public void write(Handle handle, TopicId topic, TopicProfile profile) {
    handle
        .createUpdate(
            """
            insert into topic_profile (topic_id, image, image_alt, image_credit, website)
            values (:topic, :image, :alt, :credit, :website)
            on conflict (topic_id) do update set image = excluded.image,
              image_alt = excluded.image_alt, image_credit = excluded.image_credit,
              website = excluded.website
            """)
        .bind("topic", topic.value())
        .bind("image", profile.image())
        .bind("alt", profile.imageAlt())
        .bind("credit", profile.imageCredit())
        .bind("website", profile.website())
        .execute();
  }

  /** Lets a topic go; what it had must have gone to another before. */
  public void delete(Facts.Telling telling, TopicId topic) {
    telling.handle().execute("delete from topic where id = ?", topic.value());
    changed(telling, topic);
  }

  /**
   * Topics as the desk looks for them, by name.
   *
   * @param words some of a name or alias; empty for all
   * @param kind empty for all
   */
  public List<Topic> list(String words, Optional<TopicKind> kind, int offset, int most) {
    return database.read(
        handle ->
            asked(
                    handle,
                    "select * from topic where",
                    words,
                    kind,
                    " order by name, id limit :most offset :offset")
                .bind("most", most)
                .bind("offset", offset)
                .map(Topics::topic)
                .list());
  }

  /** How many {@link #list} has in all. */
  public int count(String words, Optional<TopicKind> kind) {
    return database.read(
        handle ->
            asked(handle, "select count(*) from topic where", words, kind, "")
                .mapTo(Integer.class)
                .one());
  }

  private static Query asked(
      Handle handle, String select, String words, Optional<TopicKind> kind, String order) {
    AnyCase wanted = new AnyCase(words.strip());
    return handle
        .createQuery(
            select
                + """
                 (:kind = '' or kind = :kind) and ({name} like :like escape '!' or id in
                  (select topic_id from topic_alias where {name} like :like escape '!'))"""
                    .replace("{name}", wanted.in("name"))
                + order)
        .bind("kind", kind.map(one -> one.name().toLowerCase(Locale.ROOT)).orElse(""))
        .bind("like", wanted.anywhere());
  }

  /** Adds names a topic goes by; those it has already stay. */
  public void alias(Facts.Telling telling, TopicId topic, List<Alias> names) {
    putNames(telling.handle(), topic, names);
    changed(telling, topic);
  }

  /** Writes what whoever finds topics in texts knows already: nothing is to be learnt anew. */
  void writeKnown(Handle handle, Topic topic, List<Alias> names) {
    put(handle, topic);
    putNames(handle, topic.id(), names);
  }

  private static void putNames(Handle handle, TopicId topic, List<Alias> names) {
    for (Alias name : names) {
      handle
          .createUpdate(
              "insert into topic_alias (topic_id, language, name) values (:topic, :language, :name) on conflict do nothing")
          .bind("topic", topic.value())
          .bind("language", name.language())
          .bind("name", name.name())
          .execute();
    }
  }

  /** Writes within the caller's transaction, by number. */
  public void write(Facts.Telling telling, Topic topic) {
    put(telling.handle(), topic);
    changed(telling, topic.id());
  }

  /**
   * What is known is another from now on in this transaction, and for all others once it is
   * committed.
   */
  private void changed(Facts.Telling telling, TopicId topic) {
    version.incrementAndGet();
    telling.tell(CHANGED, topic.value());
  }

  private static void put(Handle handle, Topic topic) {
    handle
        .createUpdate(
            """
            insert into topic (id, slug, kind, name, description, wikidata)
            values (:id, :slug, :kind, :name, :description, :wikidata)
            on conflict (id) do update set slug = excluded.slug, kind = excluded.kind,
              name = excluded.name, description = excluded.description, wikidata = excluded.wikidata
            """)
        .bind("id", topic.id().value())
        .bind("slug", topic.slug().value())
        .bind("kind", topic.kind().name().toLowerCase(Locale.ROOT))
        .bind("name", topic.name())
        .bind("description", topic.description())
        .bind("wikidata", topic.wikidata())
        .execute();
  }

  /** Reads the columns of table topic. */
  public static Topic topic(ResultSet row, StatementContext context) throws SQLException {
    return new Topic(
        new TopicId(row.getLong("id")),
        new Slug(row.getString("slug")),
        TopicKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("name"),
        row.getString("description"),
        row.getString("wikidata"));
  }
}
