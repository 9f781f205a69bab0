package courant.desk.figure;

import static courant.platform.web.Role.AUTHOR;

import courant.desk.Desk;
import courant.figure.FigureKind;
import courant.figure.Figures;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /desk/figures}: what was read, from where, and what came of it. */
public final class FigureDesk {
  private static final List<Integer> SPANS = List.of(7, 30, 90, 365, Figures.DAYS - 1);
  private static final int USUAL = 30;
  private static final int ROWS = 15;
  private static final int LIVE = 5;
  private static final List<FigureKind> OUTCOMES =
      List.of(
          FigureKind.FEED,
          FigureKind.MAIL,
          FigureKind.PUSH,
          FigureKind.FOLLOW,
          FigureKind.UNFOLLOW,
          FigureKind.SUBSCRIBE,
          FigureKind.UNSUBSCRIBE,
          FigureKind.REPLY,
          FigureKind.PUBLISH);

  /**
   * How many of those who told it read so far, or further.
   *
   * @param percent of the story
   * @param share of those who told, from 0 to 100
   */
  public record Depth(int percent, long readers, int share) {}

  private final Desk desk;
  private final Figures figures;
  private final Stories stories;
  private final Mastheads mastheads;
  private final InstantSource clock;

  public FigureDesk(
      Desk desk, Figures figures, Stories stories, Mastheads mastheads, InstantSource clock) {
    this.desk = desk;
    this.figures = figures;
    this.stories = stories;
    this.mastheads = mastheads;
    this.clock = clock;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/figures", AUTHOR, this::show)
        .get("/desk/figures.csv", AUTHOR, this::export)
        .get("/desk/figures/story/:id", AUTHOR, this::story);
  }

