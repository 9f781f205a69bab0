package courant.delivery;

import courant.edition.Edition;
import courant.edition.Editions;
import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryFact;
import courant.story.StoryId;
import courant.story.StoryState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Decides what is mailed when: an issue for every list and stretch of time that some reader's hour
 * has closed, for every story that goes out, and for every letter whose hour has come. Who gets it
 * is found while it is sent. Doing it again, or twice at once, plans nothing twice.
 */
public final class PlanIssues implements Runnable, FactReader {
  /** In which readers' hours fall, whatever their zone. */
  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** After a longer absence, or an import, a story is no news to be sent by itself. */
  private static final Duration NEWS = Duration.ofHours(24);

  /** A story that went out before an hour is in the database this long after it. */
  private static final Duration COMMITTED = Duration.ofSeconds(5);

  private static final String CHANNEL = "mail";

  private final Database database;
  private final Issues issues;
  private final Letters letters;
  private final Editions editions;
  private final Stories stories;
  private final InstantSource clock;

  public PlanIssues(
      Database database,
      Issues issues,
      Letters letters,
      Editions editions,
      Stories stories,
      InstantSource clock) {
    this.database = database;
    this.issues = issues;
    this.letters = letters;
    this.editions = editions;
    this.stories = stories;
    this.clock = clock;
  }

  /** A list at a pace over a stretch of time. */
  private record Due(MailList list, Pace pace, Schedule.Stretch stretch) {}

  /** Plans what has become due; for a timer. */
  @Override
  public void run() {
    planLetters();
    Instant now = clock.instant().minus(COMMITTED);
    Optional<Instant> planned = planned();
    Instant last = planned.orElse(now);
    boolean jumpedBack = last.isAfter(now.plus(QUARTER));
    if (planned.isPresent() && !jumpedBack && sameQuarter(last, now)) {
      return;
    }
    // Planning an hour again plans nothing twice, and nobody's mail is kept back by a clock.
    Instant from = jumpedBack ? now.minus(NEWS) : last;
    Set<Due> due = due(from, now);
    List<Issues.Plan> plans = due.stream().map(this::plan).toList();
    database.change(
        handle -> {
          plans.forEach(plan -> issues.add(handle, plan));
          handle.execute(
              """
              insert into planned (channel, at) values (?, ?)
              on conflict (channel) do update set at = excluded.at
              """,
              CHANNEL,
              now.toEpochMilli());
        });
  }

  private static boolean sameQuarter(Instant one, Instant other) {
    return one.toEpochMilli() / QUARTER.toMillis() == other.toEpochMilli() / QUARTER.toMillis()
        || other.isBefore(one);
  }

  private Optional<Instant> planned() {
    return database.read(
        handle ->
            handle
                .createQuery("select at from planned where channel = :channel")
                .bind("channel", CHANNEL)
                .map((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                .findOne());
  }

  private Set<Due> due(Instant last, Instant now) {
    Set<Due> due = new LinkedHashSet<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  select distinct kind, target, pace, zone, hour, weekday from subscription
                  where pace <> 'once'
                  """)
              .map(
                  (row, _) -> {
                    MailList list =
                        new MailList(
                            MailList.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                            row.getLong("target"));
                    Pace pace = Subscriptions.pace(row);
                    return Subscriptions.schedule(row)
                        .due(pace, last, now)
                        .map(stretch -> new Due(list, pace, stretch));
                  })
              .forEach(one -> one.ifPresent(due::add));
          return true;
        });
    return due;
  }

  private Issues.Plan plan(Due due) {
    List<StoryId> chosen =
        due.list()
            .listing()
            .map(
                listing ->
                    editions.within(listing, due.stretch().since(), due.stretch().until()).stream()
                        .map(Edition.Entry::story)
                        .map(Story::id)
                        .toList())
            .orElse(List.of());
    boolean empty = chosen.isEmpty() && due.list().listing().isPresent();
    int recipients = database.read(handle -> Recipients.estimate(handle, due.list(), due.pace()));
    return new Issues.Plan(due.list(), due.pace(), due.stretch(), 0, chosen, empty, recipients);
  }

  private void planLetters() {
    for (Letter letter : letters.due()) {
      database.change(
          handle -> {
            if (letters.send(handle, letter.id())) {
              Instant now = clock.instant();
              issues.add(
                  handle,
                  new Issues.Plan(
                      MailList.LETTERS,
                      Pace.ONCE,
                      new Schedule.Stretch(now, now),
                      letter.id(),
                      letter.stories(),
                      false,
                      Recipients.estimate(handle, MailList.LETTERS, Pace.ONCE)));
            }
          });
    }
  }

  /** Plans the stories that went out. */
  @Override
  public void read(List<Fact> facts) {
    Instant news = clock.instant().minus(NEWS);
    for (Fact fact : facts) {
      if (fact.at().isAfter(news)
          && StoryFact.of(fact).orElse(null) instanceof StoryFact.Published(var id)) {
        stories
            .byId(id)
            .filter(story -> story.state() instanceof StoryState.Published)
            .filter(story -> story.published().isAfter(news))
            .ifPresent(story -> database.change(handle -> plan(handle, story)));
      }
    }
  }

  private void plan(Handle handle, Story story) {
    Instant at = story.published();
    int recipients =
        MailList.of(story).stream()
            .mapToInt(list -> Recipients.estimate(handle, list, Pace.ONCE))
            .sum();
    int followers = Recipients.estimate(handle, MailList.FOLLOWS, Pace.ONCE);
    if (recipients + followers > 0) {
      issues.add(
          handle,
          new Issues.Plan(
              MailList.REVIEW,
              Pace.ONCE,
              new Schedule.Stretch(at, at),
              story.id().value(),
              List.of(story.id()),
              false,
              recipients));
    }
  }
}
