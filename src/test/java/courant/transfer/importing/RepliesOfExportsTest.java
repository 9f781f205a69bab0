package courant.transfer.importing;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reply.Replies;
import courant.reply.Reply;
import courant.support.BothDatabases;
import courant.transfer.ReviewFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which replies of an export are the same, and which only look like it. */
@BothDatabases
class RepliesOfExportsTest {
  @TempDir Path folder;
  private ReviewFolder review;

  @BeforeEach
  void start() {
    review = new ReviewFolder(folder.resolve("a"));
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private ImportReport take(String... items) throws IOException {
    String export =
        "<rss><channel><title>T</title><wp:base_blog_url>https://t.example</wp:base_blog_url>"
            + String.join("", items)
            + "</channel></rss>";
    return review.take(Files.writeString(folder.resolve("export.xml"), export));
  }

  private static String post(int number, String title, String... comments) {
    return """
        <item><title>%s</title><wp:post_id>%d</wp:post_id><wp:post_type>post</wp:post_type>
        <wp:status>publish</wp:status><wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt>
        <content:encoded>Text.</content:encoded>%s</item>
        """
        .formatted(title, number, String.join("", comments));
  }

  private static String comment(String number, String parent, String text) {
    return """
        <wp:comment><wp:comment_id>%s</wp:comment_id><wp:comment_parent>%s</wp:comment_parent>
        <wp:comment_author>Ann</wp:comment_author>
        <wp:comment_date_gmt>2020-02-02 03:04:05</wp:comment_date_gmt>
        <wp:comment_content>%s</wp:comment_content><wp:comment_approved>1</wp:comment_approved>
        </wp:comment>
        """
        .formatted(number, parent, text);
  }

  /** What stands under a story, and in front of each the words that it answers. */
  private List<String> under(String headline) {
    var story =
        review.stories.after(0, 9).stream()
            .filter(each -> each.headline().startsWith(headline))
            .findFirst()
            .orElseThrow();
    Replies replies = review.replies.replies();
    return replies.shown(story.id(), Replies.Order.OLDEST, 0, 99).stream()
        .map(
            reply ->
                reply.parent().flatMap(replies::byId).map(Reply::source).orElse("")
                    + ">"
                    + reply.source())
        .toList();
  }

  @Test
  void twoSitesInOneExportHaveTheSameNumbers() throws IOException {
    for (String title : List.of("%s", "%s", "%s, changed")) {
      take(
          post(7, title.formatted("One"), comment("1", "0", "a"), comment("2", "1", "b")),
          post(7, title.formatted("Two"), comment("1", "0", "c"), comment("2", "1", "d")));
      assertThat(under("One")).containsExactly(">a", "a>b");
      assertThat(under("Two")).containsExactly(">c", "c>d");
    }
  }

  @Test
  void anErasedReplyDoesNotComeBack() throws IOException {
    take(post(7, "One", comment("1", "0", "a")), post(8, "Two", comment("1", "0", "b")));
    review.database.change(handle -> handle.execute("delete from reply"));
    take(
        post(7, "One, changed", comment("1", "0", "a")),
        post(8, "Two, changed", comment("1", "0", "b")));
    assertThat(under("One")).isEmpty();
    assertThat(under("Two")).isEmpty();
  }

  @Test
  void repliesWithoutNumbersAreAllTaken() throws IOException {
    for (String title : List.of("%s", "%s, changed")) {
      take(
          post(7, title.formatted("One"), comment("", "", "a"), comment("", "", "b")),
          post(8, title.formatted("Two"), comment("", "", "a")));
      assertThat(under("One")).containsExactly(">a", ">b");
      assertThat(under("Two")).containsExactly(">a");
    }
  }

  /** Earlier imports took one of them, and no other. */
  @Test
  void theOneThatIsHereAlreadyStaysAlone() throws IOException {
    take(post(7, "One", comment("", "", "a")));
    review.database.change(
        handle -> handle.execute("update imported set foreign_id = '' where kind = 'reply'"));
    take(post(7, "One, changed", comment("", "", "a"), comment("", "", "b")));
    assertThat(under("One")).containsExactly(">a", ">b");
  }
}
