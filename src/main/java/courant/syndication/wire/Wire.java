package courant.syndication.wire;

import courant.syndication.feed.Entry;
import courant.syndication.feed.Feed;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One story as a wire service sends it, whatever its format. Texts are plain, empty if not given.
 *
 * @param id the service's name for it, the same in all its versions
 * @param version counted by the service; 0 if it does not say
 * @param embargo nobody may see it before
 * @param urgency from 1, the most urgent, to 9; 0 if unsaid
 * @param body foreign HTML, to be sanitised
 * @param dateline the place, as the service writes it
 * @param credit whom it is to be credited to
 * @param note what the service tells editors of it
 */
public record Wire(
    String id,
    int version,
    Status status,
    Optional<Instant> embargo,
    int urgency,
    String headline,
    String standfirst,
    String body,
    List<String> authors,
    String dateline,
    String credit,
    List<Subject> subjects,
    String language,
    List<Entry.Picture> pictures,
    Optional<URI> link,
    Optional<Instant> published,
    String note) {

  /** Whether it may be used (IPTC pubStatus). */
  public enum Status {
    USABLE,
    /** Not until further notice. */
    WITHHELD,
    /** Never again. */
    CANCELED;

    /** Reads it, with or without the prefix of its scheme; what nobody knows is usable. */
    static Status of(String word) {
      return switch (word.strip().toLowerCase(Locale.ROOT).replaceFirst(".*[:/]", "")) {
        case "canceled", "cancelled", "killed", "deleted" -> CANCELED;
        case "withheld", "withdrawn" -> WITHHELD;
        default -> USABLE;
      };
    }
  }

  /**
   * What it is about.
   *
   * @param code as {@code medtop:15000000}; may be empty
   */
  public record Subject(String code, String name) {}

  /** The story as a feed would tell it. */
  Entry entry() {
    Optional<Entry.Markup> markup =
        body.isBlank() ? Optional.empty() : Optional.of(new Entry.Markup(body, link));
    return new Entry(
        id,
        List.of(id),
        link,
        headline,
        authors.stream().map(name -> new Feed.Person(name, Optional.empty())).toList(),
        published,
        Optional.empty(),
        Optional.empty(),
        markup,
        List.of(),
        pictures,
        subjects.stream().map(Subject::name).filter(name -> !name.isEmpty()).toList(),
        language,
        Optional.empty(),
        Optional.empty(),
        credit,
        false);
  }
}
