package courant.story;

import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.media.Cut;
import courant.media.Photo;
import courant.media.PhotoId;
import courant.platform.web.Slug;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Terms;
import courant.topic.Topic;
import courant.topic.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Turns rows into stories: one query for the stories, one each for all their authors and topics.
 */
final class StoryRows {
  private static final String SELECT =
      """
      select story.*,
        section.slug as section_slug, section.name as section_name,
        section.description as section_description, section.position as section_position,
        source.slug as source_slug, source.name as source_name, source.about as source_about,
        source.founded as source_founded, source.parent as source_parent,
        source.country as source_country, source.language as source_language,
        source.home_page as source_home_page, source.logo as source_logo,
        source.full_text as source_full_text, source.delay_ms as source_delay_ms,
        source.expiry_ms as source_expiry_ms, source.territory as source_territory,
        source.credit as source_credit, source.canonical as source_canonical,
        photo.id as photo_id, photo.digest as photo_digest, photo.name as photo_name,
        photo.width as photo_width, photo.height as photo_height, photo.other as photo_other,
        photo.cuts as photo_cuts, photo.focus_x as photo_focus_x, photo.focus_y as photo_focus_y,
        photo.added as photo_added
      from story
      left join photo on photo.digest = substr(story.lead_src, 8, 40) and story.lead_src like '/media/%'
      left join section on section.id = story.section_id
      left join source on source.id = story.source_id
      """;

  private StoryRows() {}

  /** Stories that the rest of a select, from its joins on, finds. */
  static List<Story> read(Handle handle, String rest, Consumer<Query> bind) {
    Query query = handle.createQuery(SELECT + rest);
    bind.accept(query);
    List<Story> bare = query.map(StoryRows::story).list();
    if (bare.isEmpty()) {
      return bare;
    }
    List<Long> ids = bare.stream().map(story -> story.id().value()).toList();
    Map<Long, List<Author>> bylines = bylines(handle, ids);
    Map<Long, List<Topic>> topics = topics(handle, ids);
    return bare.stream()
        .map(
            story ->
                with(
                    story,
                    bylines.getOrDefault(story.id().value(), List.of()),
                    topics.getOrDefault(story.id().value(), List.of())))
        .toList();
  }

  private static Story with(Story bare, List<Author> byline, List<Topic> topics) {
    return new Story(
        bare.id(),
        bare.slug(),
        bare.headline(),
        bare.standfirst(),
        bare.body(),
        bare.dateline(),
        byline,
        bare.section(),
        topics,
        bare.origin(),
        bare.lead(),
        bare.language(),
        bare.state());
  }

  private static Map<Long, List<Author>> bylines(Handle handle, List<Long> ids) {
    Map<Long, List<Author>> bylines = new HashMap<>();
    handle
        .createQuery(
            """
            select story_author.story_id, author.* from story_author
            join author on author.id = story_author.author_id
            where story_author.story_id in (<ids>) order by story_author.story_id, story_author.position
            """)
        .bindList("ids", ids)
        .map(
            (row, context) ->
                bylines
                    .computeIfAbsent(row.getLong("story_id"), _ -> new ArrayList<>())
                    .add(Authors.author(row, context)))
        .list();
    return bylines;
  }

  private static Map<Long, List<Topic>> topics(Handle handle, List<Long> ids) {
    Map<Long, List<Topic>> topics = new HashMap<>();
    handle
        .createQuery(
            """
            select story_topic.story_id, topic.* from story_topic
            join topic on topic.id = story_topic.topic_id
            where story_topic.story_id in (<ids>) order by story_topic.story_id, story_topic.position
            """)
        .bindList("ids", ids)
        .map(
            (row, context) ->
                topics
                    .computeIfAbsent(row.getLong("story_id"), _ -> new ArrayList<>())
                    .add(Topics.topic(row, context)))
        .list();
    return topics;
  }

