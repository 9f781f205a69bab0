package courant.story;

import courant.platform.db.PreparedQuery;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import courant.story.likeness.Sketch;
import courant.topic.KnownTopics;
import courant.topic.Prose;
import courant.topic.Topic;
import courant.topic.TopicId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All that changes a story, each in one transaction with the fact it makes true. */
public final class WriteStory {
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy/MM");

  private static final int MOST_TOPICS = 12;

  private static final PreparedQuery<Row> ROW =
      new PreparedQuery<>(
          "select state, path from story where id = ?",
          row -> new Row(row.getString("state"), row.getString("path")));

  private static final PreparedQuery<Long> BY_PATH =
      new PreparedQuery<>("select id from story where path = ?", row -> row.getLong("id"));

  private final KnownTopics known;
  private final InstantSource clock;
  private final Sketches sketches;

  public WriteStory(KnownTopics known, Versions versions, InstantSource clock) {
    this.known = known;
    this.clock = clock;
    this.sketches = versions.sketches();
  }

  /** What a story's words say, which takes longer to find out than to write down. */
  public record Gist(KnownTopics.Named named, Sketch sketch) {
    /** Of what stays in the house: nobody asks what it is about, or like. */
    private static final Gist UNREAD =
        new Gist(new KnownTopics.Named(new Prose("", ""), 0, List.of()), Sketch.of(""));
  }

  /** What a story's words say; to be asked before its transaction wherever many are written. */
  public Gist gist(Story story) {
    sketches.ready();
    return gist(story, known::in);
  }

  private static Gist gist(Story story, Function<Prose, KnownTopics.Named> names) {
    return story.state() instanceof StoryState.Published
        ? new Gist(names.apply(story.prose()), Sketches.sketch(story))
        : Gist.UNREAD;
  }

  /** As the other {@link #save}, with what the story's words say found within the transaction. */
  public Story save(Facts.Telling telling, Story story, ZoneId zone) {
    return save(telling, story, gist(story, words -> known.in(telling.handle(), words)), zone);
  }

  /**
   * Writes a story as it is given, new or changed, by number. Its address is given to it when it
   * first goes out and stays; another story's slug in the same month makes it a numbered one. What
   * its source's terms do not let out yet is scheduled, what they let out no more is a draft.
   *
   * @param gist of these words, in whatever state
   * @param zone the review's, in which the month of the address is told
   * @return the story as written
   */
  public Story save(Facts.Telling telling, Story given, Gist gist, ZoneId zone) {
    Optional<Row> before = row(telling.handle(), given.id());
    Story story = underTerms(given, before);
    boolean wasOut = before.isPresent() && before.get().path() != null;
    boolean goesOut = !wasOut && story.state() instanceof StoryState.Published;
    Story written =
        write(
            telling.handle(),
            goesOut ? withFoundTopics(telling.handle(), story, gist.named()) : story,
            before,
            zone);
    keepVersions(telling, written, before);
    sketches.keep(telling, written, gist.sketch(), before.isPresent());
    switch (written.state()) {
      case StoryState.Published _ when wasOut -> tell(telling, story, StoryFact.Corrected.class);
      case StoryState.Published _ -> tell(telling, story, StoryFact.Published.class);
      case StoryState.Draft _, StoryState.Scheduled _, StoryState.Withdrawn _, StoryState.Expired _
          when wasOut ->
          tell(telling, story, StoryFact.Withdrawn.class);
      case StoryState.Draft _,
          StoryState.Scheduled _,
          StoryState.Withdrawn _,
          StoryState.Expired _ -> {}
    }
    return written;
  }

  /** What is out already stays out until its time is over. */
  private Story underTerms(Story story, Optional<Row> before) {
    boolean isOut = before.filter(row -> row.state().equals("published")).isPresent();
    return story.state() instanceof StoryState.Published out && !isOut
        ? UnderTerms.allowed(
            story, out, before.flatMap(row -> Optional.ofNullable(row.path())), clock.instant())
        : story;
  }

  /** A version that comes or goes makes others lead, and names itself beside them. */
  private void keepVersions(Facts.Telling telling, Story written, Optional<Row> before) {
    boolean moved =
        before.filter(row -> !row.state().equals(StoryColumns.name(written.state()))).isPresent();
    if (moved) {
      Versions.cluster(telling.handle(), written.id())
          .ifPresent(cluster -> Versions.tell(telling, cluster));
    }
  }

  /** What the text names is added to what the desk chose; from then on the desk alone decides. */
  private Story withFoundTopics(Handle handle, Story story, KnownTopics.Named named) {
    Set<TopicId> refused = StoryTopics.refused(handle, story.id());
    List<Topic> all =
        Stream.concat(
                story.topics().stream(),
                known.of(handle, named).stream().filter(topic -> !refused.contains(topic.id())))
            .distinct()
            .limit(Math.max(MOST_TOPICS, story.topics().size()))
            .toList();
    return story.about(all);
  }

  /** As {@link #save}, but nobody is told of a story that went out elsewhere long ago. */
  public Story saveImported(Facts.Telling telling, Story story, ZoneId zone) {
    Optional<Row> before = row(telling.handle(), story.id());
    Story written = write(telling.handle(), story, before, zone);
    keepVersions(telling, written, before);
    if (sketches.wants(written)) {
      sketches.keep(telling, written, Sketches.sketch(written), before.isPresent());
    }
    tell(telling, story, StoryFact.Imported.class);
    return written;
  }

