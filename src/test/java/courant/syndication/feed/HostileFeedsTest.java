package courant.syndication.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What partners' servers really answer. */
@Timeout(20)
class HostileFeedsTest {
  private static final URI ADDRESS = URI.create("https://partner.example/feeds/all.xml");
  private static final FeedReader READER =
      new FeedReader(InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z")));

  private static String rss(String items) {
    return "<rss version='2.0'><channel><title>News</title>" + items + "</channel></rss>";
  }

  private static String item(String title) {
    return "<item><title>" + title + "</title><link>/1</link></item>";
  }

  /** Bytes, the titles read from them, and words of the fault told; none if there is none. */
  static List<Arguments> feeds() {
    return List.of(
        feed("\n\n \uFEFF<?xml version='1.0'?>" + rss(item("A")), "A", ""),
        feed("<br />\n<b>Warning</b>: mysql in <b>x.php</b>" + rss(item("A")), "A", ""),
        feed("<!DOCTYPE rss SYSTEM 'http://evil.example/x.dtd'>" + rss(item("A")), "A", ""),
        feed(
            "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + rss(item("&a;")),
            "&a;",
            "never expanded"),
        feed(rss(item("AT&T &eacute; &nbsp; &bogus;")), "AT&T é &bogus;", ""),
        feed(rss(item("A\u0000\u0008B")), "AB", "control characters"),
        feed(rss(item("don\u0092t")), "don’t", "control characters"),
        feed(rss(item("A &amp;amp;amp; B &amp;amp;#8217;")), "A & B ’", "escaped twice"),
        feed(rss(item("&lt;b&gt;Bold&lt;/b&gt; &lt;i&gt;move&lt;/i&gt;")), "Bold move", ""),
        feed(rss(item("<b>Bold</b> move")), "Bold move", ""),
        feed(rss(item("How List&lt;String&gt; works")), "How List<String> works", ""),
        feed(rss(item("x<![CDATA[ & <b>y</b>]]> z")), "x & y z", ""),
        feed(rss(item("Ã©tÃ©")), "été", "took for windows-1252"),
        feed(rss(item("A")).toUpperCase(Locale.ROOT), "A", ""),
        feed(
            "<rss><channel><item><dc:title>A</dc:title><media:x/></item></channel></rss>", "A", ""),
        feed("<rss><channel>" + item("A") + "<item><title>B</ti", "A,B", "cut off"),
        feed("<rss><channel>" + item("A") + "<item><description><![CDATA[ B", "A,", "cut off"),
        feed("<html><head><title>502 Bad Gateway</title></head></html>", "", "HTML page"),
        feed("<!DOCTYPE html><p>Sorry", "", "no feed"),
        feed("", "", "empty"),
        feed("  \n", "", "empty"),
        feed("Service unavailable", "", "neither XML nor JSON"),
        feed("{\"error\": 404}", "", "JSON, but no feed"),
        feed(
            "{\"items\":[{\"id\":\"1\",\"title\":\"A\"},{\"id\":\"2\",\"title\":\"B",
            "A,",
            "cut off"),
        feed(
            rss("<item><title>A</title><pubDate>0000-00-00 00:00:00</pubDate></item>"),
            "A",
            "year 0"),
        feed(
            rss("<item><title>A</title><pubDate>yesterday</pubDate></item>"),
            "A",
            "cannot be read"),
        feed(
            rss("<item><title>A</title><pubDate>2038-01-01</pubDate></item>"),
            "A",
            "in the future"));
  }

  private static Arguments feed(String text, String titles, String fault) {
    return Arguments.of(text, titles, fault);
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void readsWhatThereIsAndTellsWhatIsWrong(String text, String titles, String fault) {
    Feed feed = READER.read(text.getBytes(UTF_8), null, ADDRESS);
    assertThat(feed.entries().stream().map(Entry::title)).isEqualTo(titles(titles));
    if (fault.isEmpty()) {
      assertThat(feed.faults()).isEmpty();
    } else {
      assertThat(feed.faults()).anySatisfy(told -> assertThat(told).contains(fault));
    }
  }

  private static List<String> titles(String joined) {
    return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(",", -1));
  }

  @Test
  void flagsTheEntryInsideWhichTheFeedBreaksOff() {
    Feed feed = read("<rss><channel>" + item("A") + "<item><title>B</title><link>/2</li");
    assertThat(feed.entries()).extracting(Entry::incomplete).containsExactly(false, true);
  }

  @Test
  void readsWronglyDeclaredEncodings() {
    String declared = "<?xml version='1.0' encoding='%s'?>" + rss(item("Žižek – été Привет"));
    assertThat(title(declared.formatted("ISO-8859-1").getBytes(UTF_8)))
        .isEqualTo("Žižek – été Привет");
    assertThat(title(declared.formatted("UTF-16").getBytes(UTF_8))).isEqualTo("Žižek – été Привет");
    assertThat(title(declared.formatted("martian").getBytes(UTF_8)))
        .isEqualTo("Žižek – été Привет");
    assertThat(title(declared.formatted("UTF-8").getBytes(UTF_16BE)))
        .isEqualTo("Žižek – été Привет");
    assertThat(title(rss(item("été")).getBytes(ISO_8859_1))).isEqualTo("été");
  }

  @Test
  void readsDeclaredEncodings() {
    for (String name : List.of("windows-1251", "KOI8-R", "gb2312", "EUC-KR", "Shift_JIS", "Big5")) {
      String words =
          switch (name) {
            case "windows-1251", "KOI8-R" -> "Привет";
            case "EUC-KR" -> "한국";
            default -> "中文";
          };
      String text = "<?xml version='1.0' encoding='" + name + "'?>" + rss(item(words));
      assertThat(title(text.getBytes(Charset.forName(name)))).as(name).isEqualTo(words);
    }
    byte[] western = rss(item("Привет")).getBytes(Charset.forName("windows-1251"));
    assertThat(READER.read(western, "text/xml; charset=\"windows-1251\"", null).entries())
        .extracting(Entry::title)
        .containsExactly("Привет");
  }

  @Test
  void readsStrayBytesInUtf8() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("<rss><channel><item><title>été – don".getBytes(UTF_8));
    bytes.write(0x92);
    bytes.write("t</title></item></channel></rss>".getBytes(UTF_8));
    assertThat(title(bytes.toByteArray())).isEqualTo("été – don’t");
  }

