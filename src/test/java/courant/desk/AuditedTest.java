package courant.desk;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Published;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.platform.web.Routes;
import courant.platform.web.Server;
import courant.platform.web.Tallies;
import courant.support.TestReview;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That no change goes without a line. */
class AuditedTest {
  private final Semaphore began = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private final HttpClient client = HttpClient.newHttpClient();
  private TestReview review;
  private Audit audit;
  private Server server;
  private Member ed;

  @BeforeEach
  void start() {
    review = TestReview.start();
    audit = review.review.members().audit();
    ed = review.review.members().add("Ed", Role.EDITOR);
    Audited audited = new Audited(audit, _ -> Optional.of(ed), review.clock);
    Routes routes = new Routes();
    new Routes()
            .post("/desk/slow", Role.EDITOR, this::slow)
            .post("/desk/story", Role.EDITOR, this::publish)
            .all()
            .stream()
            .map(audited::over)
            .forEach(routes::add);
    server =
        new Server(
            routes,
            new Published(),
            (_, _) -> Optional.empty(),
            (status, _) -> Response.of(status, "text/plain", "error"),
            review.clock,
            URI.create(""),
            Path.of("target", "uploads"),
            Optional.empty(),
            (_, _, _) -> {},
            new Tallies());
    server.start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
    review.close();
  }

  /** Writes no line itself. */
  private Response slow(Request request) {
    began.release();
    mayEnd.acquireUninterruptibly();
    return Response.empty(204);
  }

  private Response publish(Request request) {
    audit.record(ed.id(), "publish", "Harbour opens");
    return Response.empty(204);
  }

  private CompletableFuture<HttpResponse<String>> post(String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private List<String> actions() {
    Audit.Wanted all =
        new Audit.Wanted(OptionalLong.empty(), Optional.empty(), OptionalLong.empty());
    return audit.page(all).deeds().stream().map(Audit.Deed::action).toList();
  }

  @Test
  void whatWritesItsOwnLineHasNoOther() {
    post("/desk/story").join();
    mayEnd.release();
    post("/desk/slow").join();
    assertThat(actions()).containsExactlyInAnyOrder("publish", "change:slow");
  }

  @Test
  void aChangeHasItsLineWhateverTheSameMemberDoesMeanwhile() throws InterruptedException {
    CompletableFuture<HttpResponse<String>> slow = post("/desk/slow");
    assertThat(began.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    assertThat(post("/desk/story").join().statusCode()).isEqualTo(204);
    mayEnd.release();
    assertThat(slow.join().statusCode()).isEqualTo(204);
    assertThat(actions()).contains("publish", "change:slow");
  }
}
