package courant.transfer.importing;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import courant.support.TestDatabase;
import courant.transfer.ReviewFolder;
import courant.transfer.exported.UnreadableExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An import can be stopped anywhere and repeated as often as one likes. */
class RepeatedImportTest {
  /** Whatever is in an export, importing it again changes nothing. */
  @Property(tries = 25)
  void aSecondRunChangesNothing(@ForAll("exports") String export) throws IOException {
    inFolder(
        folder -> {
          Path file = Files.writeString(folder.resolve("export.xml"), export);
          try (ReviewFolder review = new ReviewFolder(folder)) {
            review.take(file);
            var before = review.rows();
            ImportReport again = review.take(file);
            assertThat(review.rows()).isEqualTo(before);
            assertThat(again.stories + again.drafts + again.pages + again.authors).isZero();
          }
        });
  }

  /** Whatever prefix of a file has been imported, importing all of it gives all of it, once. */
  @Property(tries = 1)
  void anImportThatWasStoppedGoesOn() throws IOException {
    inFolder(
        folder -> {
          byte[] whole = Files.readAllBytes(ReviewFolder.MESSY);
          try (ReviewFolder stopped = new ReviewFolder(folder.resolve("stopped"));
              ReviewFolder atOnce = new ReviewFolder(folder.resolve("at-once"))) {
            Path file = folder.resolve("export.xml");
            for (int length = 1; length < whole.length; length += 397) {
              Files.write(file, Arrays.copyOf(whole, length));
              takeWhatIsThere(stopped, file);
            }
            Files.write(file, whole);
            stopped.take(file);
            atOnce.take(file);
            assertThat(headlines(stopped)).isEqualTo(headlines(atOnce));
            assertThat(stopped.rows().get("story_topic"))
                .hasSameSizeAs(atOnce.rows().get("story_topic"));
            assertThat(stopped.rows().get("author")).hasSameSizeAs(atOnce.rows().get("author"));
            assertThat(stopped.pages.all()).hasSameSizeAs(atOnce.pages.all());
          }
        });
  }

  /** What the desk withdrew, rewrote or threw away stays so, whatever else the export says now. */
  @Property(tries = 1)
  void whatTheDeskDidSinceStaysDone() throws IOException {
    inFolder(
        folder -> {
          try (ReviewFolder review = new ReviewFolder(folder)) {
            Path file = Files.writeString(folder.resolve("export.xml"), export("First", ""));
            review.take(file);
            review.withdraw(story(review, "First 1"));
            review.rewrite(story(review, "First 2"), "Second of ours");
            review.remove(story(review, "First 3"));
            Files.writeString(file, export("Other", comment()));
            ImportReport again = review.take(file);
            assertThat(review.stories.after(0, 9))
                .extracting(
                    story -> story.headline() + " " + story.state().getClass().getSimpleName())
                .containsExactlyInAnyOrder(
                    "First 1 Withdrawn", "Second of ours Draft", "Other 4 Draft");
            assertThat(again.drafts).isEqualTo(1);
            assertThat(again.text(false))
                .contains(
                    "3 left:", "was withdrawn here", "was changed at the desk", "thrown away");
            assertThat(
                    review.database.<Long>read(
                        handle ->
                            handle
                                .createQuery("select count(*) from reply")
                                .mapTo(Long.class)
                                .one()))
                .isEqualTo(3);
            assertThat(review.take(file).unchanged).isEqualTo(4);
          }
        });
  }

  private static Story story(ReviewFolder review, String headline) {
    return review.stories.after(0, 9).stream()
        .filter(story -> story.headline().equals(headline))
        .findFirst()
        .orElseThrow();
  }

  /** One published story, and three drafts. */
  private static String export(String title, String comment) {
    return "<rss><channel><title>T</title><wp:base_blog_url>https://t.example</wp:base_blog_url>"
        + IntStream.rangeClosed(1, 4)
            .mapToObj(
                id ->
                    item(
                            title + " " + id,
                            "<p>Text.</p>",
                            id,
                            id == 1 ? "publish" : "draft",
                            "post",
                            List.of(),
                            "2020-01-02 03:04:05")
                        .replace("</item>", comment.formatted(id) + "</item>"))
            .collect(Collectors.joining())
        + "</channel></rss>";
  }

