package courant.delivery.page.webapp;

import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Xml;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * {@code /icon.svg}, {@code /icon-192.png} and its sisters: the masthead's logo on paper, or its
 * initials.
 */
final class Icons {
  private static final Color PAPER = new Color(0xfbfaf7);
  private static final Color ACCENT = new Color(0x9c2414);

  /** Of a mask's side, what every mask leaves to be seen lies in the middle four fifths. */
  private static final double SAFE = 0.6;

  private static final double USUAL = 0.8;

  private final Mastheads mastheads;
  private final Logo logo;

  Icons(Mastheads mastheads, Logo logo) {
    this.mastheads = mastheads;
    this.logo = logo;
  }

  Response svg(Request request) {
    Xml xml =
        new Xml()
            .start("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 64 64")
            .empty("rect", "width", "64", "height", "64", "rx", "12", "fill", "#9c2414");
    String initials = Initials.of(mastheads.masthead().title());
    String size = initials.codePointCount(0, initials.length()) > 1 ? "30" : "40";
    byte[] drawing =
        xml.text(
                "text",
                initials,
                "x",
                "32",
                "y",
                "33",
                "fill",
                "#fbfaf7",
                "text-anchor",
                "middle",
                "dominant-baseline",
                "central",
                "font-family",
                "Georgia, serif",
                "font-weight",
                "700",
                "font-size",
                size)
            .end()
            .bytes();
    return new Response(
        200, "image/svg+xml", drawing, List.of(), Set.of("masthead"), Instant.EPOCH);
  }

  /**
   * {@code /bimi.svg}: the initials for mail programs, which take only SVG Tiny PS, square, on a
   * ground, and with no letters that need a font.
   */
  Response bimi(Request request) {
    String title = mastheads.masthead().title();
    byte[] drawing =
        new Xml()
            .start(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "version",
                "1.2",
                "baseProfile",
                "tiny-ps",
                "viewBox",
                "0 0 64 64")
            .text("title", title)
            .empty("rect", "width", "64", "height", "64", "fill", "#9c2414")
            .empty("path", "fill", "#fbfaf7", "d", Outline.of(Initials.of(title), 64, 32))
            .end()
            .bytes();
    return new Response(
        200, "image/svg+xml", drawing, List.of(), Set.of("masthead"), Instant.EPOCH);
  }

  /**
   * The picture that the name says: {@code 192}, {@code 512}, {@code maskable} or {@code touch}.
   */
  Response png(Request request) {
    String name = request.path().replaceFirst(".*-(.*)\\.png", "$1");
    int side =
        switch (name) {
          case "192" -> 192;
          case "touch" -> 180;
          default -> 512;
        };
    boolean whole = name.equals("maskable") || name.equals("touch");
    Masthead masthead = mastheads.masthead();
    Optional<URI> address = address(request.site());
    Optional<BufferedImage> picture = address.flatMap(logo::at);
    byte[] drawn = draw(side, whole, picture, Initials.of(masthead.title()));
    Response icon = new Response(200, "image/png", drawn, List.of(), Set.of(), Instant.EPOCH);
    return picture.isPresent() == address.isPresent()
        ? icon.published(Set.of("masthead"), Instant.EPOCH)
        : icon; // the logo may be there next time
  }

  /** For lists of feeds, with sides of 64 pixels. */
  byte[] small(URI site) {
    return draw(
        64, false, address(site).flatMap(logo::at), Initials.of(mastheads.masthead().title()));
  }

  private Optional<URI> address(URI site) {
    return mastheads.masthead().logo().flatMap(source -> resolve(site, source));
  }

  private static Optional<URI> resolve(URI site, String source) {
    try {
      return Optional.of(URI.create(site + "/").resolve(source.strip()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static byte[] draw(
      int side, boolean whole, Optional<BufferedImage> picture, String initials) {
    BufferedImage icon = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = icon.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.setColor(picture.isPresent() ? PAPER : ACCENT);
    double round = whole ? 0 : side * 0.36;
    pen.fill(new RoundRectangle2D.Double(0, 0, side, side, round, round));
    double room = side * (whole ? SAFE : USUAL);
    picture.ifPresentOrElse(
        logo -> place(pen, logo, side, room), () -> write(pen, initials, side, room));
    pen.dispose();
    return encode(icon);
  }

  private static void place(Graphics2D pen, BufferedImage logo, int side, double room) {
    double scale = room / Math.max(logo.getWidth(), logo.getHeight());
    int width = (int) Math.max(1, Math.round(logo.getWidth() * scale));
    int height = (int) Math.max(1, Math.round(logo.getHeight() * scale));
    pen.drawImage(logo, (side - width) / 2, (side - height) / 2, width, height, null);
  }

  private static void write(Graphics2D pen, String initials, int side, double room) {
    if (initials.isEmpty()) {
      return;
    }
    GlyphVector glyphs =
        new Font(Font.SERIF, Font.BOLD, side)
            .createGlyphVector(pen.getFontRenderContext(), initials);
    Rectangle2D box = glyphs.getVisualBounds();
    double scale = 0.8 * Math.min(room / box.getWidth(), room / box.getHeight());
    pen.setColor(PAPER);
    pen.translate(side / 2.0, side / 2.0);
    pen.scale(scale, scale);
    pen.translate(-box.getCenterX(), -box.getCenterY());
    pen.fill(glyphs.getOutline());
  }

  private static byte[] encode(BufferedImage icon) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(icon, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
