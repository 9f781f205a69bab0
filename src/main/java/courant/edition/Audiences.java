package courant.edition;

import courant.masthead.Mastheads;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.Heard;
import courant.topic.Topics;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the audience whose list of stories is at an address. */
public final class Audiences {
  private static final Pattern NAMED = Pattern.compile("/(section|topic|author|source)/([^/]+)");
  private static final Pattern DATED =
      Pattern.compile("/([0-9]{4})(?:/([0-9]{2})(?:/([0-9]{2}))?)?");

  private final Mastheads mastheads;
  private final Topics topics;
  private final Authors authors;
  private final Sources sources;
  private final Heard heard;

  /**
   * @param heard which of them readers may know of
   */
  public Audiences(
      Mastheads mastheads, Topics topics, Authors authors, Sources sources, Heard heard) {
    this.mastheads = mastheads;
    this.topics = topics;
    this.authors = authors;
    this.sources = sources;
    this.heard = heard;
  }

  /** The audience at a decoded path without a slash at its end; empty if no list is there. */
  public Optional<Audience> at(String path) {
    if (path.isEmpty()) {
      return Optional.of(new Audience.Everyone());
    }
    Matcher named = NAMED.matcher(path);
    if (named.matches()) {
      return named(named.group(1), named.group(2));
    }
    Matcher dated = DATED.matcher(path);
    return dated.matches()
        ? dated(dated.group(1), dated.group(2), dated.group(3))
        : Optional.empty();
  }

  private Optional<Audience> named(String kind, String slug) {
    return switch (kind) {
      case "section" -> mastheads.section(slug).map(Audience.OfSection::new);
      case "topic" -> topics.bySlug(slug).filter(heard::of).map(Audience.OfTopic::new);
      case "author" -> authors.bySlug(slug).filter(heard::of).map(Audience.OfAuthor::new);
      default -> sources.bySlug(slug).filter(heard::of).map(Audience.OfSource::new);
    };
  }

  private Optional<Audience> dated(String year, @Nullable String month, @Nullable String day) {
    ZoneId zone = mastheads.masthead().zone();
    try {
      LocalDate from =
          LocalDate.of(
              Integer.parseInt(year),
              month == null ? 1 : Integer.parseInt(month),
              day == null ? 1 : Integer.parseInt(day));
      LocalDate until =
          month == null ? from.plusYears(1) : day == null ? from.plusMonths(1) : from.plusDays(1);
      return Optional.of(new Audience.OfDays(from, until, zone));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
