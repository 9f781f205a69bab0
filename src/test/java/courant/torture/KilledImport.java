package courant.torture;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** kill -9 in the midst of an import, again and again, and then once without. */
final class KilledImport {
  private final Path data;
  private final String database;
  private final RandomGenerator random;

  KilledImport(Path data, String database, RandomGenerator random) {
    this.data = data;
    this.database = database;
    this.random = random;
  }

  Toll run(int rounds, int posts) throws IOException, InterruptedException {
    Path export = data.resolveSibling("export.xml");
    Set<String> headlines = write(export, posts);
    int kills = 0;
    for (int round = 0; round < rounds; round++) {
      kills += importing(export, random.nextInt(900, 3_500)) ? 0 : 1;
    }
    if (!importing(export, 600_000)) {
      throw new IllegalStateException("an import that was killed cannot be finished");
    }
    try (Aftermath after = new Aftermath(database, data)) {
      Map<String, Integer> stories = after.times("headline", "story");
      return new Toll(
          "kill -9 while importing",
          kills,
          posts,
          Aftermath.lost(headlines, stories),
          Aftermath.twice(stories),
          after.unsound(),
          0);
    }
  }

  private boolean importing(Path export, long millis) throws IOException, InterruptedException {
    try (Child child =
        Child.run(
            Map.of("COURANT_DATABASE", database),
            "import",
            export.toString(),
            "--data",
            data.toString())) {
      return child.endsWithin(millis);
    }
  }

  private static Set<String> write(Path file, int posts) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
          <channel><title>Torture</title><link>https://old.example</link>
          <wp:wxr_version>1.2</wp:wxr_version>
          """);
      for (int i = 1; i <= posts; i++) {
        out.write(
            """
            <item><title>Imported %1$d</title><link>https://old.example/%1$d/</link>
            <dc:creator>ann</dc:creator><wp:post_id>%1$d</wp:post_id>
            <wp:post_date_gmt>2020-01-01 00:00:00</wp:post_date_gmt>
            <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
            <category domain="post_tag" nicename="tag-%2$d"><![CDATA[Tag %2$d]]></category>
            <content:encoded><![CDATA[<p>%3$s</p>]]></content:encoded></item>
            """
                .formatted(i, i % 50, "All that was said at the time. ".repeat(60)));
      }
      out.write("</channel></rss>\n");
    }
    return IntStream.rangeClosed(1, posts)
        .mapToObj(i -> "Imported " + i)
        .collect(Collectors.toSet());
  }
}
