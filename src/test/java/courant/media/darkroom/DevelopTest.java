package courant.media.darkroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import courant.support.TestPhotos;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What foreign files become. */
class DevelopTest {
  private static final byte[] JPEG = TestPhotos.jpeg(800, 400);
  private static final byte[] HTML =
      "<html><script>alert('courant')</script></html>".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  /** What the darkroom's program says of a file. */
  private List<String> said(byte[] file) {
    try {
      List<String> said = new ArrayList<>();
      Path input = Files.write(folder.resolve("input"), file);
      Develop.develop(input, Files.createDirectories(folder.resolve("output")), said::add);
      return said;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Prints(int width, int height, String other, String first, List<Cut> cuts) {}

  private record Cut(int width, int webpBytes) {}

  private Prints develop(byte[] file) {
    List<String> said = said(file);
    assertThat(said.getFirst()).startsWith("PICTURE ");
    assertThat(said.getLast()).isEqualTo("END");
    String[] words = said.getFirst().split(" ");
    List<Cut> cuts =
        said.subList(1, said.size() - 1).stream()
            .map(line -> line.split("[ :]"))
            .map(parts -> new Cut(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])))
            .toList();
    assertThat(cuts.stream().map(cut -> cut.width() + "").collect(Collectors.joining(",")))
        .as("what is used first is made first")
        .startsWith(words[4]);
    return new Prints(
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        words[3],
        words[4],
        cuts.stream().sorted(Comparator.comparing(Cut::width)).toList());
  }

  private byte[] made(String name) throws IOException {
    return Files.readAllBytes(folder.resolve("output").resolve(name));
  }

  private static void looksLike(int rgb, Color colour) {
    Color found = new Color(rgb);
    assertThat(found.getRed()).isCloseTo(colour.getRed(), within(12));
    assertThat(found.getGreen()).isCloseTo(colour.getGreen(), within(12));
    assertThat(found.getBlue()).isCloseTo(colour.getBlue(), within(12));
  }

  @Test
  void cutsAPhotographToAllWidths() throws IOException {
    Prints prints = develop(TestPhotos.jpeg(3_000, 1_500));
    assertThat(prints.width()).isEqualTo(2_400);
    assertThat(prints.height()).isEqualTo(1_200);
    assertThat(prints.first()).isEqualTo("1080,360");
    assertThat(prints.cuts()).extracting(Cut::width).containsExactly(360, 720, 1_080, 1_600, 2_400);
    for (Cut cut : prints.cuts()) {
      assertThat(made(cut.width() + ".webp")).hasSize(cut.webpBytes()).startsWith('R', 'I');
      BufferedImage jpeg = TestPhotos.read(made(cut.width() + ".jpg"));
      assertThat(jpeg.getWidth()).isEqualTo(cut.width());
      looksLike(jpeg.getRGB(20, 20), Color.RED);
    }
  }

  @Test
  void neverMakesAPictureLarger() {
    Prints prints = develop(JPEG);
    assertThat(prints.cuts()).extracting(Cut::width).containsExactly(360, 800);
    assertThat(develop(TestPhotos.jpeg(40, 30)).cuts()).extracting(Cut::width).containsExactly(40);
  }