  private static Story story(ResultSet row, StatementContext context) throws SQLException {
    return new Story(
        new StoryId(row.getLong("id")),
        new Slug(row.getString("slug")),
        row.getString("headline"),
        row.getString("standfirst"),
        row.getString("body"),
        row.getString("dateline"),
        List.of(),
        section(row),
        List.of(),
        origin(row),
        lead(row),
        row.getString("language"),
        state(row));
  }

  private static Optional<Section> section(ResultSet row) throws SQLException {
    if (row.getString("section_slug") == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Section(
            new SectionId(row.getLong("section_id")),
            new Slug(row.getString("section_slug")),
            row.getString("section_name"),
            row.getString("section_description"),
            row.getInt("section_position")));
  }

  private static Optional<Origin> origin(ResultSet row) throws SQLException {
    if (row.getString("source_slug") == null) {
      return Optional.empty();
    }
    long expiry = row.getLong("source_expiry_ms");
    Optional<Duration> lasts =
        row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(expiry));
    Source source =
        new Source(
            new SourceId(row.getLong("source_id")),
            new Slug(row.getString("source_slug")),
            row.getString("source_name"),
            row.getString("source_about"),
            row.getString("source_founded"),
            row.getString("source_parent"),
            row.getString("source_country"),
            row.getString("source_language"),
            row.getString("source_home_page"),
            Optional.ofNullable(row.getString("source_logo")),
            new Terms(
                row.getInt("source_full_text") == 1,
                Duration.ofMillis(row.getLong("source_delay_ms")),
                lasts,
                row.getString("source_territory"),
                row.getString("source_credit"),
                row.getInt("source_canonical") == 1));
    long at = row.getLong("source_published");
    Optional<Instant> published =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    return Optional.of(
        new Origin(
            source, Optional.ofNullable(row.getString("source_address")).orElse(""), published));
  }

  private static Optional<Picture> lead(ResultSet row) throws SQLException {
    String src = row.getString("lead_src");
    if (src == null) {
      return Optional.empty();
    }
    Optional<Photo> photo = photo(row);
    return Optional.of(
        new Picture(
            src,
            photo.map(Photo::width).orElse(row.getInt("lead_width")),
            photo.map(Photo::height).orElse(row.getInt("lead_height")),
            row.getString("lead_alt"),
            row.getString("lead_caption"),
            row.getString("lead_credit"),
            photo));
  }

  /** What is shown of it; the words are the story's own. */
  private static Optional<Photo> photo(ResultSet row) throws SQLException {
    String digest = row.getString("photo_digest");
    if (digest == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Photo(
            new PhotoId(row.getLong("photo_id")),
            digest,
            row.getString("photo_name"),
            row.getInt("photo_width"),
            row.getInt("photo_height"),
            row.getString("photo_other"),
            Cut.list(row.getString("photo_cuts")),
            "",
            "",
            "",
            new Photo.Focus(row.getInt("photo_focus_x"), row.getInt("photo_focus_y")),
            instant(row, "photo_added"),
            "",
            Optional.empty()));
  }

  private static StoryState state(ResultSet row) throws SQLException {
    return switch (row.getString("state")) {
      case "draft" -> new StoryState.Draft();
      case "scheduled" -> new StoryState.Scheduled(instant(row, "due"));
      case "published" ->
          new StoryState.Published(
              row.getString("path"), instant(row, "published"), instant(row, "updated"));
      case "withdrawn" -> gone(row);
      case String other -> throw new IllegalStateException("no story state " + other);
    };
  }

  private static StoryState gone(ResultSet row) throws SQLException {
    String path = row.getString("path");
    Instant published = instant(row, "published");
    Instant gone = instant(row, "withdrawn");
    return row.getInt("expired") == 1
        ? new StoryState.Expired(path, published, gone)
        : new StoryState.Withdrawn(path, published, gone, row.getString("withdrawn_reason"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }
}
