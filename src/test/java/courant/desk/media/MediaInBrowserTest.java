package courant.desk.media;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Position;
import courant.media.Photo;
import courant.media.Photos;
import courant.platform.web.Role;
import courant.support.Browser;
import courant.support.Newsperson;
import courant.support.Screenshots;
import courant.support.TestPhotos;
import courant.support.TestReview;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an editor does with pictures, in a browser. */
@ExtendWith(Browser.class)
class MediaInBrowserTest {
  private static final int PATIENCE = 60_000;
  private static final Pattern MADE_HERE = Pattern.compile("/media/[0-9a-f]{40}/500\\.(png|jpg)");
  private TestReview review;

  @BeforeEach
  void start() {
    review = TestReview.start();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  private void signIn(BrowserContext context) {
    context.setDefaultTimeout(PATIENCE);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    String[] cookie = new Newsperson(review, Role.EDITOR).cookie.split("=", 2);
    context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(review.at("/").toString())));
  }

  private static FilePayload file(String name, byte[] bytes) {
    return new FilePayload(name, "image/jpeg", bytes);
  }

  private static byte[] scene(int width, int height, Color sky, Color ground) {
    return TestPhotos.encoded("jpeg", TestPhotos.halves(width, height, sky, ground));
  }

  @Test
  void handsInSeveralDescribesOneAndLeadsAStoryWithIt(Page page) {
    signIn(page.context());
    page.navigate(review.at("/desk/media").toString());
    FileChooser chooser =
        page.waitForFileChooser(() -> page.locator("[data-upload] label").click());
    chooser.setFiles(
        new FilePayload[] {
          file("harbour.jpg", scene(1_200, 800, new Color(0x6f9fc8), new Color(0x2f4858))),
          file("page.jpg", "<html>".getBytes(StandardCharsets.US_ASCII)),
          file("desert.jpg", scene(900, 900, new Color(0xd9b36c), new Color(0x8a5a2b)))
        });
    assertThat(page.locator("[data-uploads] a")).hasCount(2);
    assertThat(page.locator("[data-uploads] .failed")).containsText("not a picture");
    Screenshots.take(page, "media-handed-in");

    page.navigate(review.at("/desk/media").toString());
    assertThat(page.locator("[data-grid] li")).hasCount(2);
    Screenshots.take(page, "media-library");
    page.locator("[data-grid] a", new Page.LocatorOptions().setHasText("harbour")).click();
    Locator picture = page.locator("[data-focal-picture]");
    double width = picture.boundingBox().width;
    picture.click(new Locator.ClickOptions().setPosition(new Position(width * 0.2, 40)));
    page.locator("[name=alt]").fill("Boats at the quay");
    page.locator("[name=x]").press("ArrowRight");
    Screenshots.take(page, "media-picture");
    page.locator(".media-words button").click();
    assertThat(page.locator(".notice")).isVisible();
    Photo photo = review.review.media().photos().newest("quay", Photos.Filter.ALL, 0, 1).getFirst();
    assertThat(photo.focus().x()).isBetween(19, 23);

    page.navigate(review.at("/desk").toString());
    page.locator("form[action='/desk/story'] button").click();
    page.locator("[name=headline]").fill("Boats are back");
    page.locator("details:has([data-lead]) summary").click();
    page.locator("[data-lead-pick]").click();
    assertThat(page.locator(".picker [data-picture]")).hasCount(2);
    Screenshots.take(page, "media-pick");
    page.locator("[data-pick-words]").fill("quay");
    assertThat(page.locator(".picker [data-picture]")).hasCount(1);
    page.locator(".picker [data-picture]").click();
    assertThat(page.locator(".picker [name=alt]")).hasValue("Boats at the quay");
    page.locator(".picker [name=credit]").fill("N. Ferrante");
    Screenshots.take(page, "media-pick-words");
    page.locator(".picker .buttons button:not([type])").click();
    assertThat(page.locator(".picker")).hasCount(0);
    assertThat(page.locator("[name=picture-credit]")).hasValue("N. Ferrante");
    assertThat(page.locator("[name=picture-alt]")).hasValue("Boats at the quay");
    assertThat(page.locator("[data-lead-shown]")).isVisible();
    Screenshots.take(page, "media-lead");
    putsPicturesIntoTheText(page);
    page.locator("button[value=publish]").click();
    assertThat(page.locator(".notice")).isVisible();
    assertThat(review.review.media().photos().newest("up to the sky", Photos.Filter.ALL, 0, 1))
        .as("what was said of a picture is known to the library")
        .hasSize(1);

    page.navigate(review.at("/").toString());
    assertThat(page.locator(".card.leading img").evaluate("image => image.currentSrc").toString())
        .endsWith(".webp");
    Screenshots.take(page, "media-front");
  }

  /** By the button, and by a drop between two paragraphs. */
  private static void putsPicturesIntoTheText(Page page) {
    Locator body = page.locator(".ProseMirror");
    body.click();
    page.keyboard().type("First.");
    page.keyboard().press("Enter");
    page.keyboard().type("Last.");
    page.locator("[data-do=picture]").click();
    page.locator(".picker [data-picture]", new Page.LocatorOptions().setHasText("desert")).click();
    page.locator(".picker [name=alt]").fill("Sand up to the sky");
    page.locator(".picker .buttons button:not([type])").click();
    assertThat(body.locator("figure img[alt='Sand up to the sky'], figure img")).hasCount(1);
    body.locator("p", new Locator.LocatorOptions().setHasText("First."))
        .evaluate(
            """
            (line) => {
              const canvas = Object.assign(document.createElement("canvas"), { width: 500, height: 300 });
              return new Promise((done) => canvas.toBlob((blob) => {
                const carried = new DataTransfer();
                carried.items.add(new File([blob], "dropped.png", { type: "image/png" }));
                const { left, bottom } = line.getBoundingClientRect();
                line.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried, clientX: left + 5, clientY: bottom - 2 }));
                done();
              }, "image/png"));
            }
            """);
    assertThat(body.locator(".uploading")).hasCount(0);
    assertThat(body.locator("figure img")).hasCount(2);
    assertThat(body.locator(":scope > :nth-child(2) img")).hasAttribute("src", MADE_HERE);
    page.keyboard().type("Nothing but night");
    Screenshots.take(page, "media-in-text");
  }

  @Test
  void anEditorMayHandInWhatIsPasted(Page page) {
    signIn(page.context());
    page.navigate(review.at("/desk/media").toString());
    Object picture =
        page.evaluate(
            """
            async () => {
              const canvas = document.createElement("canvas");
              canvas.width = 80; canvas.height = 60;
              canvas.getContext("2d").fillRect(0, 0, 40, 60);
              const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
              const files = [new File([blob], "pasted.png")];
              return new Promise((done, failed) => document.dispatchEvent(
                new CustomEvent("courant:hand-in-pictures", { detail: { files, done, failed } })));
            }
            """);
    assertThat(picture.toString()).contains("/media/", "pasted.png");
    review.language("ar");
    page.navigate(review.at("/desk/media").toString());
    Screenshots.take(page, "media-library-ar");
    page.locator("[data-grid] a").click();
    assertThat(page.locator("[data-focal-point]")).isVisible();
    Screenshots.take(page, "media-picture-ar");
  }
}
