package courant.story;

import courant.platform.db.Database;
import courant.platform.db.Remembered;
import courant.platform.job.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads stories: the published ones for everyone, all of them for the desk. */
public final class Stories {
  private static final String NEWEST = " order by story.published desc, story.id desc";

  /** Bytes of text, about: a few thousand stories, as many as are read at one time. */
  private static final long MOST_REMEMBERED = 24 << 20;

  private final Database database;
  private final Remembered<StoryId, Story> remembered =
      new Remembered<>(MOST_REMEMBERED, (_, story) -> 1_000 + story.body().length());

  public Stories(Database database, Facts facts) {
    this.database = database;
    facts.remind(
        fact -> {
          if (StoryChange.of(fact) == StoryChange.ANY) {
            remembered.forgetAll();
          }
        });
  }

  public Optional<Story> byId(StoryId id) {
    return database.read(handle -> byId(handle, id));
  }

  /** Whether there is such a story, in any state. */
  public boolean exists(StoryId id) {
    return database.read(
        handle ->
            handle
                .createQuery("select 1 from story where id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Within the caller's transaction or moment. */
  public Optional<Story> byId(Handle handle, StoryId id) {
    return StoryRows.read(handle, "where story.id = :id", query -> query.bind("id", id.value()))
        .stream()
        .findFirst();
  }

  /** The story at an address of ours, published or withdrawn. */
  public Optional<Story> byPath(String path) {
    return database
        .read(
            handle ->
                StoryRows.read(
                    handle, "where story.path = :path", query -> query.bind("path", path)))
        .stream()
        .findFirst();
  }

  /** Those of these numbers there are, in any state and order. */
  public List<Story> byIds(List<StoryId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<Long> numbers = ids.stream().map(StoryId::value).toList();
    return database.read(
        handle ->
            StoryRows.read(
                handle, "where story.id in (<ids>)", query -> query.bindList("ids", numbers)));
  }

  /** Those of these numbers that are published, in the order given. */
  public List<Story> published(List<StoryId> ids) {
    Map<StoryId, Story> found = remembered.of(ids, this::read);
    return ids.stream()
        .distinct()
        .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
        .toList();
  }

  private Map<StoryId, Story> read(List<StoryId> ids) {
    List<Long> numbers = ids.stream().map(StoryId::value).toList();
    List<Story> found =
        database.read(
            handle ->
                StoryRows.read(
                    handle,
                    "where story.state = 'published' and story.id in (<ids>)",
                    query -> query.bindList("ids", numbers)));
    return found.stream().collect(Collectors.toMap(Story::id, story -> story));
  }

  /** A stretch of a list, newest first. */
  public List<Story> published(Listing listing, int offset, int most) {
    Consumer<Query> stretch = query -> query.bind("offset", offset).bind("most", most);
    return database.read(
        handle ->
            StoryRows.read(
                handle,
                where(listing) + " limit :most offset :offset",
                stretch.andThen(query -> bind(query, listing))));
  }

  /** Drafts that came in from partners, the last changed first. */
  public List<Story> incoming(int most) {
    return database.read(
        handle ->
            StoryRows.read(
                handle,
                "where story.state = 'draft' and story.source_id is not null order by story.changed desc limit :most",
                query -> query.bind("most", most)));
  }

  /** Every story in any state, by number, from behind one number on. */
  public List<Story> after(long number, int most) {
    return database.read(
        handle ->
            StoryRows.read(
                handle,
                "where story.id > :after order by story.id limit :most",
                query -> query.bind("after", number).bind("most", most)));
  }

  /** How many stories a list has. */
  public long count(Listing listing) {
    String from =
        switch (listing) {
          case Listing.About _ -> "story_topic where topic_id = :id and published is not null";
          case Listing.By _ -> "story_author where author_id = :id and published is not null";
          case Listing.Everything _ -> "story where state = 'published'";
          case Listing.InSection _ -> "story where state = 'published' and section_id = :id";
          case Listing.From _ -> "story where state = 'published' and source_id = :id";
          case Listing.Between _ ->
              "story where state = 'published' and published >= :from and published < :until";
        };
    return database.read(
        handle -> {
          Query query = handle.createQuery("select count(*) from " + from);
          bind(query, listing);
          return query.mapTo(Long.class).one();
        });
  }

  /** Those withdrawn since an instant, newest first: tombstones for the feeds. */
  public List<Story> withdrawnSince(Instant since, int most) {
    return database.read(
        handle ->
            StoryRows.read(
                handle,
                "where story.state = 'withdrawn' and story.withdrawn >= :since order by story.withdrawn desc limit :most",
                query -> query.bind("since", since.toEpochMilli()).bind("most", most)));
  }

  /** Where an old address leads now. */
  public Optional<String> movedTo(String path) {
    return database.read(
        handle ->
            handle
                .createQuery("select target from old_address where path = :path")
                .bind("path", path)
                .mapTo(String.class)
                .findOne());
  }

  private static String where(Listing listing) {
    return where(listing, "");
  }

  /** The rest of a select of a list's stories, newest first; {@code also} narrows it. */
  static String where(Listing listing, String also) {
    return switch (listing) {
      case Listing.Everything _ -> "where story.state = 'published'" + also + NEWEST;
      case Listing.InSection _ ->
          "where story.state = 'published' and story.section_id = :id" + also + NEWEST;
      case Listing.From _ ->
          "where story.state = 'published' and story.source_id = :id" + also + NEWEST;
      case Listing.About _ -> joined("topic", also);
      case Listing.By _ -> joined("author", also);
      case Listing.Between _ ->
          "where story.state = 'published' and story.published >= :from and story.published < :until"
              + also
              + NEWEST;
    };
  }

  private static String joined(String what, String also) {
    return " join story_%s listed on listed.story_id = story.id".formatted(what)
        + " where listed.%s_id = :id and listed.published is not null".formatted(what)
        + also
        + " order by listed.published desc, listed.story_id desc";
  }

  static void bind(Query query, Listing listing) {
    switch (listing) {
      case Listing.Everything _ -> {}
      case Listing.InSection(var section) -> query.bind("id", section.value());
      case Listing.From(var source) -> query.bind("id", source.value());
      case Listing.About(var topic) -> query.bind("id", topic.value());
      case Listing.By(var author) -> query.bind("id", author.value());
      case Listing.Between(var from, var until) ->
          query.bind("from", from.toEpochMilli()).bind("until", until.toEpochMilli());
    }
  }
}
