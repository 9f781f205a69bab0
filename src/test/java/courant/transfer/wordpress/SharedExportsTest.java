package courant.transfer.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import courant.transfer.ReviewFolder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real exports, counted by hand; skipped where {@code ../shared/data} is not there. */
class SharedExportsTest {
  @TempDir Path folder;

  @Test
  void digitalGov() throws IOException {
    JsonObject json = take("digitalgov.wordpress.xml");
    assertThat(json.getInteger("stories")).isEqualTo(1_778);
    assertThat(json.getInteger("drafts")).isZero();
    assertThat(json.getInteger("authors")).isEqualTo(613);
    assertThat(json.getInteger("sections")).isEqualTo(1);
    // 54 tags, of which four differ from another only in capitals or a space.
    assertThat(json.getInteger("topics")).isEqualTo(50);
    assertThat(json.getInteger("sources")).isEqualTo(52);
    assertThat(json.getJsonArray("left")).isEmpty();
  }

  @Test
  void themeUnitTestData() throws IOException {
    JsonObject json = take("themeunittestdata.wordpress.xml");
    assertThat(json.getInteger("stories")).isEqualTo(56);
    assertThat(json.getInteger("drafts")).isEqualTo(2);
    assertThat(json.getInteger("pages")).isEqualTo(21);
    assertThat(json.getInteger("media")).isEqualTo(37);
    // 29 in all, of which five answer standing pages, which take none.
    assertThat(json.getInteger("replies")).isEqualTo(24);
    assertThat(
            json.getJsonArray("left").stream()
                .filter(left -> left.toString().contains("standing pages take no replies"))
                .count())
        .isPositive();
    assertThat(json.getInteger("authors")).isEqualTo(2);
    assertThat(
            json.getJsonArray("left").stream()
                .filter(left -> left.toString().contains("a menu entry")))
        .hasSize(70);
  }

  /** Takes a file twice, and answers what the first run and the dry run agree on. */
  private JsonObject take(String name) throws IOException {
    Path file = shared().resolve("wxr").resolve(name);
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    JsonObject dry = ReviewFolder.wouldTake(file).json();
    try (ReviewFolder review = new ReviewFolder(folder)) {
      JsonObject taken = review.take(file).json();
      assertThat(taken).isEqualTo(dry);
      var before = review.rows();
      review.take(file);
      assertThat(review.rows()).isEqualTo(before);
      return taken;
    }
  }

  private static Path shared() {
    String given = System.getProperty("courant.shared");
    return given == null ? Path.of("../shared/data") : Path.of(given, "data");
  }
}
