package courant.support;

import courant.desk.Members;
import courant.platform.web.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Somebody who is signed in at the desk, without a browser. */
public final class Newsperson {
  private static final String BOUNDARY = "boundary-of-the-test";

  private final TestReview review;

  /** The cookie that says who it is. */
  public final String cookie;

  public Newsperson(TestReview review, Role role) {
    this.review = review;
    Members members = review.review.members();
    cookie =
        Members.COOKIE
            + "="
            + members
                .comeIn(members.link(members.add(role.name(), role)), "test")
                .orElseThrow()
                .value();
  }

  public HttpResponse<String> get(String path) {
    return review.send(request(path).GET());
  }

  /** Posts a form: names and values in turn. */
  public HttpResponse<String> post(String path, String... fields) {
    return review.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Visitor.form(fields))));
  }

  /** A file that is sent with a form. */
  public record Sent(String name, byte[] bytes) {}

  /** Hands in files, as {@code media.js} does. */
  public HttpResponse<String> handIn(String path, Sent... files) {
    return review.send(multipart(path, files).header("Accept", "application/json"));
  }

  /** Hands in files, as a form without scripts does. */
  public HttpResponse<String> handInPlainly(String path, Sent... files) {
    return review.send(multipart(path, files));
  }

  /** What is at an address, byte for byte. */
  public HttpResponse<byte[]> bytes(String path) {
    return review.send(
        HttpRequest.newBuilder(review.at(path)), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(review.at(path))
        .header("Cookie", cookie)
        .header("Sec-Fetch-Site", "same-origin");
  }

  private HttpRequest.Builder multipart(String path, Sent... files) {
    return request(path)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(form(files));
  }

  private static HttpRequest.BodyPublisher form(Sent... files) {
    byte[] body = {};
    for (Sent file : List.of(files)) {
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: image/jpeg\r\n\r\n"
              .formatted(BOUNDARY, file.name());
      body =
          TestPhotos.join(
              body,
              head.getBytes(StandardCharsets.UTF_8),
              file.bytes(),
              "\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return HttpRequest.BodyPublishers.ofByteArray(
        TestPhotos.join(body, ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII)));
  }
}
