package courant.transfer.disqus;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reply.Replies;
import courant.reply.Reply;
import courant.story.StoryId;
import courant.support.BothDatabases;
import courant.transfer.ReviewFolder;
import courant.transfer.importing.ImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments that Disqus kept come home to their stories. */
@BothDatabases
class DisqusImportTest {
  private static final String STORY =
      """
      <rss><channel><title>Herald</title><link>https://herald.example</link>
      <wp:wxr_version>1.2</wp:wxr_version>
      <item><title>Harbour opens</title><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type>
      <link>https://herald.example/news/harbour-opens/</link>
      <wp:status>publish</wp:status><wp:post_date_gmt>2026-10-01 08:00:00</wp:post_date_gmt>
      </item></channel></rss>
      """;
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
      <category dsq:id="1"><forum>herald</forum><title>General</title></category>
      <thread dsq:id="10"><id/><forum>herald</forum>
      <link>http://herald.example/news/harbour-opens?utm=x</link><title>Harbour opens</title></thread>
      <thread dsq:id="11"><id>8 https://herald.example/?p=7</id><link>https://elsewhere.example/</link>
      <title>By its number</title></thread>
      <thread dsq:id="12"><id/><link>https://herald.example/gone</link><title>Gone</title></thread>
      """;

  @TempDir Path folder;
  private ReviewFolder review;
  private StoryId story;

  @BeforeEach
  void start() throws IOException {
    review = new ReviewFolder(folder.resolve("a"));
    review.take(Files.writeString(folder.resolve("story.xml"), STORY));
    story = review.stories.after(0, 1).getFirst().id();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private static String post(int id, int thread, String parent, String message, String more) {
    return """
        <post dsq:id="%d"><id/><message><![CDATA[%s]]></message>
        <createdAt>2026-10-02T08:%02d:00Z</createdAt>%s
        <author><name>Reader %d</name><isAnonymous>false</isAnonymous></author>
        <thread dsq:id="%d"/>%s</post>
        """
        .formatted(
            id,
            message,
            id % 60,
            more,
            id,
            thread,
            parent.isEmpty() ? "" : "<parent dsq:id=\"" + parent + "\"/>");
  }

  private Path file(String body) throws IOException {
    return Files.writeString(folder.resolve("disqus.xml"), HEAD + body);
  }

  private List<Reply> shown() {
    return review.replies.replies().shown(story, Replies.Order.OLDEST, 0, 50);
  }

  @Test
  void threadsComeToTheStoryTheirAddressLeadsToAndNoneComesTwice() throws IOException {
    Path file =
        file(
            post(1, 10, "", "<p>First</p>", "")
                + post(2, 10, "1", "<p>Gone</p>", "<isDeleted>true</isDeleted>")
                + post(3, 10, "2", "<p>Answer <script>alert(1)</script></p>", "")
                + post(4, 11, "", "<p>By number</p>", "")
                + post(5, 12, "", "<p>Lost</p>", "")
                + post(6, 10, "", "<p>Buy</p>", "<isSpam>true</isSpam>")
                + "</disqus>");
    ImportReport report = review.take(file);
    assertThat(report.json().getInteger("replies")).isEqualTo(3);
    assertThat(shown()).extracting(Reply::name).containsExactly("Reader 1", "Reader 3", "Reader 4");
    assertThat(shown().get(1).parent()).contains(shown().get(0).id());
    assertThat(shown().get(1).body()).contains("Answer").doesNotContain("script");
    assertThat(report.json().getJsonArray("left").encode())
        .contains("1 comment\"", "deleted at Disqus", "marked as spam", "“Gone”", "no story here");
    ImportReport again = review.take(file);
    assertThat(again.json().getInteger("replies")).isZero();
    assertThat(again.json().getInteger("unchanged")).isEqualTo(3);
    assertThat(shown()).hasSize(3);
  }

  @Test
  void aDryRunRecognisesTheFile() throws IOException {
    ImportReport report =
        ReviewFolder.wouldTake(file(post(1, 10, "", "<p>First</p>", "") + "</disqus>"));
    assertThat(report.json().getString("kind")).isEqualTo("disqus");
    assertThat(report.json().getInteger("replies")).isEqualTo(1);
  }

  @Test
  void whatBreaksOffIsTakenAsFarAsItGoes() throws IOException {
    ImportReport report =
        review.take(
            file(post(1, 10, "", "<p>First \u0001</p>", "") + "<post dsq:id=\"2\"><message>"));
    assertThat(report.json().getInteger("replies")).isEqualTo(1);
    assertThat(report.damage()).contains("after comment 1").doesNotContain("\n");
  }

  @Test
  void entitiesOfItsOwnAndDeepNestingAreNotFollowed() {
    String bomb =
        "<!DOCTYPE disqus [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
            + HEAD.substring(HEAD.indexOf("<disqus"))
            + post(1, 10, "", "x", "<isSpam>&b;&f;</isSpam>")
            + "</disqus>";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          review.take(Files.writeString(folder.resolve("bomb.xml"), bomb));
          review.take(file("<post>".repeat(100_000)));
        });
    assertThat(shown()).allSatisfy(reply -> assertThat(reply.body()).doesNotContain("root:"));
  }
}
