package courant.figure;

import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.web.Tallies;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Writes down every few seconds what was counted in memory. */
public final class CountReading implements Runnable {
  private final Tallies tallies;
  private final Figures figures;
  private final Database database;
  private final Mastheads mastheads;
  private final InstantSource clock;

  CountReading(
      Tallies tallies,
      Figures figures,
      Database database,
      Mastheads mastheads,
      InstantSource clock) {
    this.tallies = tallies;
    this.figures = figures;
    this.database = database;
    this.mastheads = mastheads;
    this.clock = clock;
  }

  @Override
  public void run() {
    List<Tallies.Count> counts = tallies.take();
    if (counts.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    ZoneId zone = mastheads.masthead().zone();
    database.change(
        handle -> {
          Set<Long> known =
              known(
                  handle,
                  counts.stream()
                      .map(count -> Subjects.story(count.subject()))
                      .distinct()
                      .toList());
          List<Figures.Line> lines = new ArrayList<>();
          List<Figures.Arrival> arrivals = new ArrayList<>();
          for (Tallies.Count count : counts) {
            long story = Subjects.story(count.subject());
            if (known.contains(story)) {
              kind(count)
                  .ifPresent(kind -> lines.add(new Figures.Line(kind, story, count.times())));
              if (count.what().equals("from")) {
                arrivals.add(new Figures.Arrival(count.detail(), story, count.times()));
              }
            }
          }
          figures.add(handle, lines, now, zone);
          figures.arrive(handle, arrivals, now, zone);
        });
  }

  private static Optional<FigureKind> kind(Tallies.Count count) {
    return count.subject().equals(Subjects.FEED)
        ? Optional.of(FigureKind.FEED).filter(_ -> count.what().equals("view"))
        : FigureKind.of(count.what());
  }

  /** Of these numbers, those that are stories; 0 is always one, for all that is no story's. */
  private static Set<Long> known(Handle handle, List<Long> stories) {
    Set<Long> known =
        handle
            .createQuery("select id from story where id in (<ids>)")
            .bindList("ids", stories)
            .mapTo(Long.class)
            .stream()
            .collect(Collectors.toSet());
    known.add(0L);
    return known;
  }
}
