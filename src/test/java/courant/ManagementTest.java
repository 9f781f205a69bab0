package courant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.platform.watch.Check;
import courant.platform.watch.Management;
import courant.support.Await;
import courant.support.PushedBrowser;
import courant.support.SampleReview;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Health and metrics, on a port that readers cannot reach. */
class ManagementTest {
  @Test
  void saysThatItIsReadyAndWhatItHasDone() throws Exception {
    try (TestReview review = SampleReview.start(Map.of("management-port", "0"))) {
      int port = review.review.managementPort().orElseThrow();
      assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(port, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("database", "search", "disk").doesNotContain("down");
      review.get("/");
      review.get("/");
      review.get("/nowhere/at/all");
      Await.until(() -> metrics(port).contains("courant_published_hits_total 1.0"));
      assertThat(metrics(port))
          .contains("courant_requests_seconds_count{route=\"/\",status=\"200\"} 1")
          .contains("status=\"404\"")
          .contains("courant_facts ", "courant_search_facts ", "jvm_memory_used_bytes")
          .doesNotContain("nowhere");
      assertThat(get(port, "/metrics/more").statusCode()).isEqualTo(404);
      for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
        assertThat(review.get(path).statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void countsBrowsersThatAreRefused() throws Exception {
    try (TestReview review = TestReview.start(Map.of("management-port", "0"))) {
      Visitor visitor = new Visitor(review);
      for (String endpoint :
          List.of("https://push.example/x", "http://push.example/x", "https://127.0.0.1/x")) {
        PushedBrowser browser = new PushedBrowser();
        String secret = endpoint.startsWith("https://push") ? "AAAA" : browser.secret();
        HttpResponse<String> answer =
            visitor.post(
                "/my/push/device", "endpoint", endpoint, "p256dh", browser.key(), "auth", secret);
        assertThat(answer.statusCode()).isEqualTo(422);
      }
      // A meter once forgot what it counted as soon as memory was tidied.
      System.gc();
      assertThat(metrics(review.review.managementPort().orElseThrow()))
          .contains("courant_push_refused_total{reason=\"malformed\"} 1.0")
          .contains("courant_push_refused_total{reason=\"address\"} 2.0");
    }
  }

  @Test
  void isNotReadyWhenAnythingIsWrongAndSaysWhat() throws Exception {
    Check good = new Check("good", Optional::empty);
    Check bad = new Check("bad", () -> Optional.of("too \"late\""));
    Check worse =
        new Check(
            "worse",
            () -> {
              throw new IllegalStateException("the server is gone");
            });
    try (Management management = new Management("0", List.of(good, bad, worse))) {
      management.start();
      HttpResponse<String> ready = get(management.port(), "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("{\"name\":\"good\",\"status\":\"up\"}")
          .contains("too \\\"late\\\"", "the server is gone");
      assertThat(get(management.port(), "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesWhatIsNoPort() {
    for (String wrong : List.of("x", "70000", "host:", "-1")) {
      assertThatThrownBy(() -> new Management(wrong, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("--management-port");
    }
  }

  private static String metrics(int port) {
    try {
      return get(port, "/metrics").body();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> get(int port, String path) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
