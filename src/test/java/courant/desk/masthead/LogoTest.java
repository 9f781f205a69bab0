package courant.desk.masthead;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import courant.masthead.Masthead;
import courant.media.Photo;
import courant.media.Photos;
import courant.platform.web.Role;
import courant.source.Source;
import courant.support.Browser;
import courant.support.Newsperson;
import courant.support.Newsperson.Sent;
import courant.support.TestPhotos;
import courant.support.TestReview;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The logo of the masthead and those of partners, from a file to where readers see them. */
@ExtendWith(Browser.class)
class LogoTest {
  private static final Color INK = new Color(0x2040ff);
  private TestReview review;
  private Newsperson editor;

  @BeforeEach
  void start() {
    review = TestReview.start();
    editor = new Newsperson(review, Role.EDITOR);
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private static byte[] wordmark() {
    return TestPhotos.encoded("png", TestPhotos.halves(900, 300, INK, INK));
  }

  private static final String[] MASTHEAD = {
    "title", "The Herald", "language", "en", "zone", "Europe/Rome", "full-text", "on"
  };

  private HttpResponse<String> send(Sent file) {
    return editor.handInPlainly("/desk/masthead/logo", file);
  }

  private Optional<String> logo() {
    return review.review.mastheads().masthead().logo();
  }

  @Test
  void aFileBecomesTheLogoOfPagesAndApp() throws IOException {
    editor.post("/desk/masthead", MASTHEAD);
    assertThat(send(new Sent("wordmark.png", wordmark())).statusCode()).isEqualTo(303);
    Masthead masthead = review.review.mastheads().masthead();
    assertThat(masthead.title()).isEqualTo("The Herald");
    String address = masthead.logo().orElseThrow();
    assertThat(review.get("/").body())
        .contains("<img src=\"%s\" alt=\"The Herald\">".formatted(address));
    assertThat(editor.bytes(address).statusCode()).isEqualTo(200);
    Color middle =
        new Color(
            ImageIO.read(new ByteArrayInputStream(editor.bytes("/icon-512.png").body()))
                .getRGB(256, 256));
    assertThat(middle.getBlue())
        .as("the app’s icon is made of it, with no way round by the network")
        .isGreaterThan(250);
    assertThat(editor.get("/desk/masthead").body()).contains("value=\"" + address + "\"");

    editor.post("/desk/masthead", with("logo", address, "logo-none", "on"));
    assertThat(logo()).isEmpty();
    assertThat(review.get("/").body()).doesNotContain(address);
  }

  private static String[] with(String... more) {
    String[] fields = Arrays.copyOf(MASTHEAD, MASTHEAD.length + more.length);
    System.arraycopy(more, 0, fields, MASTHEAD.length, more.length);
    return fields;
  }

  @Test
  void aDrawingBecomesALogoOfPixelsAlone() throws IOException {
    editor.post("/desk/masthead", MASTHEAD);
    String drawing =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" onload="alert(1)">
          <script>alert(1)</script>
          <rect width="30" height="30" fill="#fe0000"/>
          <text x="40" y="20" font-family="serif">Herald</text>
        </svg>
        """;
    assertThat(send(new Sent("logo.svg", drawing.getBytes(StandardCharsets.UTF_8))).statusCode())
        .isEqualTo(303);
    HttpResponse<byte[]> served = editor.bytes(logo().orElseThrow());
    assertThat(served.headers().firstValue("content-type")).contains("image/png");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(served.body()));
    assertThat(image.getWidth()).isEqualTo(3 * image.getHeight());
    assertThat(image.getRGB(10, 10)).isEqualTo(0xfffe0000);
    assertThat(image.getRGB(image.getWidth() - 3, 3) >>> 24).isZero();
  }

  @Test
  void whatIsNoPictureIsNoLogoAndNothingElseIsLost() {
    editor.post("/desk/masthead", MASTHEAD);
    String drawing = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    HttpResponse<String> refused =
        send(new Sent("logo.png", drawing.getBytes(StandardCharsets.UTF_8)));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Nothing of this SVG can be drawn", "value=\"The Herald\"");
    assertThat(logo()).isEmpty();
    for (String wrong :
        List.of("javascript:alert(1)", "//evil.example/x.png", "/media/nothing.png", "a b")) {
      HttpResponse<String> answer = editor.post("/desk/masthead", with("logo", wrong));
      assertThat(answer.statusCode()).as(wrong).isEqualTo(422);
      assertThat(answer.body()).contains("id=\"logo-problem\"");
    }
    assertThat(logo()).isEmpty();
    editor.post("/desk/masthead", with("logo", "https://far.example/logo.png"));
    assertThat(logo()).contains("https://far.example/logo.png");
  }

  @Test
  void aPictureOfTheLibraryBecomesTheLogoAndStaysWhileItIs() {
    Photo photo = review.photo(wordmark());
    String at = "/desk/media/" + photo.id().value();
    assertThat(editor.get(at).body()).contains("/desk/masthead/logo");
    editor.post("/desk/masthead/logo", "picture", photo.webp(360));
    assertThat(logo()).contains(photo.src(720));
    assertThat(editor.get(at).body())
        .contains("href=\"/desk/masthead\"")
        .doesNotContain("action=\"/desk/masthead/logo\"");
    assertThat(editor.post(at + "/delete").headers().firstValue("location").orElse(""))
        .contains("in-use");
  }

  @Test
  void aPartnersLogoIsHandedInLikewise() {
    Source source = review.source("Agency");
    review.story("Told elsewhere").source("Agency", "https://agency.example/1").publish();
    String at = "/desk/sources/" + source.id().value();
    HttpResponse<String> saved =
        editor.handInPlainly(at + "/logo", new Sent("agency.png", wordmark()));
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    Photo photo = review.review.media().photos().newest("", Photos.Filter.ALL, 0, 1).getFirst();
    assertThat(review.get(source.path()).body()).contains("src=\"" + photo.src(720) + "\"");
    assertThat(editor.get("/desk/media/" + photo.id().value()).body())
        .contains("href=\"" + at + "\"");
    HttpResponse<String> refused =
        editor.handInPlainly(at + "/logo", new Sent("a.png", new byte[] {1, 2}));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("not a picture", photo.src(720));
    assertThat(editor.post(at, "name", "Agency", "logo", "/media/x.png").statusCode())
        .isEqualTo(422);
  }

  @Test
  void whoMayNotSetTheMastheadHandsInNothing() {
    Newsperson author = new Newsperson(review, Role.AUTHOR);
    HttpResponse<String> refused =
        author.handInPlainly("/desk/masthead/logo", new Sent("wordmark.png", wordmark()));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(review.review.media().photos().count().all()).isZero();
  }

  @Test
  void itIsChosenSeenAndTakenAwayInABrowser(Page page) {
    String[] cookie = editor.cookie.split("=", 2);
    page.context()
        .addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(review.at("/").toString())));
    page.navigate(review.at("/desk/masthead").toString());
    page.locator("#title").fill("The Herald");
    page.locator("[data-logo-file]")
        .setInputFiles(new FilePayload("wordmark.png", "image/png", wordmark()));
    assertThat(page.locator("[data-logo-shown] img")).isVisible();
    page.locator("form.settings button:text-is('Save')").click();
    assertThat(page.locator(".notice")).isVisible();
    String address = logo().orElseThrow();
    assertThat(page.locator("[data-logo-shown] img")).hasAttribute("src", address);

    page.locator("[data-logo-drop]").click();
    assertThat(page.locator("[data-logo-shown]")).isHidden();
    page.locator("[data-logo-pick]").click();
    page.locator(".picker [data-picture]").click();
    assertThat(page.locator(".picker")).hasCount(0);
    assertThat(page.locator("[data-logo-shown] img")).isVisible();
    page.locator("[data-logo-drop]").click();
    page.locator("form.settings button:text-is('Save')").click();
    assertThat(page.locator(".notice")).isVisible();
    assertThat(logo()).isEmpty();
  }
}
