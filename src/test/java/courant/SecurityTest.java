package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Routes;
import courant.support.SampleReview;
import courant.support.TestReview;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for every answer; and that docs/security.md promises nothing without a test. */
class SecurityTest {
  private static TestReview review;

  @BeforeAll
  static void start() {
    review = SampleReview.start(Map.of("url", "https://review.example"));
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  /** Every address that takes no parameter, a story, and what is not there. */
  private static List<String> addresses() {
    Stream<String> plain =
        review.review.routes().all().stream()
            .filter(route -> route.method().equals("GET"))
            .map(Routes.Route::path)
            .filter(path -> path.matches("/[\\w/.-]*"));
    String story =
        Jsoup.parse(review.get("/").body()).select("main a[href^=/20]").first().attr("href");
    return Stream.concat(plain, Stream.of(story, "/section/world", "/nowhere", "/%00", "/feed"))
        .distinct()
        .toList();
  }

  @Test
  void everyAnswerHasTheHeaders() {
    for (String address : addresses()) {
      for (int time = 0; time < 2; time++) { // the second may come from published bytes
        HttpResponse<String> answer = review.get(address);
        assertThat(header(answer, "content-security-policy"))
            .as(address)
            .containsPattern("default-src '(self|none)'")
            .doesNotContain("unsafe-inline", "unsafe-eval");
        assertThat(header(answer, "x-content-type-options")).as(address).isEqualTo("nosniff");
        assertThat(header(answer, "referrer-policy")).as(address).isNotEmpty();
        assertThat(header(answer, "strict-transport-security")).as(address).contains("max-age=");
      }
    }
  }

  @Test
  void nothingInAPageRunsInline() {
    for (String address : addresses()) {
      HttpResponse<String> answer = review.get(address);
      if (header(answer, "content-type").startsWith("text/html")) {
        assertThat(header(answer, "content-security-policy"))
            .as(address)
            .contains("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("script:not([src]):not([type=application/ld+json]), style, [style]"))
            .as(address)
            .isEmpty();
        assertThat(page.getAllElements())
            .as(address)
            .allMatch(
                element ->
                    element.attributes().asList().stream()
                        .noneMatch(attribute -> attribute.getKey().startsWith("on")));
      }
    }
  }

  @Test
  void whoOnlyReadsGetsNoCookie() {
    for (String address : List.of("/", "/feed", "/search?q=city", "/section/world", "/archive")) {
      assertThat(review.get(address).headers().allValues("set-cookie")).as(address).isEmpty();
    }
  }

  @Test
  void noFileBesideTheAssetsIsServed() throws IOException {
    for (String path :
        List.of(
            "/assets/../courant.db",
            "/assets/..%2f..%2fcourant.key",
            "/assets/%2e%2e/%2e%2e/courant.key",
            "/assets//etc/passwd",
            "/courant.key",
            "/../../../etc/passwd",
            "/.git/config")) {
      String head =
          "GET " + path + " HTTP/1.1\r\nHost: review.example\r\nConnection: close\r\n\r\n";
      try (Socket socket = new Socket("localhost", review.review.port())) {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).as(path).startsWith("HTTP/1.1 4").doesNotContain("root:", "SQLite");
      }
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** A test named {@code SomeTest.does} in the document is there. */
  @Test
  void everyTestOfTheThreatModelIsThere() throws IOException {
    Matcher named =
        Pattern.compile("`(\\w+Test)\\.(\\w+)`")
            .matcher(Files.readString(Path.of("docs/security.md")));
    int found = 0;
    while (named.find()) {
      found++;
      String name = named.group(1);
      try (Stream<Path> tree = Files.walk(Path.of("src/test/java"))) {
        Path file =
            tree.filter(path -> path.endsWith(name + ".java"))
                .findAny()
                .orElseThrow(() -> new AssertionError("no " + name));
        assertThat(Files.readString(file)).as(name).contains("void " + named.group(2) + "(");
      }
    }
    assertThat(found).isGreaterThan(30);
  }

  @Test
  void everyThreatHasATest() throws IOException {
    String threats =
        Files.readString(Path.of("docs/security.md"))
            .replaceAll("(?s).*\n## Threats\n(.*?)\n## .*", "$1");
    List<String> rows =
        threats
            .lines()
            .filter(line -> line.startsWith("| "))
            .filter(line -> !line.startsWith("| threat |") && !line.startsWith("| --- |"))
            .toList();
    assertThat(rows)
        .hasSizeGreaterThan(60)
        .allSatisfy(row -> assertThat(row).containsPattern("`\\w+Test\\.\\w+`"));
  }
}
