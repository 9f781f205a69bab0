package courant.transfer;

import com.sun.management.OperatingSystemMXBean;
import courant.platform.config.Logging;
import courant.support.Figure;
import courant.transfer.exported.Exported;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What an import costs beside reading the same file with the JDK's StAX and throwing it away; run
 * by {@code bench/import}.
 */
final class ImportBench {
  private static final List<String> WORDS =
      List.of(
          ("the a of in to harbour minister said Monday ferry desert rain council agreement border talks"
                  + " oil price election court journalist river school port strike water season market")
              .split(" "));

  private final Path file;
  private final double megabytes;

  private ImportBench(Path file) throws IOException {
    this.file = file;
    this.megabytes = Files.size(file) / 1e6;
  }

  /** An export, or how many stories to make up; then, where to only write them. */
  public static void main(String[] arguments) throws Exception {
    Logging.configure();
    if (arguments.length > 1) {
      makeUp(Path.of(arguments[1]), Integer.parseInt(arguments[0]));
      return;
    }
    Path folder = Files.createTempDirectory("courant-bench");
    try {
      boolean made = arguments[0].matches("[0-9]+");
      Path file =
          made
              ? makeUp(folder.resolve("export.xml"), Integer.parseInt(arguments[0]))
              : Path.of(arguments[0]);
      new ImportBench(file).run(folder);
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private interface Work {
    long run() throws Exception;
  }

  private void run(Path folder) throws Exception {
    System.out.printf("%s, %.0f MB%n", file.getFileName(), megabytes);
    double bare =
        Math.max(measure("bare StAX", this::bare), measure("bare StAX again", this::bare));
    double ours =
        Math.max(measure("our reading", this::read), measure("our reading again", this::read));
    try (ReviewFolder review = new ReviewFolder(folder.resolve("data"))) {
      double whole = measure("whole import", () -> take(review));
      measure("the same again, nothing new", () -> take(review));
      System.out.printf(
          "reading %.2f and importing %.2f times as fast as bare StAX; heap at its peak %.0f MB%n",
          ours / bare, whole / bare, peak());
      Figure.beside("import", "reading", ours, " MB/s", "bare StAX", bare);
      Figure.beside("import", "importing whole", whole, " MB/s", "bare StAX", bare);
    }
  }

  private double measure(String what, Work work) throws Exception {
    long start = System.nanoTime();
    long cpu = cpu();
    long items = work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%-28s %7.2f s %7.1f MB/s %9.0f items/s %7.0f µs CPU an item%n",
        what, seconds, megabytes / seconds, items / seconds, (cpu() - cpu) / 1e3 / items);
    return megabytes / seconds;
  }

  private long bare() throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    long items = 0;
    long characters = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamReader.START_ELEMENT ->
              items += reader.getLocalName().equals("item") ? 1 : 0;
          case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
              characters += reader.getText().length();
          default -> {}
        }
      }
    }
    return characters == 0 ? 0 : items;
  }

  private long read() throws IOException {
    long[] items = {0};
    Exports.open(file).read(piece -> items[0] += piece instanceof Exported.Entry ? 1 : 0);
    return items[0];
  }

  private long take(ReviewFolder review) throws IOException {
    JsonObject report = review.take(file).json();
    return Stream.of("stories", "drafts", "pages", "unchanged").mapToLong(report::getLong).sum();
  }

  /** CPU time of this process, in nanoseconds. */
  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / 1e6;
  }

  private static Path makeUp(Path file, int stories) throws IOException {
    Random random = new Random(7);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
              + " xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\""
              + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
              + " xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Made up</title>"
              + "<wp:base_blog_url>https://made.example</wp:base_blog_url>\n");
      for (int number = 1; number <= stories; number++) {
        out.write(story(random, number));
      }
      out.write("</channel></rss>\n");
    }
    return file;
  }

  private static String story(Random random, int number) {
    String headline = words(random, 9);
    String body =
        IntStream.range(0, 8)
            .mapToObj(_ -> words(random, 50) + " <a href=\"https://x.example/\">link</a>")
            .collect(Collectors.joining("\n\n"));
    String tags =
        IntStream.range(0, 4)
            .mapToObj(_ -> random.nextInt(400))
            .map(
                "<category domain=\"post_tag\" nicename=\"t%1$d\"><![CDATA[Tag %1$d]]></category>"
                    ::formatted)
            .collect(Collectors.joining());
    return """
        <item><title>%s</title><link>https://made.example/2019/%d/</link><dc:creator><![CDATA[a%d]]></dc:creator>
        <content:encoded><![CDATA[%s]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
        <wp:post_id>%d</wp:post_id><wp:post_date_gmt>20%02d-%02d-01 10:00:00</wp:post_date_gmt>
        <wp:post_name>%s-%d</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
        <category domain="category" nicename="c%d"><![CDATA[Section %d]]></category>%s
        <wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta></item>
        """
        .formatted(
            headline,
            number,
            random.nextInt(200),
            body,
            number,
            10 + number % 15,
            1 + number % 12,
            headline.replace(' ', '-'),
            number,
            number % 10,
            number % 10,
            tags);
  }

  private static String words(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" "));
  }
}
