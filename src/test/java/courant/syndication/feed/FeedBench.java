package courant.syndication.feed;

import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import courant.support.Figure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** Reading whole against parsing bare against ROME, the same bytes in turns; run by bench/feeds. */
final class FeedBench {
  private static final int ROUNDS = 31;
  private static final int WARM_UP = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Short, so that what else the machine does falls on all ways alike. */
  private static final Duration ROUND = Duration.ofMillis(200);

  private static final FeedReader READER = new FeedReader(InstantSource.system());

  private interface Way {
    /** Returns the number of entries, or -1 if it failed. */
    int read(byte[] feed) throws IOException;
  }

  private record Runner(String name, Way way) {}

  private static final List<Runner> RUNNERS =
      List.of(
          new Runner("Courant", feed -> READER.read(feed, null, null).entries().size()),
          new Runner("jsoup, bare", FeedBench::jsoup),
          new Runner("ROME", FeedBench::rome));

  private FeedBench() {}

  public static void main(String[] folders) throws IOException {
    List<byte[]> madeUp = List.of(rss(30), atom(30), escaped(30));
    run("made-up feeds of 30 entries", madeUp);
    for (String folder : folders) {
      run(folder, files(Path.of(folder)));
    }
  }

  private static void run(String name, List<byte[]> corpus) throws IOException {
    long bytes = corpus.stream().mapToLong(feed -> feed.length).sum();
    System.out.printf("%s: %d feeds, %d KB%n", name, corpus.size(), bytes >> 10);
    double[][] rates = new double[RUNNERS.size()][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int r = 0; r < RUNNERS.size(); r++) {
        double rate = rate(RUNNERS.get(r).way, corpus);
        if (round >= 0) {
          rates[r][round] = rate;
        }
      }
    }
    for (int r = 0; r < RUNNERS.size(); r++) {
      Arrays.sort(rates[r]);
      System.out.printf(
          "%-12s %8.0f feeds/s (%.0f to %.0f), failed on %d%n",
          RUNNERS.get(r).name,
          rates[r][ROUNDS / 2],
          rates[r][0],
          rates[r][ROUNDS - 1],
          failures(RUNNERS.get(r).way, corpus));
    }
    System.out.printf(
        "Courant is at %.2f of jsoup's bare parse, %.1f times ROME%n",
        rates[0][ROUNDS / 2] / rates[1][ROUNDS / 2], rates[0][ROUNDS / 2] / rates[2][ROUNDS / 2]);
    Figure.beside(
        "feeds", name, rates[0][ROUNDS / 2], " feeds/s", "jsoup, bare", rates[1][ROUNDS / 2]);
    Figure.beside("feeds", name, rates[0][ROUNDS / 2], " feeds/s", "ROME", rates[2][ROUNDS / 2]);
  }

  /** Per second of the thread's own time: what else the machine does counts for nothing. */
  private static double rate(Way way, List<byte[]> corpus) throws IOException {
    long start = THREADS.getCurrentThreadCpuTime();
    long spent = 0;
    long count = 0;
    while (spent < ROUND.toNanos()) {
      for (byte[] feed : corpus) {
        way.read(feed);
        count++;
      }
      spent = THREADS.getCurrentThreadCpuTime() - start;
    }
    return count * 1e9 / spent;
  }

  private static int failures(Way way, List<byte[]> corpus) throws IOException {
    int failures = 0;
    for (byte[] feed : corpus) {
      failures += way.read(feed) < 0 ? 1 : 0;
    }
    return failures;
  }

  private static int jsoup(byte[] feed) throws IOException {
    return Jsoup.parse(new ByteArrayInputStream(feed), null, "", Parser.xmlParser())
        .childNodeSize();
  }

  private static int rome(byte[] feed) throws IOException {
    try (XmlReader reader = new XmlReader(new ByteArrayInputStream(feed))) {
      return new SyndFeedInput().build(reader).getEntries().size();
    } catch (FeedException | IllegalArgumentException | IOException e) {
      return -1;
    }
  }

  private static List<byte[]> files(Path folder) throws IOException {
    List<byte[]> feeds = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
        feeds.add(Files.readAllBytes(file));
      }
    }
    return feeds;
  }

  private static final String PARAGRAPH =
      "<p>The minister said on Monday that talks in <a href=\"/tripoli\">Tripoli</a> would go on"
          + " &ldquo;as long as it takes&rdquo;, and that nobody had left the table.</p>";

  private static byte[] rss(int entries) {
    StringBuilder xml =
        new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\""
                + " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                + " xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel><title>News</title>"
                + "<link>https://news.example/</link><description>All of it</description>\n");
    for (int i = 0; i < entries; i++) {
      xml.append(
          """
          <item>
            <title>Talks go on &amp; on in Tripoli, part %1$d</title>
            <link>https://news.example/%1$d</link>
            <guid isPermaLink="false">news-%1$d</guid>
            <dc:creator>Jane Doe</dc:creator>
            <pubDate>Thu, 01 Jan 2026 19:48:21 GMT</pubDate>
            <category>Libya</category>
            <media:thumbnail url="https://news.example/%1$d.jpg" width="120"/>
            <description>Nobody has left the table.</description>
            <content:encoded><![CDATA[%2$s]]></content:encoded>
          </item>
          """
              .formatted(i, PARAGRAPH.repeat(12)));
    }
    return xml.append("</channel></rss>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] atom(int entries) {
    StringBuilder xml =
        new StringBuilder(
            "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">"
                + "<title>News</title><id>urn:news</id><link href=\"https://news.example/\"/>\n");
    for (int i = 0; i < entries; i++) {
      xml.append(
          """
          <entry>
            <title type="html">Talks go on &amp;amp; on in Tripoli, part %1$d</title>
            <link href="https://news.example/%1$d"/>
            <id>urn:news:%1$d</id>
            <author><name>Jane Doe</name></author>
            <published>2026-01-01T19:48:21Z</published>
            <updated>2026-01-01T20:48:21+01:00</updated>
            <category term="Libya"/>
            <summary>Nobody has left the table.</summary>
            <content type="html">%2$s</content>
          </entry>
          """
              .formatted(i, PARAGRAPH.repeat(12).replace("&", "&amp;").replace("<", "&lt;")));
    }
    return xml.append("</feed>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As much of the web writes it: escaped HTML in the description, nothing else. */
  private static byte[] escaped(int entries) {
    StringBuilder xml = new StringBuilder("<rss version=\"2.0\"><channel><title>News</title>\n");
    for (int i = 0; i < entries; i++) {
      xml.append(
          """
          <item><title>Talks go on in Tripoli, part %1$d</title><link>https://news.example/%1$d</link>
          <pubDate>Thu, 01 Jan 2026 19:48:21 +0000</pubDate><description>%2$s</description></item>
          """
              .formatted(i, PARAGRAPH.repeat(3).replace("&", "&amp;").replace("<", "&lt;")));
    }
    return xml.append("</channel></rss>").toString().getBytes(StandardCharsets.UTF_8);
  }
}
