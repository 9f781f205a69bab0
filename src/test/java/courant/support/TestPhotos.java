package courant.support;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Pictures for tests, made as cameras, programs and attackers make them. */
public final class TestPhotos {
  /** Where the photographer stood; must be nowhere in what is kept. */
  public static final String PLACE = "32.8872 N 13.1913 E";

  private TestPhotos() {}

  /** The left half of one colour, the right half of another. */
  public static BufferedImage halves(int width, int height, Color left, Color right) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(left);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(right);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    return image;
  }

  public static byte[] encoded(String format, BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Red left, blue right. */
  public static byte[] jpeg(int width, int height) {
    return encoded("jpeg", halves(width, height, Color.RED, Color.BLUE));
  }

  /** A JPEG with EXIF that says how it is turned, and where it was taken. */
  public static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] place = PLACE.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 24 + 4 + place.length);
    tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0);
    tiff.putShort((short) 0x010e).putShort((short) 2).putInt(place.length).putInt(38);
    tiff.putInt(0).put(place);
    return withSegment(
        jpeg, 0xe1, join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff.array()));
  }

  /** A JPEG whose numbers mean linear light, which looks far brighter than sRGB. */
  public static byte[] withLinearColours(byte[] jpeg) {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] head = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1};
    return withSegment(jpeg, 0xe2, join(head, profile));
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    int length = content.length + 2;
    byte[] head = {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length};
    return join(Arrays.copyOf(jpeg, 2), head, content, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /** A picture that can be seen through on its left. */
  public static byte[] seeThroughPng(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GREEN);
    graphics.fillRect(width / 2, 0, width / 2, height);
    graphics.dispose();
    return encoded("png", image);
  }

  /** A small file whose header promises a picture of any size. */
  public static byte[] pngBomb(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(new byte[1 << 20]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return join(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
        chunk("IHDR", header.array()),
        chunk("IDAT", packed.toByteArray()),
        chunk("IEND", new byte[0]));
  }

  /** The same lie in a JPEG's frame header. */
  public static byte[] jpegBomb() {
    byte[] jpeg = jpeg(64, 64);
    for (int at = 2; at < jpeg.length - 9; at++) {
      if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xc0) {
        Arrays.fill(jpeg, at + 5, at + 9, (byte) 0xea);
        return jpeg;
      }
    }
    throw new IllegalStateException("no frame");
  }

  private static byte[] chunk(String name, byte[] content) {
    byte[] named = join(name.getBytes(StandardCharsets.US_ASCII), content);
    CRC32 sum = new CRC32();
    sum.update(named);
    return join(
        ByteBuffer.allocate(4).putInt(content.length).array(),
        named,
        ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  /** Bytes one after the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    List.of(parts).forEach(whole::writeBytes);
    return whole.toByteArray();
  }

  public static BufferedImage read(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
