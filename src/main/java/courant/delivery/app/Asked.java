package courant.delivery.app;

import courant.platform.web.Request;
import courant.story.StoryId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which part of a stream an app asks for.
 *
 * @param most how many
 * @param oldestFirst the other way round
 * @param unreadOnly without what was read
 * @param starredOnly only what was saved
 * @param since published at this instant or later
 * @param until published before
 * @param after begins behind this story
 */
record Asked(
    int most,
    boolean oldestFirst,
    boolean unreadOnly,
    boolean starredOnly,
    Instant since,
    Instant until,
    Optional<StoryId> after) {
  private static final int USUAL = 20;

  static Asked of(Request request) {
    return new Asked(
        (int) Math.clamp(number(request, "n").orElse((long) USUAL), 1L, (long) Shelf.DEEPEST),
        parameter(request, "r").equals("o"),
        Stream.canonical(parameter(request, "xt")).equals(Stream.READ),
        Stream.canonical(parameter(request, "it")).equals(Stream.STARRED),
        number(request, "ot").map(Instant::ofEpochSecond).orElse(Instant.MIN),
        number(request, "nt").map(Instant::ofEpochSecond).orElse(Instant.MAX),
        ItemNumber.read(parameter(request, "c")));
  }

  private static Optional<Long> number(Request request, String name) {
    return Optional.of(parameter(request, name))
        .filter(value -> value.matches("[0-9]{1,11}"))
        .map(Long::valueOf);
  }

  private static String parameter(Request request, String name) {
    return GoogleReader.parameter(request, name).orElse("");
  }
}
