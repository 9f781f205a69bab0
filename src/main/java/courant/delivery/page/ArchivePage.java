package courant.delivery.page;

import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.story.Months;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code /archive}: every month in which something was published. */
public final class ArchivePage {
  public record Year(int year, List<Month> months) {}

  public record Month(String path, String name, long stories) {}

  private final Months months;
  private final Frames frames;

  ArchivePage(Months months, Frames frames) {
    this.months = months;
    this.frames = frames;
  }

  Response answer(Request request) {
    Texts texts = frames.page(request, "/archive", "", "").texts();
    Map<Integer, List<Map.Entry<YearMonth, Long>>> byYear =
        months.counts().entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getKey().getYear(), TreeMap::new, Collectors.toList()))
            .descendingMap();
    List<Year> years =
        byYear.entrySet().stream()
            .map(
                year ->
                    new Year(
                        year.getKey(),
                        year.getValue().stream().map(month -> month(month, texts)).toList()))
            .toList();
    Frame frame = frames.page(request, "/archive", texts.say("layout.archive"), "");
    byte[] page = Templates.render("page/archive", Map.of("frame", frame, "years", years));
    return Response.html(page).published(Set.of("list"), Instant.EPOCH);
  }

  private static Month month(Map.Entry<YearMonth, Long> entry, Texts texts) {
    YearMonth month = entry.getKey();
    return new Month(
        "/%d/%02d".formatted(month.getYear(), month.getMonthValue()),
        texts.month(month.atDay(1)),
        entry.getValue());
  }
}
