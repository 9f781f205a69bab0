package courant.media.darkroom;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.view.FloatSize;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.stream.IntStream;

/**
 * An SVG, drawn once as large as pictures are ever shown. Programs in it are not run and nothing is
 * fetched for it; letters are drawn in what fonts the machine has.
 */
final class Drawing {
  private static final LoaderContext ALONE =
      LoaderContext.builder().externalResourcePolicy(ResourcePolicy.DENY_EXTERNAL).build();

  private static final int SOLID = 255;

  private Drawing() {}

  /**
   * Draws it.
   *
   * @param mostWidth in pixels; less for what would be too high
   * @return in {@code INT_RGB} where nothing shines through, else in {@code INT_ARGB}
   * @throws NotDeveloped if it cannot be drawn, or nothing is to be seen of it
   */
  static BufferedImage of(byte[] file, int mostWidth) throws NotDeveloped {
    SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(file), null, ALONE);
    if (document == null) {
      throw new NotDeveloped(Fault.NOT_DRAWN);
    }
    BufferedImage drawn = drawn(document, mostWidth);
    if (opacities(drawn).allMatch(opacity -> opacity == 0)) {
      throw new NotDeveloped(Fault.NOT_DRAWN);
    }
    return opacities(drawn).allMatch(opacity -> opacity == SOLID) ? solid(drawn) : drawn;
  }

  private static BufferedImage drawn(SVGDocument document, int mostWidth) throws NotDeveloped {
    FloatSize size = document.size();
    double scale = Math.min(mostWidth / size.getWidth(), Sizes.HIGHEST / size.getHeight());
    if (!(size.width > 0 && size.height > 0 && scale > 0)) {
      throw new NotDeveloped(Fault.NOT_DRAWN);
    }
    BufferedImage drawn =
        new BufferedImage(
            pixels(size.width * scale), pixels(size.height * scale), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = drawn.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(scale, scale);
    try {
      document.render((Component) null, graphics, new ViewBox(size));
    } catch (InternalError | LinkageError _) {
      // What a Java says that has no fonts for the letters in it.
      throw new NotDeveloped(Fault.NOT_DRAWN);
    } finally {
      graphics.dispose();
    }
    return drawn;
  }

  private static int pixels(double length) {
    return Math.max(1, (int) Math.round(length));
  }

  private static IntStream opacities(BufferedImage image) {
    return IntStream.range(0, image.getHeight())
        .flatMap(
            y ->
                IntStream.of(
                    image
                        .getAlphaRaster()
                        .getPixels(0, y, image.getWidth(), 1, new int[image.getWidth()])));
  }

  private static BufferedImage solid(BufferedImage image) {
    BufferedImage solid =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = solid.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return solid;
  }
}
