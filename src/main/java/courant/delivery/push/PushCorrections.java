package courant.delivery.push;

import courant.delivery.PushEndpoints;
import courant.delivery.PushEndpoints.Endpoint;
import courant.delivery.PushWishes;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.i18n.Texts;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.platform.webpush.Outcome;
import courant.platform.webpush.WebPush;
import courant.story.Correction;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Notifies of a serious correction exactly those browsers that the ledger says were notified of the
 * story, outside their readers' quiet hours.
 */
final class PushCorrections implements Runnable, FactReader {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int AT_ONCE = 500;
  private static final int MOST_TRIES = 6;

  private final Database database;
  private final Corrections corrections;
  private final Stories stories;
  private final PushEndpoints endpoints;
  private final PushWishes wishes;
  private final Mastheads mastheads;
  private final WebPush push;
  private final Supplier<URI> site;
  private final InstantSource clock;
  private volatile boolean closing;

  PushCorrections(
      Database database,
      Corrections corrections,
      Stories stories,
      PushEndpoints endpoints,
      PushWishes wishes,
      Mastheads mastheads,
      WebPush push,
      Supplier<URI> site,
      InstantSource clock) {
    this.database = database;
    this.corrections = corrections;
    this.stories = stories;
    this.endpoints = endpoints;
    this.wishes = wishes;
    this.mastheads = mastheads;
    this.push = push;
    this.site = site;
    this.clock = clock;
  }

  private record Due(long correction, long endpoint, int tries) {}

  /** Finds which browsers to tell; the same again finds none twice. */
  @Override
  public void read(List<Fact> facts) {
    facts.stream()
        .flatMap(fact -> corrections.of(fact).stream())
        .filter(Correction::serious)
        .forEach(this::plan);
  }

  /** The same for browsers that were on their way to be notified when a story was corrected. */
  void catchUp(StoryId story, Instant since) {
    corrections.serious(story, since).forEach(this::plan);
  }

  private void plan(Correction correction) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into push_correction (correction_id, endpoint_id, state, tries, due, why)
                    select :correction, endpoint_id, 'due', 0, :at, '' from push_sent
                    where story_id = :story and state = 'sent' and at <= :at
                    on conflict (correction_id, endpoint_id) do nothing
                    """)
                .bind("correction", correction.id())
                .bind("story", correction.story().value())
                .bind("at", correction.at().toEpochMilli())
                .execute());
  }

  @Override
  public void run() {
    for (List<Due> some = claim(); !some.isEmpty(); some = claim()) {
      try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
        some.forEach(one -> senders.execute(() -> send(one)));
      }
    }
  }

  /** Begins nothing more. */
  void close() {
    closing = true;
  }

  /** Takes some that are due, and keeps them from others meanwhile. */
  private List<Due> claim() {
    if (closing) {
      return List.of();
    }
    Instant now = clock.instant();
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    update push_correction set due = :lease
                    where state = 'due' and due <= :now and (correction_id, endpoint_id) in
                      (select correction_id, endpoint_id from push_correction
                        where state = 'due' and due <= :now order by due limit :most)
                    returning correction_id, endpoint_id, tries
                    """)
                .bind("lease", now.plus(LEASE).toEpochMilli())
                .bind("now", now.toEpochMilli())
                .bind("most", AT_ONCE)
                .map((row, _) -> new Due(row.getLong(1), row.getLong(2), row.getInt(3)))
                .list());
  }

  private void send(Due due) {
    Optional<Correction> correction = corrections.byId(due.correction());
    Optional<Story> story = correction.flatMap(known -> stories.byId(known.story()));
    Optional<Endpoint> to = endpoints.byId(due.endpoint());
    if (story.isEmpty() || to.isEmpty()) {
      return; // its row is gone with it
    }
    Instant now = clock.instant();
    Instant awake = wishes.of(to.get().reader()).awake(now);
    if (awake.isAfter(now)) {
      record(due, "due", due.tries(), awake, "");
      return;
    }
    Notice notice = new Notice(site.get(), Texts.in(mastheads.masthead().language()));
    int tries = due.tries() + 1;
    switch (push.send(to.get().subscription(), notice.correction(story.get(), correction.get()))) {
      case Outcome.Delivered _ -> record(due, "sent", tries, now, "");
      case Outcome.Gone _ -> endpoints.remove(due.endpoint());
      case Outcome.Refused(var why) -> record(due, "refused", tries, now, why);
      case Outcome.Later(var after, var why) -> {
        Duration wait = Duration.ofMinutes(1L << tries);
        Instant again = now.plus(after.compareTo(wait) > 0 ? after : wait);
        record(due, tries < MOST_TRIES ? "due" : "refused", tries, again, why);
      }
    }
  }

  private void record(Due due, String state, int tries, Instant at, String why) {
    database.change(
        handle ->
            handle.execute(
                """
                update push_correction set state = ?, tries = ?, due = ?, why = ?
                where correction_id = ? and endpoint_id = ?
                """,
                state,
                tries,
                at.toEpochMilli(),
                why,
                due.correction(),
                due.endpoint()));
  }

  /** Drops what was told before an instant. */
  void tidy(Instant before) {
    database.change(
        handle ->
            handle.execute(
                "delete from push_correction where state <> 'due' and due < ?",
                before.toEpochMilli()));
  }
}
