package courant.masthead;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.Await;
import courant.support.TestReview;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An operator's own style. */
class ThemeFolderTest {
  private static final Pattern STYLE = Pattern.compile("/theme/([0-9a-f]+)/theme\\.css");

  @Test
  void aStyleInTheFolderIsOnEveryPageAndNothingElseOfTheDisk() throws IOException {
    try (TestReview review = TestReview.start()) {
      assertThat(review.get("/").body()).doesNotContain("/theme/");
      Path folder = Files.createDirectory(review.folder.resolve("theme"));
      Files.writeString(folder.resolve("crest.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
      Files.writeString(folder.resolve("run.js"), "alert(1)");
      Files.writeString(folder.resolve(".hidden.css"), "secret");
      Files.createSymbolicLink(folder.resolve("key.css"), review.folder.resolve("courant.key"));
      Files.writeString(folder.resolve("theme.css"), "body { background: url(crest.svg) }");
      review.review.lookNow();
      Await.until(() -> review.get("/").body().contains("/theme.css"));
      Matcher style = STYLE.matcher(review.get("/").body());
      assertThat(style.find()).isTrue();
      HttpResponse<String> css = review.get(style.group());
      assertThat(css.body()).contains("crest.svg");
      assertThat(css.headers().firstValue("content-type")).contains("text/css; charset=utf-8");
      assertThat(css.headers().firstValue("cache-control").orElse("")).contains("immutable");
      String at = "/theme/" + style.group(1) + "/";
      HttpResponse<String> svg = review.get(at + "crest.svg");
      assertThat(svg.headers().firstValue("content-type")).contains("image/svg+xml");
      assertThat(svg.headers().firstValue("content-security-policy").orElse(""))
          .contains("default-src 'none'", "sandbox");
      for (String other :
          new String[] {"run.js", ".hidden.css", "key.css", "..%2fcourant.key", "no.css"}) {
        assertThat(review.get(at + other).statusCode()).as(other).isEqualTo(404);
      }
      Files.delete(folder.resolve("theme.css"));
      Await.until(() -> !review.get("/").body().contains("/theme/"));
    }
  }
}
