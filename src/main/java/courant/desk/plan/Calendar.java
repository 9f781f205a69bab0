package courant.desk.plan;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The days that are shown.
 *
 * @param at the day that was asked for
 * @param from the first day shown
 * @param until the day after the last
 */
public record Calendar(View view, LocalDate at, LocalDate from, LocalDate until) {
  /** How far the list looks ahead. */
  private static final int LIST_DAYS = 60;

  /** How days are shown. */
  public enum View {
    LIST,
    WEEK,
    MONTH;

    /** As it is written in addresses and named in texts. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<View> of(String word) {
      return Arrays.stream(values()).filter(view -> view.word().equals(word)).findFirst();
    }
  }

  /** Whole weeks, as they begin where the language is spoken; the list begins with the day. */
  static Calendar of(View view, LocalDate at, Locale locale) {
    return switch (view) {
      case LIST -> new Calendar(view, at, at, at.plusDays(LIST_DAYS));
      case WEEK -> {
        LocalDate first = weekOf(at, locale);
        yield new Calendar(view, at, first, first.plusWeeks(1));
      }
      case MONTH -> {
        YearMonth month = YearMonth.from(at);
        LocalDate first = weekOf(month.atDay(1), locale);
        yield new Calendar(view, at, first, weekOf(month.atEndOfMonth(), locale).plusWeeks(1));
      }
    };
  }

  private static LocalDate weekOf(LocalDate day, Locale locale) {
    return day.with(TemporalAdjusters.previousOrSame(WeekFields.of(locale).getFirstDayOfWeek()));
  }

  /** Every day of it. */
  public List<LocalDate> days() {
    return from.datesUntil(until).toList();
  }

  /** The first seven, that head its columns. */
  public List<LocalDate> week() {
    return Stream.iterate(from, day -> day.plusDays(1)).limit(7).toList();
  }

  /** The day to ask for to see what was before. */
  public LocalDate before() {
    return switch (view) {
      case LIST -> at.minusDays(LIST_DAYS);
      case WEEK -> at.minusWeeks(1);
      case MONTH -> at.minusMonths(1);
    };
  }

  /** The day to ask for to see what comes after. */
  public LocalDate after() {
    return switch (view) {
      case LIST -> at.plusDays(LIST_DAYS);
      case WEEK -> at.plusWeeks(1);
      case MONTH -> at.plusMonths(1);
    };
  }

  /** Whether a day belongs to the month that is shown, and does not just fill its weeks. */
  public boolean within(LocalDate day) {
    return view != View.MONTH || YearMonth.from(day).equals(YearMonth.from(at));
  }

  /** Whether there is room for a day of which there is nothing to say. */
  public boolean showsEmptyDays() {
    return view != View.LIST;
  }
}
