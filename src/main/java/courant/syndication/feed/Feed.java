package courant.syndication.feed;

import java.net.URI;
import java.nio.charset.Charset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a partner's document says, whatever its format. Texts are plain, empty if not given.
 *
 * @param format what it is; {@link FeedFormat#NONE} if no feed was found
 * @param charset the encoding it was read in
 * @param id the feed's own name for itself ({@code atom:id}), else empty
 * @param link the home page
 * @param rights copyright or licence, as stated
 * @param language a BCP 47 tag as given, {@code _} turned to {@code -}
 * @param logo the channel's image
 * @param updated when the feed says it last changed
 * @param self where the feed says it is
 * @param hubs WebSub hubs to subscribe at
 * @param movedTo where the feed says it will be from now on
 * @param withdrawn entries the partner took back (RFC 6721)
 * @param sitemaps further sitemaps, if this is a sitemap index
 * @param faults what was wrong, in plain words; empty for a well-formed document
 */
public record Feed(
    FeedFormat format,
    Charset charset,
    String id,
    String title,
    Optional<URI> link,
    String description,
    String rights,
    String language,
    List<Person> authors,
    Optional<URI> logo,
    Optional<Instant> updated,
    Optional<URI> self,
    List<URI> hubs,
    Optional<URI> movedTo,
    Rhythm rhythm,
    List<Entry> entries,
    List<Withdrawn> withdrawn,
    List<URI> sitemaps,
    List<String> faults) {

  /** Nothing but the reasons why. */
  static Feed none(Charset charset, Faults faults) {
    return new Feed(
        FeedFormat.NONE,
        charset,
        "",
        "",
        Optional.empty(),
        "",
        "",
        "",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Rhythm.UNSAID,
        List.of(),
        List.of(),
        List.of(),
        faults.list());
  }

  /**
   * Who wrote it. A mail address given along with the name is not kept: only {@code reader} and
   * {@code delivery.mail} may hold one.
   *
   * @param link the person's page
   */
  public record Person(String name, Optional<URI> link) {}

  /**
   * How often the feed asks to be fetched.
   *
   * @param interval the least time between two fetches ({@code ttl}, {@code sy:updatePeriod})
   * @param skipHours hours of the day, UTC, without news
   * @param skipDays days without news
   */
  public record Rhythm(
      Optional<Duration> interval, Set<Integer> skipHours, Set<DayOfWeek> skipDays) {
    static final Rhythm UNSAID = new Rhythm(Optional.empty(), Set.of(), Set.of());
  }

  /**
   * A tombstone.
   *
   * @param id the id of the entry that is no more
   * @param comment the reason given, else empty
   */
  public record Withdrawn(String id, Optional<Instant> when, String comment) {}
}
