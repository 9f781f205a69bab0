package courant.edition;

import courant.masthead.Section;
import courant.source.Source;
import courant.story.Author;
import courant.story.Listing;
import courant.topic.Topic;
import java.time.LocalDate;
import java.time.ZoneId;

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
      case OfDays days ->
          "/%tY".formatted(days.from())
              + (days.year() ? "" : "/%tm".formatted(days.from()))
              + (days.day() ? "/%td".formatted(days.from()) : "");
    };
  }

  /** The stories it selects from. */
  default Listing listing() {
    return switch (this) {
      case Everyone _ -> new Listing.Everything();
      case OfSection(var section) -> new Listing.InSection(section.id());
      case OfTopic(var topic) -> new Listing.About(topic.id());
      case OfAuthor(var author) -> new Listing.By(author.id());
      case OfSource(var source) -> new Listing.From(source.id());
      case OfDays(var from, var until, var zone) ->
          new Listing.Between(
              from.atStartOfDay(zone).toInstant(), until.atStartOfDay(zone).toInstant());
    };
  }
}
