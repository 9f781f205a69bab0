package courant.delivery;

import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.reader.ReaderId;
import courant.story.Correction;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Tells readers by mail of corrections to what the ledger says they were mailed: in the next
 * message that goes to them anyway, or in one of its own if the desk calls it serious. A correction
 * is bound to one message before that is made, so that it comes once.
 */
public final class OwedCorrections implements FactReader {
  private static final int TOGETHER = 400;

  /**
   * A correction that a message to somebody carries.
   *
   * @param list by which the story came to them, as addresses name it
   */
  public record Owed(Correction correction, String list) {}

  private final Database database;
  private final Corrections corrections;
  private final Stories stories;
  private final Issues issues;
  private final String channel;

  /**
   * @param channel as the ledger calls it
   */
  public OwedCorrections(
      Database database, Corrections corrections, Stories stories, Issues issues, String channel) {
    this.database = database;
    this.corrections = corrections;
    this.stories = stories;
    this.issues = issues;
    this.channel = channel;
  }

  /** Finds whom to tell of corrections; the same again finds nobody twice. */
  @Override
  public void read(List<Fact> facts) {
    facts.stream().flatMap(fact -> corrections.of(fact).stream()).forEach(this::plan);
  }

  private void plan(Correction correction) {
    Optional<Story> story = stories.byId(correction.story());
    if (story.isEmpty()) {
      return;
    }
    List<Issue> carried =
        database.read(handle -> Issues.since(handle, story.get().published())).stream()
            .filter(issue -> mayShow(issue, story.get()))
            .toList();
    database.change(
        handle -> {
          carried.forEach(issue -> owe(handle, correction, issue));
          int readers = count(handle, correction);
          if (correction.serious() && readers > 0) {
            issues.add(handle, ofItsOwn(correction, readers));
          }
        });
  }

  /** What of readers' own editions may have it, the ledger knows of each. */
  private static boolean mayShow(Issue issue, Story story) {
    return issue.personal() ? issue.stretch().has(story.published()) : issue.shows(story.id());
  }

  private void owe(Handle handle, Correction correction, Issue issue) {
    handle
        .createUpdate(
            """
            insert into owed_correction (reader_id, correction_id, list, told_by)
            select delivery.reader_id, :correction, :list, null
            from delivery join reader on reader.id = delivery.reader_id
            where issue_id = :issue and channel = :channel and state = 'sent' and delivery.at <= :at
              and (:personal = 0 or ' ' || stories || ' ' like :story)
            on conflict (reader_id, correction_id) do nothing
            """)
        .bind("correction", correction.id())
        .bind("list", issue.leaves())
        .bind("issue", issue.id())
        .bind("channel", channel)
        .bind("at", correction.at().toEpochMilli())
        .bind("personal", issue.personal() ? 1 : 0)
        .bind("story", "% " + correction.story().value() + " %")
        .execute();
  }

  private static int count(Handle handle, Correction correction) {
    return handle
        .createQuery(
            "select count(*) from owed_correction where correction_id = :id and told_by is null")
        .bind("id", correction.id())
        .mapTo(Integer.class)
        .one();
  }

  private static Issues.Plan ofItsOwn(Correction correction, int readers) {
    Schedule.Stretch at = new Schedule.Stretch(correction.at(), correction.at());
    return new Issues.Plan(
        MailList.CORRECTIONS, Pace.ONCE, at, correction.id(), List.of(), false, readers);
  }

  /** Readers who wait to be told of a correction and still get mail, after a reader number. */
  static List<Integer> waiting(Handle handle, Issue issue, int after, int most) {
    return handle
        .createQuery(
            """
            select reader_id from owed_correction owed
            where correction_id = :correction and reader_id > :after
              and (told_by is null or told_by = :issue)
              and exists (select 1 from subscription where subscription.reader_id = owed.reader_id)
              and not exists (select 1 from suppression
                where suppression.reader_id = owed.reader_id and active = 1)
            order by reader_id limit :most
            """)
        .bind("correction", issue.subject())
        .bind("issue", issue.id())
        .bind("after", after)
        .bind("most", most)
        .mapTo(Integer.class)
        .list();
  }