  private static String comment() {
    return "<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_author>Ann</wp:comment_author><wp:comment_date_gmt>2020-02-02 03:04:05</wp:comment_date_gmt><wp:comment_content>Yes.</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>";
  }

  private static void takeWhatIsThere(ReviewFolder review, Path file) throws IOException {
    int before = review.rows().get("story").size();
    try {
      ImportReport report = review.take(file);
      if (!Files.readString(file, StandardCharsets.ISO_8859_1).contains("</channel>")) {
        assertThat(report.damage()).contains(file.toString(), "breaks off");
      }
    } catch (UnreadableExport e) {
      assertThat(e.getMessage()).contains(file.toString());
      assertThat(review.rows().get("story")).hasSize(before);
    }
    if (!TestDatabase.isPostgres()) { // where nothing could have been committed otherwise
      assertThat(
              review.database.<List<String>>read(
                  handle ->
                      handle.createQuery("pragma foreign_key_check").mapTo(String.class).list()))
          .isEmpty();
    }
  }

  private static List<String> headlines(ReviewFolder review) {
    return review.stories.after(0, 1_000).stream()
        .map(story -> story.headline() + story.body() + story.state() + story.lead())
        .sorted()
        .toList();
  }

  @Provide
  static Arbitrary<String> exports() {
    return items()
        .list()
        .ofMaxSize(12)
        .map(
            items ->
                "<rss><channel><title>T</title><wp:base_blog_url>https://t.example</wp:base_blog_url>"
                    + String.join("\n", items)
                    + "</channel></rss>");
  }

  private static Arbitrary<String> items() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("ab <>&[]\n\"'é漢/=-")
            .ofMaxLength(60)
            .map(raw -> raw.replace("]]>", ""));
    Arbitrary<String> names = Arbitraries.of("Ana", "ana", "Ben", "ana-2", "Zoë", "漢字", "", "a b");
    return Combinators.combine(
            text,
            text,
            Arbitraries.integers().between(1, 8),
            Arbitraries.of("publish", "draft", "future", "private", "trash", ""),
            Arbitraries.of("post", "page", "attachment", "nav_menu_item", ""),
            names.list().ofMaxSize(3),
            Arbitraries.of("2020-01-02 03:04:05", "0000-00-00 00:00:00", "", "2020-13-45"))
        .as(RepeatedImportTest::item);
  }

  private static String item(
      String title,
      String body,
      int id,
      String status,
      String type,
      List<String> names,
      String date) {
    String labels =
        names.stream()
            .flatMap(
                name ->
                    Stream.of("category", "post_tag", "author")
                        .map(
                            domain ->
                                "<category domain=\"%s\" nicename=\"%s\"><![CDATA[%s]]></category>"
                                    .formatted(domain, name, name)))
            .collect(Collectors.joining());
    return """
        <item><title><![CDATA[%s]]></title><link>https://t.example/%d/</link><dc:creator>%s</dc:creator>
        <content:encoded><![CDATA[%s]]></content:encoded><wp:post_id>%d</wp:post_id>
        <wp:post_date_gmt>%s</wp:post_date_gmt><wp:status>%s</wp:status><wp:post_type>%s</wp:post_type>%s</item>
        """
        .formatted(
            title,
            id,
            names.isEmpty() ? "" : names.getFirst(),
            body,
            id,
            date,
            status,
            type,
            labels);
  }

  private interface InFolder {
    void run(Path folder) throws IOException;
  }

  private static void inFolder(InFolder work) throws IOException {
    Path folder = Files.createTempDirectory("courant-test");
    try {
      work.run(folder);
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        tree.sorted(Comparator.reverseOrder()).forEach(RepeatedImportTest::delete);
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
