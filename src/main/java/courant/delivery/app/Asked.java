package courant.delivery.app;

import courant.platform.web.Request;
import courant.story.StoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a stream an app asks for.
 *
 * @param most how many
 * @param oldestFirst the other way round
 * @param without nothing that stands in one of these
 * @param within only what stands in each of these
 * @param since published at this instant or later
 * @param until published before
 * @param after begins behind this story
 */
record Asked(
    int most,
    boolean oldestFirst,
    List<Stream> without,
    List<Stream> within,
    Instant since,
    Instant until,
    Optional<StoryId> after) {
  private static final int USUAL = 20;

  /** NetNewsWire asks since a fraction of a second. */
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,11})(\\.[0-9]*)?");

  /**
   * @param streams which stream has a name, to who asks
   */
  static Asked of(Request request, Function<String, Optional<Stream>> streams) {
    return new Asked(
        (int) Math.clamp(number(request, "n").orElse((long) USUAL), 1L, (long) Shelf.DEEPEST),
        parameter(request, "r").equals("o"),
        streams(request, "xt", streams),
        streams(request, "it", streams),
        number(request, "ot").map(Instant::ofEpochSecond).orElse(Instant.MIN),
        number(request, "nt")
            .filter(seconds -> seconds > 0)
            .map(Instant::ofEpochSecond)
            .orElse(Instant.MAX),
        ItemNumber.read(parameter(request, "c")));
  }

  boolean takes(Shelf.Item item) {
    Instant published = item.story().published();
    return within.stream().allMatch(stream -> stream.holds(item))
        && without.stream().noneMatch(stream -> stream.holds(item))
        && !published.isBefore(since)
        && published.isBefore(until);
  }

  private static List<Stream> streams(
      Request request, String name, Function<String, Optional<Stream>> streams) {
    return GoogleReader.parameters(request, name).stream()
        .filter(id -> !id.isEmpty())
        .flatMap(id -> streams.apply(id).stream())
        .toList();
  }

  private static Optional<Long> number(Request request, String name) {
    return Optional.of(SECONDS.matcher(parameter(request, name)))
        .filter(Matcher::matches)
        .map(found -> Long.valueOf(found.group(1)));
  }

  private static String parameter(Request request, String name) {
    return GoogleReader.parameter(request, name).orElse("");
  }
}
