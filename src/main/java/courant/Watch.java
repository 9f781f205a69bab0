package courant;

import courant.delivery.PushEndpoints;
import courant.delivery.fediverse.FediverseAtDesk;
import courant.platform.db.Database;
import courant.platform.https.HttpsModule;
import courant.platform.job.Facts;
import courant.platform.watch.Check;
import courant.platform.watch.Management;
import courant.platform.web.Published;
import courant.search.StoryIndex;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What of a review is watched by the machines that keep it up. */
final class Watch {
  /** Less is not enough to write through an evening's editing. */
  static final long LEAST_SPACE = 256L << 20;

  /** So many facts behind, search shows another day's stories. */
  private static final long FAR_BEHIND = 10_000;

  private final Database database;
  private final Facts facts;
  private final StoryIndex index;
  private final Path data;

  Watch(Database database, Facts facts, StoryIndex index, Path data) {
    this.database = database;
    this.facts = facts;
    this.index = index;
    this.data = data;
  }

  /** Opens the management port. */
  Management open(
      String address,
      Published published,
      FediverseAtDesk fediverse,
      PushEndpoints endpoints,
      Optional<HttpsModule> https) {
    Management management =
        new Management(
            address,
            List.of(
                new Check("database", this::database),
                new Check("search", this::search),
                new Check("disk", this::disk)));
    MeterRegistry meters = management.meters();
    // Meters hold weakly what they look at, so it has to be what lives as long as the review.
    FunctionCounter.builder("courant.published.hits", published, Published::hits)
        .description("answers from bytes that were rendered before")
        .register(meters);
    Gauge.builder("courant.facts", facts, Facts::newest)
        .description("number of the last fact told")
        .register(meters);
    Gauge.builder("courant.search.facts", index, it -> it.place().orElse(0))
        .description("number of the last fact that search knows of")
        .register(meters);
    fediverse.eachRefusal(
        (reason, counted) ->
            FunctionCounter.builder(
                    "courant.fediverse.refused", fediverse, _ -> counted.getAsLong())
                .tag("reason", reason)
                .description("what came from the fediverse and was not taken")
                .register(meters));
    endpoints.eachRefusal(
        (reason, counted) ->
            FunctionCounter.builder("courant.push.refused", endpoints, _ -> counted.getAsLong())
                .tag("reason", reason)
                .description("browsers that asked for notifications and were not taken in")
                .register(meters));
    https.ifPresent(
        own ->
            Gauge.builder("courant.certificate.ends", own, Watch::ends)
                .baseUnit("seconds")
                .description(
                    "when the certificate that is served ends, since 1970; not a number without one")
                .register(meters));
    return management;
  }

  private static double ends(HttpsModule https) {
    return https.ends().map(at -> (double) at.getEpochSecond()).orElse(Double.NaN);
  }

  private Optional<String> database() {
    database.read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
    return Optional.empty();
  }

  private Optional<String> search() {
    long behind = facts.newest() - index.place().orElse(0);
    return behind > FAR_BEHIND
        ? Optional.of("the index is " + behind + " facts behind")
        : Optional.empty();
  }

  private Optional<String> disk() {
    try {
      long free = Files.getFileStore(data).getUsableSpace();
      return free < LEAST_SPACE
          ? Optional.of("only " + (free >> 20) + " MB free where the data is")
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