  @Test
  void unpacksGzipAndBrokenGzip() throws IOException {
    byte[] packed = gzip(rss(item("A")).getBytes(UTF_8));
    assertThat(title(packed)).isEqualTo("A");
    Feed broken = READER.read(Arrays.copyOf(packed, packed.length - 12), null, ADDRESS);
    assertThat(broken.faults()).anyMatch(fault -> fault.contains("gzip"));
  }

  @Test
  void refusesWhatIsTooLarge() throws IOException {
    byte[] large = new byte[FeedReader.MAX_BYTES + 1];
    Arrays.fill(large, (byte) ' ');
    assertThat(READER.read(large, null, ADDRESS).faults())
        .singleElement()
        .asString()
        .contains("50 MB");
    assertThat(READER.read(gzip(large), null, ADDRESS).faults())
        .singleElement()
        .asString()
        .contains("50 MB");
  }

  @Test
  void expandsNoEntities() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
    }
    Feed feed = read(bomb + "]>" + rss(item("&a29;")));
    assertThat(feed.entries()).extracting(Entry::title).containsExactly("&a29;");
  }

  @Test
  void survivesDepthAndNumber() {
    assertThat(read("<rss>" + "<a>".repeat(300_000) + item("A")).entries()).hasSizeLessThan(2);
    assertThat(read(rss("<item/>".repeat(60_000))).entries()).hasSize(50_000);
    assertThat(read(rss("<a/>".repeat(1_000_001))).faults()).anyMatch(f -> f.contains("tags"));
    assertThat(read("{\"items\":" + "[".repeat(100_000)).faults())
        .contains("cut off before its end");
  }

  @Test
  void recognisesEntriesWhoseIdsChange() {
    String feed = "<item><guid>%s</guid><link>/%d</link></item>";
    List<Entry> first = read(rss(feed.formatted("x1", 1) + feed.formatted("x2", 2))).entries();
    List<Entry> again = read(rss(feed.formatted("y1", 1) + feed.formatted("y2", 2))).entries();
    assertThat(first.getFirst().keys()).containsAnyElementsOf(again.getFirst().keys());
    assertThat(first.getFirst().keys()).doesNotContainAnyElementsOf(again.getLast().keys());
  }

  @Test
  void trustsNeitherIdsNorLinksThatManyShare() {
    Feed ids =
        read(
            rss(
                "<item><guid>1</guid><link>/a</link></item><item><guid>1</guid><link>/b</link></item>"));
    assertThat(ids.entries()).extracting(Entry::id).doesNotHaveDuplicates();
    assertThat(ids.faults()).singleElement().asString().contains("share");
    Feed links =
        read(
            rss(
                "<item><guid>1</guid><link>/</link></item><item><guid>2</guid><link>/</link></item>"));
    assertThat(links.entries()).extracting(Entry::keys).containsExactly(List.of("1"), List.of("2"));
  }

  @Test
  void keepsAnIdMadeOfTheWordsWhereThereIsNothingElse() {
    String feed = rss("<item><description>Same</description></item>");
    assertThat(read(feed).entries().getFirst().id())
        .isEqualTo(read(feed).entries().getFirst().id());
  }

  @Test
  void isNotSlowedByWhatIsMeantToSlowIt() {
    String text =
        rss(item("&lt;".repeat(200_000)) + item("<b".repeat(100_000)) + item("&".repeat(200_000)));
    long start = System.nanoTime();
    read(text);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  private static Feed read(String text) {
    return READER.read(text.getBytes(UTF_8), null, ADDRESS);
  }

  private static String title(byte[] bytes) {
    return READER.read(bytes, null, ADDRESS).entries().getFirst().title();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
