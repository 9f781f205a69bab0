package courant.figure;

import static courant.platform.web.Role.ANYONE;

import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.platform.web.Tallies;
import courant.reply.Replies;
import courant.story.StoryId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Counting: in memory, by facts, and how far stories are read. */
public final class FigureModule {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Tallies tallies;
  private final Figures figures;
  private final CountReading reading;
  private final CountFacts facts;
  private final Mastheads mastheads;
  private final InstantSource clock;

  public FigureModule(
      Tallies tallies,
      Database database,
      Replies replies,
      Mastheads mastheads,
      InstantSource clock) {
    this.tallies = tallies;
    this.mastheads = mastheads;
    this.clock = clock;
    figures = new Figures(database);
    reading = new CountReading(tallies, figures, database, mastheads, clock);
    facts = new CountFacts(figures, replies, database, mastheads);
  }

  public Figures figures() {
    return figures;
  }

  public void routes(Routes routes) {
    routes.post("/read", ANYONE, this::read);
  }

  /** Begins to write down what is counted. */
  public void jobs(Facts told, Timer timer) {
    // Looked up here, not on the reader's thread: what is told from now on counts.
    long newest = told.newest();
    told.followFrom("figures", () -> figures.place().orElse(newest), facts);
    timer.every(PAUSE, "counting readers", reading);
    timer.every(
        Duration.ofHours(6),
        "tidying up figures",
        () -> figures.tidy(clock.instant(), mastheads.masthead().zone()));
  }

  /** Writes down what is still in memory. */
  public void settle() {
    reading.run();
    reading.run();
  }

  /** How far a story was read; said by its page once it is left, unless its reader objects. */
  private Response read(Request request) {
    Optional<StoryId> story = request.field("story").flatMap(Request::number).map(StoryId::new);
    if (story.isPresent() && !objects(request) && request.byPerson()) {
      FigureKind.read(request.field("read").orElse(""))
          .ifPresent(far -> tallies.add(Subjects.story(story.get()), far.word(), 1));
    }
    return Response.empty(204).with("cache-control", "no-store");
  }

  /** By Global Privacy Control or Do Not Track. */
  private static boolean objects(Request request) {
    return request.header("sec-gpc").filter("1"::equals).isPresent()
        || request.header("dnt").filter("1"::equals).isPresent();
  }
}