  /** Binds to an issue what some of its readers are owed, and tells what their copies carry. */
  public Map<ReaderId, List<Owed>> take(Issue issue, List<ReaderId> readers) {
    Map<ReaderId, List<Owed>> all = new HashMap<>();
    for (int from = 0; from < readers.size(); from += TOGETHER) {
      List<Integer> some =
          readers.subList(from, Math.min(readers.size(), from + TOGETHER)).stream()
              .map(ReaderId::value)
              .toList();
      if (isAnyWaiting(some)) {
        bind(issue, some);
      }
      all.putAll(carried(issue, some));
    }
    return all;
  }

  private boolean isAnyWaiting(List<Integer> readers) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select 1 from owed_correction
                    where told_by is null and reader_id in (<readers>) limit 1
                    """)
                .bindList("readers", readers)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  private void bind(Issue issue, List<Integer> readers) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    update owed_correction set told_by = :issue
                    where told_by is null and reader_id in (<readers>)
                    """)
                .bind("issue", issue.id())
                .bindList("readers", readers)
                .execute());
  }

  /** What those readers of a claim were to be told who get no message waits for their next one. */
  static void giveBack(Handle handle, Claim claim, String channel) {
    handle
        .createUpdate(
            """
            update owed_correction set told_by = null
            where told_by = :issue and reader_id between :first and :last
              and not exists (select 1 from delivery where issue_id = :issue
                and channel = :channel and delivery.reader_id = owed_correction.reader_id)
            """)
        .bind("issue", claim.issue().id())
        .bind("first", claim.first())
        .bind("last", claim.last())
        .bind("channel", channel)
        .execute();
  }

  /** What a reader's copy of an issue carries, the newest first. */
  public List<Owed> carried(Issue issue, ReaderId reader) {
    return carried(issue, List.of(reader.value())).getOrDefault(reader, List.of());
  }

  private record Line(ReaderId reader, long correction, String list) {}

  private Map<ReaderId, List<Owed>> carried(Issue issue, List<Integer> readers) {
    List<Line> lines =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        select reader_id, correction_id, list from owed_correction
                        where told_by = :issue and reader_id in (<readers>)
                        order by correction_id desc
                        """)
                    .bind("issue", issue.id())
                    .bindList("readers", readers)
                    .map(
                        (row, _) ->
                            new Line(
                                new ReaderId(row.getInt("reader_id")),
                                row.getLong("correction_id"),
                                row.getString("list")))
                    .list());
    Map<Long, Correction> known = new HashMap<>();
    Map<ReaderId, List<Owed>> carried = new HashMap<>();
    for (Line line : lines) {
      Correction correction =
          Objects.requireNonNull(
              known.computeIfAbsent(line.correction(), id -> corrections.byId(id).orElseThrow()));
      carried
          .computeIfAbsent(line.reader(), _ -> new ArrayList<>())
          .add(new Owed(correction, line.list()));
    }
    return carried;
  }

  /**
   * What somebody leaves who has enough of messages like this: who wants no more of a correction
   * has enough of the list by which the story came.
   *
   * @param told the corrections that their copy carries
   */
  public static String leaves(Issue issue, List<Owed> told) {
    return issue.correction().isEmpty()
        ? issue.leaves()
        : told.stream().findFirst().map(Owed::list).orElse(MailList.REVIEW.key());
  }

  /** The correction that is an issue of its own, whoever gets it. */
  public List<Owed> of(Issue issue) {
    return issue.correction().flatMap(corrections::byId).stream()
        .map(correction -> new Owed(correction, ""))
        .toList();
  }

  /** The story a correction is of. */
  public Optional<Story> story(Owed owed) {
    StoryId id = owed.correction().story();
    return stories.byId(id);
  }

  /** Gives up telling of what was corrected before an instant. */
  public void tidy(Instant before) {
    database.change(
        handle ->
            handle.execute(
                """
                delete from owed_correction where correction_id in
                  (select id from correction where at < ?)
                """,
                before.toEpochMilli()));
  }
}