  /** Red is on the left of what the camera's chip saw. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void turnsAPictureAsItsExifSaysAndForgetsTheRest(int orientation) throws IOException {
    Prints prints = develop(TestPhotos.withExif(JPEG, orientation));
    boolean upright = orientation < 5;
    assertThat(prints.width()).isEqualTo(upright ? 800 : 400);
    assertThat(prints.height()).isEqualTo(upright ? 400 : 800);
    BufferedImage image = TestPhotos.read(made(prints.width() + ".jpg"));
    Color first = orientation == 1 || orientation == 6 ? Color.RED : Color.BLUE;
    looksLike(image.getRGB(10, 10), first);
    holdsNothingOf(TestPhotos.PLACE);
    holdsNothingOf("Exif");
  }

  private void holdsNothingOf(String text) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("output"))) {
      assertThat(files.filter(file -> !file.endsWith("errors")))
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                      .doesNotContain(text));
    }
  }

  @Test
  void convertsOtherColoursToThoseOfTheWeb() throws IOException {
    byte[] grey = TestPhotos.encoded("jpeg", TestPhotos.halves(100, 100, Color.GRAY, Color.GRAY));
    develop(TestPhotos.withLinearColours(grey));
    // Half of the light, linearly, is 188 of 255 in sRGB.
    looksLike(TestPhotos.read(made("100.jpg")).getRGB(50, 50), new Color(188, 188, 188));
    holdsNothingOf("ICC_PROFILE");
  }

  @Test
  void keepsGreyAsGreyAsItIs() throws IOException {
    BufferedImage grey = new BufferedImage(100, 100, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 100 * 100; i++) {
      grey.getRaster().setSample(i % 100, i / 100, 0, 128);
    }
    for (String format : List.of("jpeg", "png")) {
      develop(TestPhotos.encoded(format, grey));
      looksLike(TestPhotos.read(made("100.jpg")).getRGB(50, 50), Color.GRAY);
    }
  }

  @Test
  void keepsWhatCanBeSeenThrough() throws IOException {
    Prints prints = develop(TestPhotos.seeThroughPng(200, 100));
    assertThat(prints.other()).isEqualTo("png");
    BufferedImage image = TestPhotos.read(made("200.png"));
    assertThat(image.getRGB(10, 50) >>> 24).isZero();
    looksLike(image.getRGB(150, 50), Color.GREEN);
  }

  @Test
  void takesGifAndWebp() throws IOException {
    develop(TestPhotos.encoded("gif", TestPhotos.halves(50, 50, Color.RED, Color.BLUE)));
    develop(made("50.webp"));
    looksLike(TestPhotos.read(made("50.jpg")).getRGB(5, 25), Color.RED);
  }

  private static byte[] svg(String size, String content) {
    return """
        <?xml version="1.0"?>
        <!-- Generator: a drawing program -->
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" %s>%s</svg>
        """
        .formatted(size, content)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void drawsAnSvgSharpInEverySize() throws IOException {
    Prints logo =
        develop(
            svg(
                "width='40' height='20'",
                "<style>.left {fill: #f00}</style><rect class='left' width='20' height='20'/>"
                    + "<circle cx='30' cy='10' r='5' fill='blue'/><script>alert(1)</script>"));
    assertThat(logo.width()).isEqualTo(2_400);
    assertThat(logo.height()).isEqualTo(1_200);
    assertThat(logo.other()).isEqualTo("png");
    BufferedImage image = TestPhotos.read(made("2400.png"));
    looksLike(image.getRGB(1_198, 5), Color.RED);
    assertThat(image.getRGB(1_202, 5) >>> 24).isZero();
    looksLike(image.getRGB(1_800, 600), Color.BLUE);

    Prints sheet =
        develop(svg("viewBox='0 0 10 30'", "<rect width='10' height='30' fill='#0f0'/>"));
    assertThat(sheet.other()).isEqualTo("jpg");
    assertThat(sheet.height()).isEqualTo(6_000);
    looksLike(TestPhotos.read(made("360.jpg")).getRGB(5, 1_000), Color.GREEN);
  }

  @Test
  void anSvgReadsNothingButItself() throws IOException {
    Path secret = folder.resolve("secret.png");
    Files.write(
        secret, TestPhotos.encoded("png", TestPhotos.halves(300, 300, Color.RED, Color.RED)));
    for (String way :
        List.of(
            "<image width='10' height='10' xlink:href='%s'/>",
            "<image width='10' height='10' href='%s'/>",
            "<use href='%s#a'/>",
            "<style>@import url(%s); rect {fill: url(%s#a)}</style>",
            "<foreignObject width='10' height='10'><img src='%s'/></foreignObject>")) {
      assertThat(said(svg("width='10' height='10'", way.replace("%s", secret.toUri().toString()))))
          .as(way)
          .containsExactly(Fault.NOT_DRAWN.name());
    }
    try (ServerSocket server = new ServerSocket(0)) {
      String there = "http://127.0.0.1:" + server.getLocalPort() + "/x.svg";
      said(
          svg(
              "width='10' height='10'",
              "<image width='9' height='9' href='%s'/>".formatted(there)));
      said(
          ("<!DOCTYPE svg SYSTEM '%s'><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
              .formatted(there)
              .getBytes(StandardCharsets.UTF_8));
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void anSvgThatNeverEndsIsGivenUp() {
    String laughs =
        "<!DOCTYPE svg [<!ENTITY a 'ha'>"
            + Stream.iterate('b', letter -> (char) (letter + 1))
                .limit(20)
                .map(
                    letter ->
                        "<!ENTITY %s '%s'>"
                            .formatted(letter, "&%s;".formatted((char) (letter - 1)).repeat(10)))
                .collect(Collectors.joining())
            + "]><svg xmlns='http://www.w3.org/2000/svg'><text>&u;</text></svg>";
    String itself = "<g id='a'><use href='#a'/></g>";
    String tower =
        Stream.iterate(1, number -> number + 1)
            .limit(40)
            .map(
                n ->
                    "<g id='g%d'>%s</g>"
                        .formatted(n, "<use href='#g%d'/>".formatted(n - 1).repeat(9)))
            .collect(Collectors.joining());
    for (byte[] hostile :
        List.of(
            laughs.getBytes(StandardCharsets.UTF_8),
            svg("width='9' height='9'", itself),
            svg("width='9' height='9'", "<g>".repeat(100_000)),
            svg("width='9' height='9'", "<rect id='g0' width='1' height='1'/>" + tower),
            svg("width='1e30' height='1'", "<rect width='9' height='9'/>"),
            svg("width='-5' height='NaN'", "<rect width='9' height='9'/>"))) {
      assertThat(said(hostile))
          .as(new String(hostile, 0, Math.min(200, hostile.length), StandardCharsets.UTF_8))
          .hasSizeGreaterThan(0);
    }
  }

  static Stream<Arguments> whatIsNoPicture() {
    byte[] png = TestPhotos.encoded("png", TestPhotos.halves(300, 300, Color.RED, Color.BLUE));
    byte[] gif = TestPhotos.encoded("gif", TestPhotos.halves(300, 300, Color.RED, Color.BLUE));
    return Stream.of(
        Arguments.of("nothing at all", new byte[0], Fault.NO_PICTURE),
        Arguments.of("a page", HTML, Fault.NO_PICTURE),
        Arguments.of(
            "a program",
            TestPhotos.join("MZ".getBytes(StandardCharsets.US_ASCII), JPEG),
            Fault.NO_PICTURE),
        Arguments.of(
            "an SVG of nothing but a script",
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
                .getBytes(StandardCharsets.US_ASCII),
            Fault.NOT_DRAWN),
        Arguments.of(
            "an SVG in UTF-16 of nothing",
            "\ufeff<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_16LE),
            Fault.NOT_DRAWN),
        Arguments.of(
            "HEIC", "\0\0\0\u0018ftypheic".getBytes(StandardCharsets.US_ASCII), Fault.HEIC),
        Arguments.of("a bomb", TestPhotos.pngBomb(60_000, 60_000), Fault.TOO_MANY_PIXELS),
        Arguments.of("a bomb with the sign bit", TestPhotos.pngBomb(-1, -1), Fault.TOO_MANY_PIXELS),
        Arguments.of("a bomb as JPEG", TestPhotos.jpegBomb(), Fault.TOO_MANY_PIXELS),
        Arguments.of("a JPEG cut short", Arrays.copyOf(JPEG, JPEG.length / 2), Fault.BROKEN),
        Arguments.of("a JPEG's head", Arrays.copyOf(JPEG, 40), Fault.BROKEN),
        Arguments.of("a PNG cut short", Arrays.copyOf(png, png.length - 60), Fault.BROKEN),
        Arguments.of("a GIF cut short", Arrays.copyOf(gif, gif.length / 2), Fault.BROKEN),
        Arguments.of(
            "a GIF that is a script",
            "GIF89a=1;/*"
                .concat("x".repeat(80))
                .concat("*/alert(1)")
                .getBytes(StandardCharsets.US_ASCII),
            Fault.BROKEN),
        Arguments.of(
            "WebP of nothing",
            "RIFF\u0010\0\0\0WEBPVP8 \4\0\0\0abcd".getBytes(StandardCharsets.US_ASCII),
            Fault.BROKEN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatIsNoPicture")
  void saysWhyAFileIsNoPicture(String name, byte[] file, Fault fault) {
    assertThat(said(file)).containsExactly(fault.name());
  }

  @Test
  void keepsNothingThatIsHiddenInAPicture() throws IOException {
    for (byte[] polyglot :
        List.of(
            TestPhotos.join(JPEG, HTML),
            TestPhotos.join(JPEG, new byte[] {'P', 'K', 3, 4}, HTML))) {
      develop(polyglot);
      holdsNothingOf("<script>");
      holdsNothingOf("PK\3\4");
    }
  }
}
