package courant.transfer.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Author;
import courant.story.Story;
import courant.story.StoryState;
import courant.topic.Topic;
import courant.transfer.ReviewFolder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GhostImportTest {
  private static final Path FIXTURES = Path.of("src/test/resources/transfer");

  @TempDir Path folder;
  private ReviewFolder review;

  @BeforeEach
  void open() {
    review = new ReviewFolder(folder);
  }

  @AfterEach
  void close() {
    review.close();
  }

  @Test
  void readsTodaysExport() throws IOException {
    JsonObject json = review.take(FIXTURES.resolve("v5.ghost.json")).json();
    assertThat(json.getString("kind")).isEqualTo("ghost");
    assertThat(json.getString("version")).isEqualTo("5.75.0");
    assertThat(json.getInteger("stories")).isEqualTo(1);
    assertThat(json.getInteger("drafts")).isEqualTo(3);
    assertThat(json.getInteger("pages")).isEqualTo(1);
    assertThat(json.getInteger("authors")).isEqualTo(2);
    assertThat(json.getJsonArray("left").encode()).contains("2 members").doesNotContain("@");
    assertThat(json.getJsonArray("faults").encode())
        .contains("signup", "went out by mail only", "was for paid only");

    Story story = story("Lexical story");
    assertThat(story.body())
        .isEqualTo(
            """
            <p>Lead &amp; <strong>bold</strong><a href="https://a.example/?x=1&amp;y=2">link</a></p>
            <h3><em>Part</em></h3>
            <ol><li>one</li></ol>
            <figure><img src="https://ghost.example/content/images/a.jpg" alt="A" loading="lazy">\
            <figcaption>Cap</figcaption></figure>
            <pre><code>a &lt; b</code></pre>""");
    assertThat(story.byline()).extracting(Author::name).containsExactly("Ana", "Ben");
    assertThat(story.section().orElseThrow().name()).isEqualTo("Ports");
    assertThat(story.topics()).extracting(Topic::name).containsExactly("Ships");
    assertThat(story.lead().orElseThrow().caption()).isEqualTo("Caption");
    assertThat(story.origin().orElseThrow().address()).isEqualTo("https://other.example/story");
    assertThat(story.published()).isEqualTo(Instant.parse("2023-11-01T10:00:00Z"));
    assertThat(story.updated()).isEqualTo(Instant.parse("2023-11-02T10:00:00Z"));
    assertThat(story.language()).isEqualTo("fr");
    assertThat(review.stories.movedTo("/lexical-story/")).contains(story.path());
    assertThat(story("For payers").state()).isInstanceOf(StoryState.Draft.class);
  }

  @Test
  void readsTheFirstExports() throws IOException {
    JsonObject json = review.take(FIXTURES.resolve("v0.ghost.json")).json();
    assertThat(json.getInteger("stories")).isEqualTo(1);
    assertThat(json.getInteger("pages")).isEqualTo(1);
    Story story = story("Old story");
    assertThat(story.body())
        .startsWith("<p>Old <strong>strong</strong><br><a href=\"https://b.example/\">link</a></p>")
        .contains("content/images/m.jpg", "plain *md*", "<li>item</li>");
    assertThat(story.byline()).extracting(Author::name).containsExactly("Cy");
    assertThat(story.language()).isEqualTo("en-US");
    assertThat(story.published()).isEqualTo(Instant.ofEpochMilli(1_400_000_000_000L));
  }

  @Test
  void aSecondRunChangesNothing() throws IOException {
    review.take(FIXTURES.resolve("v5.ghost.json"));
    var before = review.rows();
    assertThat(review.take(FIXTURES.resolve("v5.ghost.json")).json().getInteger("unchanged"))
        .isEqualTo(5);
    assertThat(review.rows()).isEqualTo(before);
  }

  private Story story(String headline) {
    return review.stories.after(0, 100).stream()
        .filter(story -> story.headline().equals(headline))
        .findFirst()
        .orElseThrow();
  }
}
