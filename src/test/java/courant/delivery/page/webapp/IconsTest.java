package courant.delivery.page.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import courant.masthead.Masthead;
import courant.support.TestReview;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IconsTest {
  private static final int ACCENT = 0xff9c2414;
  private static final int LOGO = 0xff2040ff;

  @ParameterizedTest
  @CsvSource({
    "The Libya Herald, LH",
    "Courant, C",
    "L’Écho des Alpes, ÉD",
    "24 heures, 2H",
    "أخبار ليبيا, أ",
    "新聞, 新",
    "'', ''",
    "'— !', ''"
  })
  void initials(String title, String initials) {
    assertThat(Initials.of(title)).isEqualTo(initials);
  }

  private static BufferedImage icon(TestReview review, String name) throws IOException {
    return ImageIO.read(review.at("/icon-" + name + ".png").toURL());
  }

  @Test
  void initialsStandWhereThereIsNoLogo() throws IOException {
    try (TestReview review = TestReview.start()) {
      review.masthead(masthead(review, Optional.empty()));
      assertThat(icon(review, "192").getWidth()).isEqualTo(192);
      assertThat(icon(review, "touch").getHeight()).isEqualTo(180);
      BufferedImage maskable = icon(review, "maskable");
      assertThat(maskable.getRGB(0, 0)).as("no corner is left out").isEqualTo(ACCENT);
      assertThat(maskable.getRGB(100, 100)).as("outside the safe zone").isEqualTo(ACCENT);
      assertThat(icon(review, "512").getRGB(0, 0) >>> 24).as("round corners").isZero();
      assertThat(review.get("/icon.svg").body()).contains(">TG<");
      assertThat(review.get("/manifest.webmanifest").body()).contains("\"Tom & Gil\"");
      assertThat(review.get("/icon-7.png").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theLogoIsTakenWhereItCanBeHad() throws IOException {
    HttpServer far =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] logo = logo();
    far.createContext(
        "/logo.png",
        exchange -> {
          exchange.sendResponseHeaders(200, logo.length);
          exchange.getResponseBody().write(logo);
          exchange.close();
        });
    far.start();
    String address = "127.0.0.1:" + far.getAddress().getPort();
    try (TestReview review = TestReview.start(Map.of("allow-private", address))) {
      review.masthead(masthead(review, Optional.of("http://" + address + "/logo.png")));
      assertThat(icon(review, "512").getRGB(256, 256)).isEqualTo(LOGO);
      review.masthead(masthead(review, Optional.of("http://127.0.0.1:1/inside.png")));
      assertThat(icon(review, "maskable").getRGB(10, 10)).isEqualTo(ACCENT);
    } finally {
      far.stop(0);
    }
  }

  private static byte[] logo() throws IOException {
    BufferedImage picture = new BufferedImage(300, 100, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 300; x++) {
      for (int y = 0; y < 100; y++) {
        picture.setRGB(x, y, LOGO);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }

  private static Masthead masthead(TestReview review, Optional<String> logo) {
    Masthead now = review.review.mastheads().masthead();
    return new Masthead(
        "Tom & Gil",
        now.tagline(),
        now.issnPrint(),
        now.issnOnline(),
        now.publisher(),
        now.contact(),
        now.about(),
        now.language(),
        now.zone(),
        logo,
        now.fullTextFeeds());
  }
}
