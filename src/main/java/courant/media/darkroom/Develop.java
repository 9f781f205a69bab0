package courant.media.darkroom;

import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;

/**
 * The darkroom's own program: makes of one foreign file the pictures that are shown, and says what
 * it made in one line. All that comes out was written by our own encoders from pixels alone.
 */
final class Develop {
  private static final int LARGEST_WIDTH = 2_400;

  private Develop() {}

  /** The file, and the empty folder for what becomes of it. */
  public static void main(String[] arguments) throws InterruptedException {
    ImageIO.setUseCache(false);
    System.out.println(line(Path.of(arguments[0]), Path.of(arguments[1])));
    System.exit(0);
  }

  /** What became of a file: {@code OK} and its measures, or the fault. */
  static String line(Path file, Path folder) throws InterruptedException {
    try {
      return develop(Files.readAllBytes(file), folder);
    } catch (NotDeveloped e) {
      return e.fault.name();
    } catch (OutOfMemoryError e) {
      return Fault.TOO_HEAVY.name();
    } catch (IOException | RuntimeException | ExecutionException e) {
      // Decoders throw whatever they like at what they cannot read.
      System.err.println(e);
      return Fault.BROKEN.name();
    }
  }

  private static String develop(byte[] file, Path folder)
      throws NotDeveloped, IOException, InterruptedException, ExecutionException {
    BufferedImage picture = Exposure.of(file, LARGEST_WIDTH);
    boolean seeThrough = picture.getColorModel().getTransparency() != Transparency.OPAQUE;
    String second = seeThrough ? "png" : "jpg";
    List<Integer> widths = Sizes.of(picture.getWidth(), picture.getHeight());
    try (ExecutorService hands =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<String>> printed = new ArrayList<>();
      BufferedImage size = picture;
      for (int width : widths.reversed()) {
        size = Exposure.scaled(size, width, height(picture, width));
        printed.addAll(print(hands, size, folder, second));
      }
      StringBuilder line =
          new StringBuilder("OK " + picture.getWidth() + " " + picture.getHeight() + " " + second);
      for (int i = 0; i < printed.size(); i += 2) {
        line.append(' ').append(widths.reversed().get(i / 2));
        line.append(':').append(printed.get(i).get()).append(':').append(printed.get(i + 1).get());
      }
      return line.toString();
    }
  }

  private static int height(BufferedImage picture, int width) {
    return Math.max(1, (int) Math.round(picture.getHeight() * (double) width / picture.getWidth()));
  }

  private static List<Future<String>> print(
      ExecutorService hands, BufferedImage image, Path folder, String second) {
    Path webp = folder.resolve(image.getWidth() + ".webp");
    Path other = folder.resolve(image.getWidth() + "." + second);
    Callable<String> one =
        () -> {
          Print.webp(image, webp);
          return Long.toString(Files.size(webp));
        };
    Callable<String> two =
        () -> {
          if (second.equals("png")) {
            Print.png(image, other);
          } else {
            Print.jpeg(image, other);
          }
          return Long.toString(Files.size(other));
        };
    return List.of(hands.submit(one), hands.submit(two));
  }
}
