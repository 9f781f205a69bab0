package courant.media.darkroom;

import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * The darkroom's own program: makes of one foreign file the pictures that are shown, and says line
 * by line what it made. All that comes out was written by our own encoders from pixels alone.
 *
 * <p>It says {@code PICTURE width height ending first,second}, with the widths that are made first;
 * {@code CUT width:webp:other} for each size as soon as its files are there; and {@code END}. Where
 * a file is no picture, it says the {@link Fault} instead.
 */
final class Develop {
  private static final int LARGEST_WIDTH = 2_400;

  private Develop() {}

  /** The empty folder for what becomes of the file, whose path is the one line that is read. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ImageIO.setUseCache(false);
    Path folder = Path.of(arguments[0]);
    if (System.in.available() == 0) {
      warm(folder);
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String file = in.readLine();
    if (file != null) {
      develop(Path.of(file), folder, System.out::println);
    }
    System.exit(0);
  }

  /** Loads what every picture needs, on a picture of our own, while no file has come yet. */
  private static void warm(Path folder) throws IOException {
    Path trial = folder.resolve("trial");
    BufferedImage image = new BufferedImage(480, 360, BufferedImage.TYPE_INT_RGB);
    Print.webp(image, trial);
    Print.jpeg(image, trial);
    try {
      BufferedImage read = Exposure.of(Files.readAllBytes(trial), LARGEST_WIDTH);
      Exposure.scaled(read, 120, 90);
    } catch (NotDeveloped e) {
      throw new IOException(e);
    }
    Files.delete(trial);
  }

  /** Says what becomes of a file. */
  static void develop(Path file, Path folder, Consumer<String> says) throws InterruptedException {
    try {
      develop(Files.readAllBytes(file), folder, says);
    } catch (NotDeveloped e) {
      says.accept(e.fault.name());
    } catch (OutOfMemoryError e) {
      says.accept(Fault.TOO_HEAVY.name());
    } catch (IOException | RuntimeException | ExecutionException e) {
      // Decoders throw whatever they like at what they cannot read.
      System.err.println(e);
      says.accept(Fault.BROKEN.name());
    }
  }

  private static void develop(byte[] file, Path folder, Consumer<String> says)
      throws NotDeveloped, IOException, InterruptedException, ExecutionException {
    BufferedImage picture = Exposure.of(file, LARGEST_WIDTH);
    boolean seeThrough = picture.getColorModel().getTransparency() != Transparency.OPAQUE;
    String ending = seeThrough ? "png" : "jpg";
    List<Integer> widths = Sizes.of(picture.getWidth(), picture.getHeight());
    Map<Integer, BufferedImage> sizes = new LinkedHashMap<>();
    BufferedImage size = picture;
    for (int width : widths.reversed()) {
      size = Exposure.scaled(size, width, height(picture, width));
      sizes.put(width, size);
    }
    List<Integer> first = Sizes.first(widths);
    says.accept(
        "PICTURE %d %d %s %s"
            .formatted(
                picture.getWidth(),
                picture.getHeight(),
                ending,
                first.stream().map(String::valueOf).collect(Collectors.joining(","))));
    Set<Integer> order = new LinkedHashSet<>(first);
    order.addAll(sizes.keySet());
    print(order.stream().map(width -> at(sizes, width)).toList(), folder, ending, says);
    says.accept("END");
  }

  private static BufferedImage at(Map<Integer, BufferedImage> sizes, int width) {
    return Optional.ofNullable(sizes.get(width)).orElseThrow();
  }

  private static int height(BufferedImage picture, int width) {
    return Math.max(1, (int) Math.round(picture.getHeight() * (double) width / picture.getWidth()));
  }

  private static void print(
      List<BufferedImage> order, Path folder, String ending, Consumer<String> says)
      throws InterruptedException, ExecutionException {
    try (ExecutorService hands =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<List<Future<Long>>> printed =
          order.stream().map(image -> print(hands, image, folder, ending)).toList();
      for (int i = 0; i < order.size(); i++) {
        List<Future<Long>> cut = printed.get(i);
        says.accept(
            "CUT %d:%d:%d".formatted(order.get(i).getWidth(), cut.get(0).get(), cut.get(1).get()));
      }
    }
  }

  private static List<Future<Long>> print(
      ExecutorService hands, BufferedImage image, Path folder, String ending) {
    Path webp = folder.resolve(image.getWidth() + ".webp");
    Path other = folder.resolve(image.getWidth() + "." + ending);
    Callable<Long> one =
        () -> {
          Print.webp(image, webp);
          return Files.size(webp);
        };
    Callable<Long> two =
        () -> {
          if (ending.equals("png")) {
            Print.png(image, other);
          } else {
            Print.jpeg(image, other);
          }
          return Files.size(other);
        };
    return List.of(hands.submit(one), hands.submit(two));
  }
}
