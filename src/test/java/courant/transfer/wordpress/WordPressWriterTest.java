package courant.transfer.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Author;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.BothDatabases;
import courant.topic.Topic;
import courant.transfer.ReviewFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out as a WordPress export comes back. */
@BothDatabases
class WordPressWriterTest {
  @TempDir Path folder;

  @Test
  void aWordPressExportOfOursReadsAsTheSameStories() throws IOException {
    Path file = folder.resolve("out.xml");
    try (ReviewFolder review = new ReviewFolder(folder.resolve("a"));
        ReviewFolder other = new ReviewFolder(folder.resolve("b"))) {
      review.take(ReviewFolder.MESSY);
      review.give(file, "https://a.example", "");
      other.take(file);
      List<Story> before = published(review);
      List<Story> after = published(other);
      assertThat(after)
          .extracting(Story::headline)
          .isEqualTo(before.stream().map(Story::headline).toList());
      assertThat(after)
          .extracting(Story::body)
          .isEqualTo(before.stream().map(Story::body).toList());
      assertThat(after)
          .extracting(Story::path)
          .isEqualTo(before.stream().map(Story::path).toList());
      assertThat(after)
          .extracting(Story::published)
          .isEqualTo(before.stream().map(Story::published).toList());
      assertThat(after)
          .extracting(Story::lead)
          .isEqualTo(before.stream().map(Story::lead).toList());
      assertThat(after)
          .extracting(story -> story.byline().stream().map(Author::name).toList())
          .isEqualTo(
              before.stream().map(s -> s.byline().stream().map(Author::name).toList()).toList());
      assertThat(after)
          .extracting(story -> story.topics().stream().map(Topic::name).toList())
          .isEqualTo(
              before.stream().map(s -> s.topics().stream().map(Topic::name).toList()).toList());
      assertThat(other.pages.all()).hasSameSizeAs(review.pages.all());
    }
  }

  private static List<Story> published(ReviewFolder review) {
    return review.stories.after(0, 100).stream()
        .filter(story -> story.state() instanceof StoryState.Published)
        .sorted(Comparator.comparing(Story::headline))
        .toList();
  }
}