  private static void tell(Facts.Telling telling, Story story, Class<? extends StoryFact> what) {
    telling.tell(StoryFact.kind(what), story.id().value());
  }

  private Story write(Handle handle, Story story, Optional<Row> before, ZoneId zone) {
    Story addressed = addressed(handle, story, before, zone);
    write(handle, addressed, before.isPresent());
    return addressed;
  }

  private Story addressed(Handle handle, Story story, Optional<Row> before, ZoneId zone) {
    if (!(story.state() instanceof StoryState.Published out)) {
      return story;
    }
    Optional<String> given = before.flatMap(row -> Optional.ofNullable(row.path()));
    String path =
        given
            .or(
                () ->
                    Optional.of(out.path())
                        .filter(wanted -> !wanted.isEmpty() && free(handle, wanted)))
            .orElseGet(() -> freePath(handle, story.slug(), out.published(), zone));
    return story.in(new StoryState.Published(path, out.published(), out.updated()));
  }

  private static String freePath(Handle handle, Slug slug, Instant published, ZoneId zone) {
    String month = "/" + MONTH.format(published.atZone(zone)) + "/";
    String path = month + slug;
    for (int number = 2; !free(handle, path); number++) {
      path = month + slug.numbered(number);
    }
    return path;
  }

  private static boolean free(Handle handle, String path) {
    return BY_PATH.first(handle, path).isEmpty();
  }

  private record Row(String state, @Nullable String path) {}

  private static Optional<Row> row(Handle handle, StoryId id) {
    return ROW.first(handle, id.value());
  }

  private void write(Handle handle, Story story, boolean again) {
    StoryColumns columns = StoryColumns.of(story);
    handle
        .createUpdate(
            """
            insert into story (id, slug, state, path, headline, standfirst, body, dateline, section_id,
              source_id, source_address, source_published, expired, language, lead_src, lead_width, lead_height, lead_alt,
              lead_caption, lead_credit, due, published, updated, withdrawn, withdrawn_reason, changed,
              revision)
            values (:id, :slug, :state, :path, :headline, :standfirst, :body, :dateline, :section,
              :source, :sourceAddress, :sourcePublished, :expired, :language, :leadSrc, :leadWidth, :leadHeight, :leadAlt,
              :leadCaption, :leadCredit, :due, :published, :updated, :withdrawn, :withdrawnReason, :changed,
              1)
            on conflict (id) do update set slug = excluded.slug, state = excluded.state,
              path = excluded.path, headline = excluded.headline, standfirst = excluded.standfirst,
              body = excluded.body, dateline = excluded.dateline, section_id = excluded.section_id,
              source_id = excluded.source_id, source_address = excluded.source_address,
              source_published = excluded.source_published, expired = excluded.expired,
              language = excluded.language, lead_src = excluded.lead_src,
              lead_width = excluded.lead_width, lead_height = excluded.lead_height,
              lead_alt = excluded.lead_alt, lead_caption = excluded.lead_caption,
              lead_credit = excluded.lead_credit, due = excluded.due, published = excluded.published,
              updated = excluded.updated, withdrawn = excluded.withdrawn,
              withdrawn_reason = excluded.withdrawn_reason, changed = excluded.changed,
              revision = story.revision + 1
            """)
        .bindMap(columns.values())
        .bind("changed", clock.millis())
        .execute();
    link(
        handle,
        "story_topic",
        "topic_id",
        story,
        again,
        columns,
        story.topics().stream().map(topic -> topic.id().value()).toList());
    link(
        handle,
        "story_author",
        "author_id",
        story,
        again,
        columns,
        story.byline().stream().map(author -> author.id().value()).toList());
    StoryPictures.write(handle, story, again);
  }

  private static void link(
      Handle handle,
      String table,
      String column,
      Story story,
      boolean again,
      StoryColumns columns,
      List<Long> others) {
    if (again) {
      handle
          .createUpdate("delete from " + table + " where story_id = :story")
          .bind("story", story.id().value())
          .execute();
    }
    if (others.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            "insert into "
                + table
                + " (story_id, "
                + column
                + ", position, published) values (:story, :other, :position, :published) on conflict do nothing");
    for (int position = 0; position < others.size(); position++) {
      batch
          .bind("story", story.id().value())
          .bind("other", others.get(position))
          .bind("position", position)
          .bind("published", columns.listedAt())
          .add();
    }
    batch.execute();
  }

  /** Removes a story that never went out, with all that was kept of it. */
  public void removeDraft(Handle handle, StoryId id) {
    handle
        .createUpdate("delete from story where id = :id and state = 'draft' and path is null")
        .bind("id", id.value())
        .execute();
  }

  /** Lets an address a story had before lead to where it is now. */
  public void redirect(Handle handle, String from, String to) {
    handle
        .createUpdate(
            """
            insert into old_address (path, target) values (:from, :to)
            on conflict (path) do update set target = excluded.target
            """)
        .bind("from", from)
        .bind("to", to)
        .execute();
  }
}
