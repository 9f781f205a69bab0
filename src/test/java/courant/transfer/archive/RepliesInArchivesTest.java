package courant.transfer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.db.TableRows;
import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.Rules;
import courant.support.BothDatabases;
import courant.transfer.ReviewFolder;
import courant.transfer.exported.UnreadableExport;
import courant.transfer.importing.ImportReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replies go where their review goes; whose they are, only under a secret. */
@BothDatabases
class RepliesInArchivesTest {
  private static final String ADDRESS = "ana@writers.example";
  private static final String SECRET = "four plain words here";
  private static final String EXPORT =
      """
      <rss><channel><title>Herald</title><link>https://herald.example</link>
      <wp:wxr_version>1.2</wp:wxr_version>
      <item><title>Harbour opens</title><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type>
      <wp:status>publish</wp:status><wp:post_date_gmt>2026-10-01 08:00:00</wp:post_date_gmt>
      <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ana</wp:comment_author>
      <wp:comment_author_email>ana@writers.example</wp:comment_author_email>
      <wp:comment_date_gmt>2026-10-02 08:00:00</wp:comment_date_gmt>
      <wp:comment_content>The quay was <b>old</b>.</wp:comment_content>
      <wp:comment_approved>1</wp:comment_approved></wp:comment>
      <wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>Ben</wp:comment_author>
      <wp:comment_author_email>ben@writers.example</wp:comment_author_email>
      <wp:comment_date_gmt>2026-10-02 09:00:00</wp:comment_date_gmt>
      <wp:comment_content>So it was.</wp:comment_content>
      <wp:comment_parent>1</wp:comment_parent>
      <wp:comment_approved>1</wp:comment_approved></wp:comment>
      <wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_author>Cy</wp:comment_author>
      <wp:comment_author_email>cy@writers.example</wp:comment_author_email>
      <wp:comment_date_gmt>2026-10-02 10:00:00</wp:comment_date_gmt>
      <wp:comment_content>Waiting for the desk.</wp:comment_content>
      <wp:comment_approved>0</wp:comment_approved></wp:comment>
      </item></channel></rss>
      """;

  @TempDir Path folder;

  private ReviewFolder review(String name) throws IOException {
    Path file = Files.writeString(folder.resolve("export.xml"), EXPORT);
    ReviewFolder review = new ReviewFolder(folder.resolve(name));
    review.take(file);
    review.replies.rules().add(Rules.Kind.ADDRESS, "troll@writers.example", "Desk");
    review.replies.rules().add(Rules.Kind.WORD, "lottery", "Desk");
    return review;
  }

  private static List<String> rows(ReviewFolder review, String table) {
    List<String> rows = new ArrayList<>();
    review.database.read(
        handle -> {
          TableRows.read(handle, table, "id", row -> rows.add(row.encode()));
          return true;
        });
    return rows;
  }

  private String everyByteOf(Path archive) throws IOException {
    StringBuilder all = new StringBuilder();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (var entry : zip.stream().toList()) {
        all.append(
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void withASecretEverythingComesAlongAndOnlyItOpensTheAddresses() throws IOException {
    Path archive = folder.resolve("review.zip");
    try (ReviewFolder review = review("a")) {
      review.give(archive, "", SECRET);
      assertThat(everyByteOf(archive)).doesNotContain(ADDRESS).doesNotContain("troll@");
      try (ReviewFolder other = new ReviewFolder(folder.resolve("b"))) {
        assertThatThrownBy(() -> other.take(archive, "another secret"))
            .isInstanceOf(UnreadableExport.class)
            .hasMessageContaining("another secret");
        other.take(archive, SECRET);
        assertThat(rows(other, "reply")).isEqualTo(rows(review, "reply"));
        assertThat(other.replies.rules().all()).isEqualTo(review.replies.rules().all());
        // The same person is known again under the new house's key.
        Path again = folder.resolve("again.zip");
        other.give(again, "", SECRET);
        assertThat(rows(other, "replier")).hasSize(3);
      }
    }
  }

  /** Archives write bytes as text that begins so; what people write is never taken for them. */
  @Test
  void textThatLooksLikeBytesStaysText() throws IOException {
    Path archive = folder.resolve("review.zip");
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"));
        ReviewFolder other = new ReviewFolder(folder.resolve("b"))) {
      String export =
          EXPORT
              .replace(">Ana<", ">base64:hello world<")
              .replace(">Ben<", ">base64:aGVsbG8=<")
              .replace("So it was.", "base64:hello world");
      review.take(Files.writeString(folder.resolve("export.xml"), export));
      review.replies.rules().add(Rules.Kind.WORD, "base64:hello world", "Desk");
      review.give(archive, "", "");
      other.take(archive);
      assertThat(shown(other)).isEqualTo(shown(review));
      assertThat(shown(other))
          .extracting(Reply::name)
          .containsExactly("base64:hello world", "base64:aGVsbG8=");
      assertThat(shown(other).getLast().body()).contains("base64:hello world");
      assertThat(other.replies.rules().all()).isEqualTo(review.replies.rules().all());
    }
  }

  private static List<Reply> shown(ReviewFolder review) {
    var story = review.stories.after(0, 1).getFirst().id();
    return review.replies.replies().shown(story, Replies.Order.OLDEST, 0, 9);
  }

  @Test
  void withoutOneRepliesComeAndNobodyCanTellWhoseTheyAre() throws IOException {
    Path archive = folder.resolve("review.zip");
    try (ReviewFolder review = review("a")) {
      review.give(archive, "", "");
      assertThat(everyByteOf(archive))
          .contains("So it was.")
          .contains("lottery")
          .doesNotContain("addresses.sealed")
          .doesNotContain("troll")
          .contains("\"replier_id\":null");
      try (ReviewFolder other = new ReviewFolder(folder.resolve("b"))) {
        ImportReport report = other.take(archive);
        assertThat(report.json().getInteger("replies")).isEqualTo(3);
        assertThat(rows(other, "replier")).isEmpty();
        Path second = folder.resolve("second.zip");
        other.give(second, "", "");
        assertThat(second).hasSameBinaryContentAs(archive);
      }
    }
  }

  @Test
  void aWordPressExportHasWhatReadersSeeInItsThreadsAndNoAddress() throws IOException {
    Path file = folder.resolve("out.xml");
    try (ReviewFolder review = review("a");
        ReviewFolder other = new ReviewFolder(folder.resolve("b"))) {
      review.give(file, "https://herald.example", "");
      assertThat(Files.readString(file)).doesNotContain("@writers").doesNotContain("Waiting for");
      other.take(file);
      List<Reply> replies = shown(other);
      assertThat(replies).extracting(Reply::name).containsExactly("Ana", "Ben");
      assertThat(replies.get(0).body()).contains("<strong>old</strong>");
      assertThat(replies.get(1).parent()).contains(replies.get(0).id());
    }
  }
}
