package courant.syndication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import courant.syndication.feed.Entry.Attribution;
import courant.syndication.feed.Entry.Enclosure;
import courant.syndication.feed.Entry.Markup;
import courant.syndication.feed.Entry.Picture;
import courant.syndication.feed.Feed.Person;
import courant.syndication.feed.Feed.Withdrawn;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each format says, field by field. */
class FeedFormatsTest {
  private static final URI ADDRESS = URI.create("https://partner.example/feed");
  private static final FeedReader READER =
      new FeedReader(InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z")));

  @Test
  void readsRss() throws IOException {
    Feed feed = read("rss20.xml");
    assertThat(feed.faults()).isEmpty();
    assertThat(feed.format()).isEqualTo(FeedFormat.RSS_20);
    assertThat(feed.title()).isEqualTo("The Partner & Co");
    assertThat(feed.link()).contains(URI.create("https://partner.example/"));
    assertThat(feed.description()).isEqualTo("News from everywhere");
    assertThat(feed.language()).isEqualTo("en-gb");
    assertThat(feed.rights()).isEqualTo("© The Partner");
    assertThat(feed.logo()).contains(URI.create("https://partner.example/logo.png"));
    assertThat(feed.self()).contains(ADDRESS);
    assertThat(feed.hubs()).containsExactly(URI.create("https://hub.example/"));
    assertThat(feed.rhythm())
        .isEqualTo(
            new Feed.Rhythm(
                Optional.of(Duration.ofMinutes(30)), Set.of(0, 3), Set.of(DayOfWeek.SUNDAY)));
    assertThat(feed.entries()).hasSize(2);
  }

  @Test
  void readsAnItemOfRss() throws IOException {
    Entry entry = read("rss20.xml").entries().getFirst();
    assertThat(entry.id()).isEqualTo("partner-1");
    assertThat(entry.link()).contains(URI.create("https://partner.example/2026/talks?a=1&b=2"));
    assertThat(entry.title()).isEqualTo("Talks resume in Tripoli");
    assertThat(entry.authors()).extracting(Person::name).containsExactly("John Roe", "Jane Doe");
    assertThat(entry.published()).contains(Instant.parse("2026-01-05T15:00:00Z"));
    assertThat(entry.updated()).isEmpty();
    assertThat(entry.summary()).map(Markup::html).contains("Nobody has left <em>the table</em>.");
    assertThat(entry.content())
        .contains(
            new Markup(
                "<p>Nobody has left <a href=\"/table\">the table</a>.</p>", Optional.of(ADDRESS)));
    assertThat(entry.enclosures())
        .containsExactly(
            new Enclosure(
                URI.create("https://partner.example/talks.mp3"),
                "audio/mpeg",
                OptionalLong.of(12345)));
    assertThat(entry.pictures())
        .containsExactly(
            new Picture(
                URI.create("https://partner.example/talks.jpg"),
                OptionalInt.of(800),
                "The table",
                "A. Photographer"));
    assertThat(entry.categories()).containsExactly("Libya", "Talks");
    assertThat(entry.language()).isEqualTo("en-gb");
    assertThat(entry.comments())
        .contains(URI.create("https://partner.example/2026/talks#comments"));
    assertThat(entry.source())
        .contains(
            new Attribution("Agency", Optional.of(URI.create("https://agency.example/feed"))));
    Entry second = read("rss20.xml").entries().getLast();
    assertThat(second.link()).contains(URI.create("https://partner.example/2026/second"));
  }

  @Test
  void readsRdf() throws IOException {
    Feed feed = read("rss10.xml");
    assertThat(feed.faults()).isEmpty();
    assertThat(feed.format()).isEqualTo(FeedFormat.RSS_10);
    assertThat(feed.rhythm().interval()).contains(Duration.ofHours(6));
    assertThat(feed.entries()).extracting(Entry::title).containsExactly("Erster", "Zweiter");
    assertThat(feed.entries()).extracting(Entry::language).containsOnly("de");
    assertThat(feed.entries().getFirst().published())
        .contains(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(feed.entries().getFirst().categories()).containsExactly("Politik");
    assertThat(feed.entries().getLast().link()).contains(URI.create("https://partner.example/2"));
  }

  @Test
  void readsAtomWithAPrefix() throws IOException {
    Feed feed = read("atom10.xml");
    assertThat(feed.faults()).isEmpty();
    assertThat(feed.format()).isEqualTo(FeedFormat.ATOM_10);
    assertThat(feed.title()).isEqualTo("Le Partenaire <net>");
    assertThat(feed.link()).contains(URI.create("https://partner.example/fr/"));
    assertThat(feed.withdrawn())
        .containsExactly(
            new Withdrawn(
                "urn:partner:0", Optional.of(Instant.parse("2026-01-07T00:00:00Z")), "Erreur"));
    Entry entry = feed.entries().getFirst();
    assertThat(entry.title()).isEqualTo("L’été & l’hiver");
    assertThat(entry.link()).contains(URI.create("https://partner.example/fr/2026/ete"));
    assertThat(entry.authors()).extracting(Person::name).containsExactly("Anne");
    assertThat(entry.updated()).contains(Instant.parse("2026-01-06T10:00:00.5Z"));
    assertThat(entry.summary()).map(Markup::html).contains("2 &lt; 3");
    assertThat(entry.content())
        .contains(
            new Markup(
                "<p>Summer<br>and <a name=\"w\"></a>winter &amp; more</p>",
                Optional.of(URI.create("https://partner.example/fr/2026/"))));
    assertThat(entry.language()).isEqualTo("en");
    assertThat(entry.pictures()).extracting(Picture::url).hasSize(1);
    assertThat(entry.comments())
        .contains(URI.create("https://partner.example/fr/2026/ete/comments"));
    assertThat(entry.source()).map(Attribution::title).contains("Agence");
    Entry second = feed.entries().getLast();
    assertThat(second.language()).isEqualTo("fr");
    assertThat(second.authors()).extracting(Person::name).containsExactly("La rédaction");
  }

  @Test
  void readsJsonFeed() throws IOException {
    Feed feed = read("feed.json");
    assertThat(feed.faults()).isEmpty();
    assertThat(feed.format()).isEqualTo(FeedFormat.JSON_FEED_11);
    assertThat(feed.hubs()).containsExactly(URI.create("https://hub.example/"));
    Entry entry = feed.entries().getFirst();
    assertThat(entry.id()).isEqualTo("1");
    assertThat(entry.link()).contains(URI.create("https://partner.example/1"));
    assertThat(entry.authors()).extracting(Person::name).containsExactly("Redacción");
    assertThat(entry.categories()).containsExactly("Libia");
    assertThat(entry.enclosures())
        .extracting(Enclosure::length)
        .containsExactly(OptionalLong.of(10));
    assertThat(feed.entries().getLast().content()).map(Markup::html).contains("1 &lt; 2");
  }

  @Test
  void readsNewsSitemaps() throws IOException {
    Feed feed = read("sitemap.xml");
    assertThat(feed.faults()).isEmpty();
    assertThat(feed.format()).isEqualTo(FeedFormat.NEWS_SITEMAP);
    assertThat(feed.link()).isEmpty();
    Entry entry = feed.entries().getFirst();
    assertThat(entry.id()).isEqualTo("https://partner.example/1");
    assertThat(entry.title()).isEqualTo("First");
    assertThat(entry.published()).contains(Instant.parse("2026-01-05T10:00:00Z"));
    assertThat(entry.updated()).contains(Instant.parse("2026-01-06T00:00:00Z"));
    assertThat(entry.language()).isEqualTo("en");
    assertThat(entry.pictures()).hasSize(1);
    assertThat(entry.source()).map(Attribution::title).contains("Partner");
  }

  @Test
  void listsTheSitemapsOfAnIndex() {
    Feed feed =
        read(
            "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                + "<sitemap><loc>https://partner.example/s1.xml</loc></sitemap></sitemapindex>",
            ADDRESS);
    assertThat(feed.sitemaps()).containsExactly(URI.create("https://partner.example/s1.xml"));
    assertThat(feed.entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <rss version='0.91'/>                                                | RSS_091
          <rss version='0.94'/>                                                | RSS_094
          <rss version='2.0.1'/>                                               | RSS_20
          <rss/>                                                               | RSS
          <RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'/>                | RSS_090
          <feed version='0.3' xmlns='http://purl.org/atom/ns#'/>               | ATOM_03
          <feed/>                                                              | ATOM
          <CHANNEL HREF='http://a.example/'><ITEM HREF='/1'/></CHANNEL>        | CDF
          <urlset/>                                                            | SITEMAP
          {"version":"https://jsonfeed.org/version/1"}                         | JSON_FEED_1
          """)
  void knowsTheFormat(String text, FeedFormat format) {
    assertThat(read(text.replace("\n", ""), null).format()).isEqualTo(format);
  }

  @Test
  void resolvesAgainstTheHomePageWhereTheAddressIsNotKnown() {
    Feed feed =
        read(
            "<rss><channel><link>https://home.example/</link><item><link>/a</link></item>"
                + "</channel></rss>",
            null);
    assertThat(feed.entries().getFirst().link()).contains(URI.create("https://home.example/a"));
  }

  private static Feed read(String text, URI address) {
    return READER.read(text.getBytes(StandardCharsets.UTF_8), null, address);
  }

  private static Feed read(String name) throws IOException {
    try (InputStream in = FeedFormatsTest.class.getResourceAsStream("/syndication/" + name)) {
      return READER.read(in.readAllBytes(), null, ADDRESS);
    }
  }
}
