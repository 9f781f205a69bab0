package courant.torture;

import courant.support.Visitor;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** An editor and a reader in front of a server that may be gone at any moment. */
final class Newsroom implements AutoCloseable {
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .cookieHandler(cookies)
          .build();
  private volatile URI site = URI.create("http://localhost");

  /** From now on the server is here. */
  void at(URI now) {
    site = now;
  }

  /** Somebody who is signed in as we are, in front of another node of the review. */
  Newsroom alsoAt(URI node) {
    Newsroom other = new Newsroom();
    other.at(node);
    for (HttpCookie ours : cookies.getCookieStore().get(site)) {
      HttpCookie theirs = (HttpCookie) ours.clone();
      theirs.setDomain(node.getHost());
      other.cookies.getCookieStore().add(node, theirs);
    }
    return other;
  }

  void signIn(String link) throws IOException {
    Document page = Jsoup.parse(get("/desk/sign-in/" + link));
    String token = page.select("input[name=token]").val();
    if (post("/desk/sign-in", "token", token).statusCode() != 303) {
      throw new IllegalStateException("the owner's link was not taken");
    }
  }

  /** Whether the server said that it is published. */
  boolean publish(String headline) throws IOException {
    return publish(headline, "Torture");
  }

  /** The same, about a topic. */
  boolean publish(String headline, String topic) throws IOException {
    String desk = post("/desk/story").headers().firstValue("location").orElse("");
    if (!desk.startsWith("/desk/story/")) {
      return false;
    }
    String revision = Jsoup.parse(get(desk)).select("form.writing input[name=revision]").val();
    return post(
                desk,
                "revision",
                revision,
                "headline",
                headline,
                "standfirst",
                "",
                "body",
                "<p>" + headline + "</p>",
                "topics",
                topic,
                "byline",
                "Ann Editor",
                "action",
                "publish")
            .statusCode()
        == 303;
  }

  /** Whether the server said that it has taken the reply. */
  boolean reply(String story, String text) throws IOException {
    String form = Jsoup.parse(get(story)).select("#reply-form [name=form]").val();
    return post(
                story + "/replies",
                "form",
                form,
                "name",
                "Ada",
                "email",
                "ada@example.org",
                "text",
                text)
            .statusCode()
        == 303;
  }

  /** Address of a story on the front page. */
  String aStory() throws IOException {
    return Jsoup.parse(get("/")).select("main a[href^=/20]").attr("href");
  }

  String get(String path) throws IOException {
    return send(request(path).GET()).body();
  }

  int status(String path) throws IOException {
    return send(request(path).GET()).statusCode();
  }

  private HttpResponse<String> post(String path, String... fields) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(Visitor.form(fields))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(site.resolve(path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
