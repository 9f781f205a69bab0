package courant.syndication.feed;

import courant.syndication.feed.Feed.Person;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One story as a partner's feed tells it. Texts are plain, empty if not given; markup is foreign.
 *
 * @param id the partner's name for it; else its link; else a hash of what it says
 * @param keys what it is recognised by when the feed is read again: the id, and the link if no
 *     other entry of the feed has it, so that an id that changes on every fetch does no harm
 * @param title the headline without markup, on one line
 * @param published when it came out
 * @param updated when it last changed
 * @param summary a standfirst or excerpt; often all there is
 * @param content the whole story, if the feed has it
 * @param language a BCP 47 tag: the content's own, else the entry's, else the feed's
 * @param comments the page where it is discussed
 * @param source whom the partner has it from
 * @param rights copyright or licence of this entry, as stated
 * @param incomplete the document broke off inside this entry
 */
public record Entry(
    String id,
    List<String> keys,
    Optional<URI> link,
    String title,
    List<Person> authors,
    Optional<Instant> published,
    Optional<Instant> updated,
    Optional<Markup> summary,
    Optional<Markup> content,
    List<Enclosure> enclosures,
    List<Picture> pictures,
    List<String> categories,
    String language,
    Optional<URI> comments,
    Optional<Attribution> source,
    String rights,
    boolean incomplete) {

  /** The fullest text there is. */
  public Optional<Markup> body() {
    return content.or(() -> summary);
  }

  /** Whether there is anything to tell: broken off entries and those without headline are left. */
  public boolean isUsable() {
    return !incomplete && !title.isBlank();
  }

  /** Whether only its page says what it is, as in sitemaps. */
  public boolean isPageOnly() {
    return !incomplete && title.isBlank() && body().isEmpty() && link.isPresent();
  }

  /** The name of what has none: its link, else one made of what it says. */
  public static String nameless(Optional<URI> link, String title, Optional<Markup> body) {
    return link.map(URI::toString)
        .orElseGet(
            () ->
                "urn:uuid:"
                    + UUID.nameUUIDFromBytes(
                            (title + '\n' + body.map(Markup::html).orElse(""))
                                .getBytes(StandardCharsets.UTF_8))
                        .toString());
  }

  Entry identified(String newId, List<String> newKeys) {
    return new Entry(
        newId,
        newKeys,
        link,
        title,
        authors,
        published,
        updated,
        summary,
        content,
        enclosures,
        pictures,
        categories,
        language,
        comments,
        source,
        rights,
        incomplete);
  }

  /** The same entry with what its page says of it. */
  public Entry fuller(
      String headline,
      Markup whole,
      List<Person> byWhom,
      Optional<Instant> when,
      List<Picture> shown,
      String inLanguage) {
    return new Entry(
        id,
        keys,
        link,
        headline,
        byWhom,
        when,
        updated,
        summary,
        Optional.of(whole),
        enclosures,
        shown,
        categories,
        inLanguage,
        comments,
        source,
        rights,
        incomplete);
  }

  /**
   * Foreign HTML, as given: to be sanitised before anybody sees it.
   *
   * @param base what its relative addresses are resolved against, if known
   */
  public record Markup(String html, Optional<URI> base) {}

  /**
   * A file that comes with the story.
   *
   * @param type its media type, else empty
   * @param length in bytes
   */
  public record Enclosure(URI url, String type, OptionalLong length) {}

  /**
   * A picture of the story.
   *
   * @param width in pixels
   * @param credit who made it, else empty
   */
  public record Picture(URI url, OptionalInt width, String caption, String credit) {}

  /** Whom a story is credited to by the feed that passes it on. */
  public record Attribution(String title, Optional<URI> link) {}
}
