package courant.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import courant.story.Story;
import courant.support.BothDatabases;
import courant.support.TestReview;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading apps tell who else has a story, as pages, feeds and mail do. */
@BothDatabases
class AlsoFromTest {
  private static final String COPY =
      IntStream.range(0, 120).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

  private TestReview review;
  private AppReader app;
  private Story first;
  private String also;

  @BeforeEach
  void start() {
    review = TestReview.start();
    first = from("Alpha Wire", "Dam holds");
    Story second = from("Beta Press", "The dam is holding");
    app = new AppReader(review).follow("section", "rivers");
    also = "<p>Also from <a href=\"%s\">Beta Press</a></p>".formatted(review.at(second.path()));
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private Story from(String source, String headline) {
    review.clock.advance(Duration.ofMinutes(1));
    return review
        .story(headline)
        .source(source, "https://example.org/" + headline.replace(' ', '-'))
        .section("Rivers")
        .body("<p>" + COPY + "</p>")
        .publish();
  }

  @Test
  void fever() {
    assertThat(app.fever("&items", "").getJsonArray("items").getJsonObject(0).getString("html"))
        .endsWith(also);
  }

  @Test
  void googleReader() {
    String stream = "stream/contents/user/-/state/com.google/";
    assertThat(content(stream + "reading-list")).endsWith(also);
    app.post("edit-tag", "a=user/-/state/com.google/starred&i=%d".formatted(first.id().value()));
    app.page.post("/my/follow", "kind", "section", "key", "rivers", "stance", "");
    assertThat(content(stream + "starred")).as("saved, and of nothing followed").endsWith(also);
  }

  private String content(String path) {
    return app.json(path)
        .getJsonArray("items")
        .getJsonObject(0)
        .getJsonObject("summary")
        .getString("content");
  }
}
