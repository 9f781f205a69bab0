package courant.delivery.app;

import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jsoup.Jsoup;

/** A reader with an app password, and the requests that apps send for them. */
final class AppReader {
  static final String ADDRESS = "reader@example.org";

  final TestReview review;
  final Visitor page;
  private String password;

  AppReader(TestReview review) {
    this.review = review;
    page = new Visitor(review).signIn(ADDRESS);
    renew();
  }

  /** Makes a new password, as the account page does. */
  void renew() {
    password =
        Jsoup.parse(page.post("/my/account/apps", "renew", "true").body())
            .select("#app-password")
            .attr("value");
  }

  AppReader follow(String kind, String key) {
    page.post("/my/follow", "kind", kind, "key", key, "stance", "follow");
    return this;
  }

  HttpResponse<String> get(String path) {
    return review.send(reader(path));
  }

  JsonObject json(String path) {
    return new JsonObject(get(path).body());
  }

  /** A body exactly as an app sends it. */
  HttpResponse<String> post(String path, String body) {
    return review.send(form(reader(path), body));
  }

  private HttpRequest.Builder reader(String path) {
    return HttpRequest.newBuilder(review.at("/reader/api/0/" + path))
        .header("Authorization", "GoogleLogin auth=" + password);
  }

  private static HttpRequest.Builder form(HttpRequest.Builder request, String body) {
    return request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  String feverKey() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5")
                  .digest((ADDRESS + ":" + password).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Asks the Fever API.
   *
   * @param query behind {@code ?api}, such as {@code &items}
   * @param more behind the key in the form, such as {@code &mark=item…}
   */
  JsonObject fever(String query, String more) {
    return fever(feverKey(), query, more);
  }

  JsonObject fever(String key, String query, String more) {
    HttpRequest.Builder request = HttpRequest.newBuilder(review.at("/fever/?api" + query));
    return new JsonObject(review.send(form(request, "api_key=" + key + more)).body());
  }
}
