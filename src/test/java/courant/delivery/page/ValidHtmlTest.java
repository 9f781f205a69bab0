package courant.delivery.page;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.SampleReview;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Nu HTML checker finds no error on any kind of page. */
class ValidHtmlTest {
  private static TestReview review;

  @BeforeAll
  static void start() {
    review = SampleReview.start();
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  static List<String> pages() {
    return List.of(
        "/",
        "STORY",
        "/section/world",
        "/topic/libya",
        "/author/nadia-ferrante",
        "/source/meridian-wire",
        "/archive",
        "/colophon",
        "/subscribe",
        "/search",
        "/search?q=port",
        "/nowhere",
        "/desk/sign-in");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isValid(String address) throws Exception {
    String path =
        address.equals("STORY")
            ? review
                .get("/feed.json")
                .body()
                .replaceFirst("(?s).*?\"url\":\"http://[^/]*([^\"]*)\".*", "$1")
            : address;
    assertThat(errors(review.get(path).body())).isEmpty();
  }

  private static List<String> errors(String html) throws Exception {
    EmbeddedValidator validator = new EmbeddedValidator();
    validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
    String found =
        validator.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    return new JsonObject(found)
        .getJsonArray("messages").stream()
            .map(JsonObject.class::cast)
            .filter(message -> message.getString("type").equals("error"))
            .map(message -> message.getString("message") + " | " + message.getString("extract"))
            .toList();
  }
}
