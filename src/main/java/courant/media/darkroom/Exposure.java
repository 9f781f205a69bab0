package courant.media.darkroom;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Transparency;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/** Decodes a picture into plain sRGB, upright, no larger than needed. */
final class Exposure {
  /** 200-megapixel telephones are to be had; past that, a header is a bomb. */
  static final long MOST_PIXELS = 210_000_000;

  /** So many are decoded; larger pictures are read with rows and columns left out. */
  private static final long ENOUGH_PIXELS = 26_000_000;

  private Exposure() {}

  /** A picture of at most {@code width} pixels across, in {@code INT_RGB} or {@code INT_ARGB}. */
  static BufferedImage of(byte[] file, int mostWidth) throws NotDeveloped, IOException {
    Negative negative = Negative.of(file);
    refuseBomb(negative.width(), negative.height());
    BufferedImage decoded =
        negative.format() == Negative.Format.SVG
            ? Drawing.of(file, mostWidth)
            : decoded(file, negative.format());
    BufferedImage small = plain(decoded, negative.orientation() > 4, mostWidth);
    BufferedImage right = negative.colours().isPresent() ? converted(small, negative) : small;
    return turned(right, negative.orientation());
  }

  private static void refuseBomb(long width, long height) throws NotDeveloped {
    if (width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS) {
      throw new NotDeveloped(Fault.TOO_MANY_PIXELS);
    }
  }

  private static BufferedImage decoded(byte[] file, Negative.Format format)
      throws NotDeveloped, IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    ImageReader reader = readers.next();
    AtomicBoolean cutShort = new AtomicBoolean();
    IIOReadWarningListener listener =
        (_, warning) -> {
          if (warning.contains("remature end")) {
            cutShort.set(true);
          }
        };
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(listener);
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      refuseBomb(width, height);
      ImageReadParam parameters = reader.getDefaultReadParam();
      if (width * height > ENOUGH_PIXELS) {
        if (format == Negative.Format.WEBP) {
          throw new NotDeveloped(Fault.TOO_MANY_PIXELS);
        }
        int step = (int) Math.ceil(Math.sqrt((double) width * height / ENOUGH_PIXELS));
        parameters.setSourceSubsampling(step, step, 0, 0);
      }
      BufferedImage image = reader.read(0, parameters);
      if (cutShort.get()) {
        throw new NotDeveloped(Fault.BROKEN);
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  /** Smaller and of a plain kind; the numbers stay those of the file's own colours. */
  private static BufferedImage plain(BufferedImage image, boolean onItsSide, int mostWidth) {
    int across = onItsSide ? image.getHeight() : image.getWidth();
    int down = onItsSide ? image.getWidth() : image.getHeight();
    double scale =
        Math.min(1, Math.min(mostWidth / (double) across, Sizes.HIGHEST / (double) down));
    return scaled(
        unlabelled(image),
        Math.max(1, (int) Math.round(image.getWidth() * scale)),
        Math.max(1, (int) Math.round(image.getHeight() * scale)));
  }

  /** An image of the same numbers as if they were sRGB: Java2D would convert them on the way. */
  private static BufferedImage unlabelled(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    boolean labelled =
        colours instanceof ComponentColorModel
            && colours.getColorSpace().getType() == ColorSpace.TYPE_RGB
            && !colours.getColorSpace().isCS_sRGB();
    if (!labelled) {
      return image;
    }
    ColorModel plain =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            colours.hasAlpha(),
            false,
            colours.getTransparency(),
            colours.getTransferType());
    return new BufferedImage(plain, image.getRaster(), false, null);
  }

  /** By halves until bilinear filtering sees every pixel. */
  static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage now = image;
    while (now.getWidth() > width * 2 && now.getHeight() > height * 2) {
      now = drawn(now, (now.getWidth() + 1) / 2, (now.getHeight() + 1) / 2);
    }
    return drawn(now, width, height);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    boolean seeThrough = image.getColorModel().getTransparency() != Transparency.OPAQUE;
    int type = seeThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    if (image.getType() == type && image.getWidth() == width && image.getHeight() == height) {
      return image;
    }
    BufferedImage drawn = new BufferedImage(width, height, type);
    Graphics2D graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return drawn;
  }

  private static BufferedImage converted(BufferedImage image, Negative negative) {
    Optional<ICC_Profile> profile = negative.colours().flatMap(Exposure::profile);
    if (profile.isEmpty()) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    ColorModel foreign =
        new ComponentColorModel(
            new ICC_ColorSpace(profile.get()),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    WritableRaster numbers = foreign.createCompatibleWritableRaster(width, height);
    int[] row = new int[width];
    byte[] bytes = new byte[width * 3];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        bytes[3 * x] = (byte) (row[x] >> 16);
        bytes[3 * x + 1] = (byte) (row[x] >> 8);
        bytes[3 * x + 2] = (byte) row[x];
      }
      numbers.setDataElements(0, y, width, 1, bytes);
    }
    BufferedImage converted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    try {
      new ColorConvertOp(null).filter(new BufferedImage(foreign, numbers, false, null), converted);
    } catch (CMMException | IllegalArgumentException _) {
      return image;
    }
    return seeingThrough(converted, image);
  }

  private static BufferedImage seeingThrough(BufferedImage colours, BufferedImage alpha) {
    if (!alpha.getColorModel().hasAlpha()) {
      return colours;
    }
    int width = colours.getWidth();
    int[] from = new int[width];
    int[] to = new int[width];
    for (int y = 0; y < colours.getHeight(); y++) {
      colours.getRGB(0, y, width, 1, from, 0, width);
      alpha.getRGB(0, y, width, 1, to, 0, width);
      for (int x = 0; x < width; x++) {
        to[x] = to[x] & 0xff000000 | from[x] & 0xffffff;
      }
      alpha.setRGB(0, y, width, 1, to, 0, width);
    }
    return alpha;
  }

  /** Broken profiles, those of another number of colours, and sRGB's own change nothing. */
  private static Optional<ICC_Profile> profile(byte[] bytes) {
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes);
      byte[] description = profile.getData(ICC_Profile.icSigProfileDescriptionTag);
      boolean ours =
          description != null
              && new String(description, StandardCharsets.ISO_8859_1)
                  .replace("\0", "")
                  .contains("sRGB");
      return ours || profile.getColorSpaceType() != ColorSpace.TYPE_RGB
          ? Optional.empty()
          : Optional.of(profile);
    } catch (IllegalArgumentException | CMMException _) {
      return Optional.empty();
    }
  }

  private static BufferedImage turned(BufferedImage image, int orientation) {
    if (orientation <= 1 || orientation > 8) {
      return image;
    }
    BufferedImage turned =
        ExifFilterUtils.getFilterForOrientation(Orientation.typeOf(orientation)).apply(image);
    return drawn(turned, turned.getWidth(), turned.getHeight());
  }
}