  private ZoneId zone() {
    return mastheads.masthead().zone();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone());
  }

  private static int span(Request request) {
    return request
        .query("days")
        .flatMap(asked -> SPANS.stream().filter(days -> days.toString().equals(asked)).findFirst())
        .orElse(USUAL);
  }

  private Response show(Request request) {
    int span = span(request);
    LocalDate today = today();
    LocalDate first = today.minusDays(span - 1L);
    SortedMap<LocalDate, Map<FigureKind, Long>> days = figures.days(first, today);
    Map<FigureKind, Long> now = days.getOrDefault(today, Map.of());
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("hours", hours());
    parameters.put("now", now);
    parameters.put("live", figures.mostSeen(today, today, LIVE));
    parameters.put("span", span);
    parameters.put("spans", SPANS);
    parameters.put("days", chart(days, first, today));
    parameters.put("sums", sums(days));
    parameters.put("outcomes", OUTCOMES);
    parameters.put("depths", depths(sums(days)));
    parameters.put("ranked", figures.mostSeen(first, today, ROWS));
    parameters.put("sites", figures.sites(first, today, ROWS));
    return desk.page(
        request, "figure/figures", "figures", desk.texts().say("figure.desk"), parameters);
  }

  private Response story(Request request) {
    Optional<Story> found =
        Request.number(request.part("id")).map(StoryId::new).flatMap(stories::byId);
    if (found.isEmpty()) {
      return Response.empty(404);
    }
    Story story = found.get();
    int span = span(request);
    LocalDate today = today();
    LocalDate first = today.minusDays(span - 1L);
    Map<FigureKind, Long> ever = figures.ever(story.id().value());
    return desk.page(
        request,
        "figure/story",
        "figures",
        desk.texts().say("figure.desk"),
        Map.of(
            "story", story,
            "ever", ever,
            "span", span,
            "spans", SPANS,
            "days", chart(figures.days(story.id().value(), first, today), first, today),
            "depths", depths(ever),
            "sites", figures.sites(story.id().value(), first, today, ROWS)));
  }

  private Chart hours() {
    Texts texts = desk.texts();
    ZonedDateTime begin = today().atStartOfDay(zone());
    SortedMap<Instant, Long> counted = figures.hours(FigureKind.VIEW, begin.toInstant());
    List<Chart.Point> points = new ArrayList<>();
    for (ZonedDateTime hour = begin;
        hour.toLocalDate().equals(begin.toLocalDate());
        hour = hour.plusHours(1)) {
      long count = 0;
      // Both ends by the clock of the figures: where zones are off by half an hour, it is another.
      Instant from = Figures.hour(hour.toInstant());
      Instant until = Figures.hour(hour.plusHours(1).toInstant());
      for (long views : counted.subMap(from, until).values()) {
        count += views;
      }
      String name = texts.hour(LocalTime.from(hour).getHour());
      points.add(new Chart.Point(name, hour.getHour() % 6 == 0 ? name : "", count));
    }
    return Chart.of(texts.say("figure.today.hours"), points, mirrored(texts));
  }

  private static boolean mirrored(Texts texts) {
    return texts.direction().equals("rtl");
  }

  private Chart chart(
      SortedMap<LocalDate, Map<FigureKind, Long>> days, LocalDate first, LocalDate last) {
    Texts texts = desk.texts();
    List<LocalDate> all = first.datesUntil(last.plusDays(1)).toList();
    // Two years of columns would be too thin to see: then a column is a week.
    int each = all.size() > 120 ? 7 : 1;
    int marked = Math.max(1, all.size() / each / 5);
    List<Chart.Point> points = new ArrayList<>();
    for (int i = 0; i < all.size(); i += each) {
      long count = 0;
      for (LocalDate day : all.subList(i, Math.min(i + each, all.size()))) {
        count += days.getOrDefault(day, Map.of()).getOrDefault(FigureKind.VIEW, 0L);
      }
      String mark = i / each % marked == 0 ? texts.shortDay(all.get(i)) : "";
      points.add(new Chart.Point(texts.day(all.get(i)), mark, count));
    }
    return Chart.of(texts.say(each == 1 ? "figure.days" : "figure.weeks"), points, mirrored(texts));
  }

  private static Map<FigureKind, Long> sums(SortedMap<LocalDate, Map<FigureKind, Long>> days) {
    Map<FigureKind, Long> sums = new EnumMap<>(FigureKind.class);
    days.values().forEach(day -> day.forEach((kind, times) -> sums.merge(kind, times, Long::sum)));
    return sums;
  }

  private static List<Depth> depths(Map<FigureKind, Long> counts) {
    List<FigureKind> kinds =
        List.of(FigureKind.QUARTER, FigureKind.HALF, FigureKind.MOST, FigureKind.WHOLE);
    long told = kinds.stream().mapToLong(kind -> counts.getOrDefault(kind, 0L)).sum();
    List<Depth> depths = new ArrayList<>();
    long further = told;
    for (int i = 0; i < kinds.size(); i++) {
      depths.add(
          new Depth((i + 1) * 25, further, told == 0 ? 0 : Math.toIntExact(further * 100 / told)));
      further -= counts.getOrDefault(kinds.get(i), 0L);
    }
    return told == 0 ? List.of() : depths;
  }

  /** Every day and kind, for spreadsheets. */
  private Response export(Request request) {
    LocalDate today = today();
    SortedMap<LocalDate, Map<FigureKind, Long>> days =
        figures.days(today.minusDays(Figures.DAYS - 1L), today);
    String head =
        Stream.concat(Stream.of("day"), Stream.of(FigureKind.values()).map(FigureKind::word))
            .collect(Collectors.joining(","));
    String rows =
        days.entrySet().stream()
            .map(
                day ->
                    Stream.concat(
                            Stream.of(day.getKey().toString()),
                            Stream.of(FigureKind.values())
                                .map(kind -> Long.toString(day.getValue().getOrDefault(kind, 0L))))
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n"));
    return Response.of(200, "text/csv; charset=utf-8", head + "\r\n" + rows + "\r\n")
        .with("content-disposition", "attachment; filename=\"figures-" + today + ".csv\"")
        .with("cache-control", "no-store");
  }
}
