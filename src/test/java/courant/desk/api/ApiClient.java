package courant.desk.api;

import courant.desk.Member;
import courant.platform.web.Role;
import courant.support.TestPhotos;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program with a token. */
final class ApiClient {
  private final TestReview review;
  final String secret;

  /** With a new member of this role, and every scope. */
  ApiClient(TestReview review, Role role) {
    this(review, role, Scope.all());
  }

  ApiClient(TestReview review, Role role, List<Scope> scopes) {
    this.review = review;
    Member member = review.review.members().add("Robin " + role, role);
    ApiTokens tokens = new ApiTokens(review.review.database(), review.review.ids(), review.clock);
    secret =
        tokens
            .make(
                member.id(),
                "test",
                scopes,
                Optional.of(review.clock.instant().plus(Duration.ofDays(7))))
            .value();
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at("/api/v1" + path))
            .header("Authorization", "Bearer " + secret)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return review.send(request);
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  HttpResponse<String> post(String path, JsonObject body, String... headers) {
    return send("POST", path, body.encode(), headers);
  }

  /** Sends a form with one file. */
  HttpResponse<String> file(String path, byte[] bytes) {
    byte[] head =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] foot = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
    return review.send(
        HttpRequest.newBuilder(review.at("/api/v1" + path))
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(HttpRequest.BodyPublishers.ofByteArray(TestPhotos.join(head, bytes, foot))));
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }
}
