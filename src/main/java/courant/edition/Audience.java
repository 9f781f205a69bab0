package courant.edition;

import courant.masthead.Section;
import courant.reader.ReaderId;
import courant.search.SearchQuery;
import courant.source.Source;
import courant.story.Author;
import courant.story.Listing;
import courant.topic.Topic;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** For whom an edition is: everybody, or everybody who cares for one thing. */
public sealed interface Audience {
  /** Readers of the front page. */
  record Everyone() implements Audience {}

  record OfSection(Section section) implements Audience {}

  record OfTopic(Topic topic) implements Audience {}

  record OfAuthor(Author author) implements Audience {}

  record OfSource(Source source) implements Audience {}

  /**
   * Readers of the archive.
   *
   * @param from first day
   * @param until the day after the last
   */
  record OfDays(LocalDate from, LocalDate until, ZoneId zone) implements Audience {
    /** Whether it is one single day. */
    public boolean day() {
      return from.plusDays(1).equals(until);
    }

    /** Whether it is a whole year. */
    public boolean year() {
      return from.plusYears(1).equals(until);
    }
  }

  /** One reader, by what they follow and mute. */
  record OfReader(ReaderId reader) implements Audience {}

  /** Readers of what a search finds. */
  record Searching(SearchQuery query) implements Audience {}

  /**
   * Where its page is, from our root; the front page's is empty, so that feeds can follow on all.
   */
  default String path() {
    return switch (this) {
      case Everyone _ -> "";
      case OfSection(var section) -> section.path();
      case OfTopic(var topic) -> topic.path();
      case OfAuthor(var author) -> author.path();
      case OfSource(var source) -> source.path();
      case Searching _ -> "/search";
      case OfReader _ -> "/my";
      case OfDays days ->
          days.from()
              .format(
                  DateTimeFormatter.ofPattern(
                      days.year() ? "/uuuu" : days.day() ? "/uuuu/MM/dd" : "/uuuu/MM",
                      Locale.ROOT));
    };
  }

  /** The list of stories it selects from; empty where something else does. */
  default Optional<Listing> listing() {
    return switch (this) {
      case Searching _, OfReader _ -> Optional.empty();
      case Everyone _ -> Optional.of(new Listing.Everything());
      case OfSection(var section) -> Optional.of(new Listing.InSection(section.id()));
      case OfTopic(var topic) -> Optional.of(new Listing.About(topic.id()));
      case OfAuthor(var author) -> Optional.of(new Listing.By(author.id()));
      case OfSource(var source) -> Optional.of(new Listing.From(source.id()));
      case OfDays(var from, var until, var zone) ->
          Optional.of(
              new Listing.Between(
                  from.atStartOfDay(zone).toInstant(), until.atStartOfDay(zone).toInstant()));
    };
  }
}
