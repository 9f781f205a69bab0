package courant.transfer.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import courant.media.MediaModule;
import courant.media.Photo;
import courant.media.Photos;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.story.Story;
import courant.support.TestPhotos;
import courant.transfer.ReviewFolder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of imported stories come into the library, from a site that does not have them all. */
class FetchPicturesTest {
  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer site;
  private ReviewFolder review;
  private Outgoing outgoing;

  @BeforeEach
  void start() throws IOException {
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/", this::answer);
    site.start();
    review = new ReviewFolder(folder.resolve("review"));
    outgoing = new Outgoing(new PublicAddresses("127.0.0.1:" + site.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    outgoing.close();
    review.close();
    site.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    int before = asked.getAndIncrement();
    byte[] body =
        switch (exchange.getRequestURI().getPath()) {
          case "/lead.jpg" -> TestPhotos.jpeg(400, 200);
          case "/text.jpg" -> TestPhotos.jpeg(300, 200);
          case "/drawing.png" -> "<svg/>".getBytes(StandardCharsets.US_ASCII);
          default -> new byte[0];
        };
    exchange.getResponseHeaders().set("retry-after", "0");
    int status = before == 0 ? 503 : body.length == 0 ? 404 : 200;
    exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
    if (status == 200) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private String at(String path) {
    return "http://127.0.0.1:" + site.getAddress().getPort() + path;
  }

  private Path export() throws IOException {
    String html =
        "<p>Text</p><figure><img src=\"%s?a=1&amp;b=2\" srcset=\"%s 300w\" alt=\"Words\"></figure><img src=\"%s\"><img src=\"%s\">"
            .formatted(at("/text.jpg"), at("/text.jpg"), at("/gone.jpg"), at("/drawing.png"));
    JsonObject post =
        new JsonObject()
            .put("id", "1")
            .put("title", "With pictures")
            .put("slug", "with-pictures")
            .put("type", "post")
            .put("status", "published")
            .put("published_at", "2026-01-01T00:00:00.000Z")
            .put("feature_image", at("/lead.jpg"))
            .put("html", html);
    JsonObject data = new JsonObject().put("posts", new JsonArray().add(post));
    JsonObject whole =
        new JsonObject()
            .put(
                "db",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("meta", new JsonObject().put("version", "5.75.0"))
                            .put("data", data)));
    return Files.writeString(folder.resolve("export.json"), whole.encode());
  }

  private ImportReport fetch(ImportReport report, MediaModule library) throws IOException {
    new FetchPictures(
            review.database,
            review.facts,
            review.mastheads,
            review.stories,
            review.writeStory,
            library.takePhoto(),
            outgoing,
            Duration.ZERO,
            InstantSource.system())
        .run(report, (_, _) -> {});
    return report;
  }

  @Test
  void whatCanBeFetchedIsInTheLibraryAndTheRestIsListed() throws IOException {
    MediaModule library = review.library(outgoing);
    ImportReport report = fetch(review.take(export()), library);
    List<Photo> photos = library.photos().newest("", Photos.Filter.ALL, 0, 9);
    assertThat(photos).extracting(Photo::name).containsExactlyInAnyOrder("lead.jpg", "text.jpg");
    Story story = review.stories.after(0, 1).getFirst();
    assertThat(story.lead().orElseThrow().photo()).isPresent();
    assertThat(story.body())
        .contains("src=\"/media/", "alt=\"Words\"", at("/gone.jpg"), at("/drawing.png"))
        .doesNotContain("srcset", at("/text.jpg"));
    assertThat(report.json().getInteger("pictures")).isEqualTo(2);
    assertThat(report.json().getJsonArray("faults").encode())
        .contains("/gone.jpg", "answers 404", "/drawing.png", "NOT_DRAWN");
  }

  @Test
  void asksAgainOnlyForWhatIsMissing() throws IOException {
    MediaModule library = review.library(outgoing);
    fetch(review.take(export()), library);
    int before = asked.get();
    ImportReport again = fetch(review.take(export()), library);
    assertThat(asked.get() - before).isEqualTo(2);
    assertThat(again.json().getInteger("pictures")).isZero();
    assertThat(library.photos().count().all()).isEqualTo(2);
  }
}
