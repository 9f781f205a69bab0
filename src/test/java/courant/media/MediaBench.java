package courant.media;

import courant.platform.config.Logging;
import courant.platform.web.Role;
import courant.support.Await;
import courant.support.Figure;
import courant.support.Newsperson;
import courant.support.Newsperson.Sent;
import courant.support.TestPhotos;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How soon a photograph of 12 megapixels that is handed in at the desk is usable: answered over
 * HTTP with the sizes that lists and texts show; and when all sizes are there. Beside it, what
 * reading its pixels alone takes. Run by {@code bench/media}.
 */
final class MediaBench {
  private static final int WIDTH = 4_032;
  private static final int HEIGHT = 3_024;

  private MediaBench() {}

  /** How many photographs. */
  public static void main(String[] arguments) {
    Logging.configure();
    int photographs = Integer.parseInt(arguments[0]);
    BufferedImage image = photograph();
    List<Double> reading = new ArrayList<>();
    List<Double> usable = new ArrayList<>();
    List<Double> shown = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    long bytes = 0;
    try (TestReview review = TestReview.start()) {
      Newsperson editor = new Newsperson(review, Role.EDITOR);
      for (int i = -2; i < photographs; i++) {
        image.setRGB(i + 2, 0, 0xffffff);
        byte[] file = TestPhotos.encoded("jpeg", image);
        bytes = file.length;
        long start = System.nanoTime();
        TestPhotos.read(file);
        long read = System.nanoTime();
        HttpResponse<String> answer = editor.handIn("/desk/media", new Sent("photo.jpg", file));
        long taken = System.nanoTime();
        String src =
            new JsonObject(answer.body())
                .getJsonArray("pictures")
                .getJsonObject(0)
                .getString("src");
        editor.bytes(src.replace("jpg", "webp"));
        long seen = System.nanoTime();
        String digest = Photo.digestIn(src).orElseThrow();
        Await.until(
            () -> review.review.media().photos().byDigest(digest).orElseThrow().cuts().size() == 5);
        if (i >= 0) {
          reading.add((read - start) / 1e6);
          usable.add((taken - read) / 1e6);
          shown.add((seen - taken) / 1e6);
          whole.add((System.nanoTime() - read) / 1e6);
        }
      }
    }
    System.out.printf(
        "%d photographs of %d x %d, %,d KB%n", photographs, WIDTH, HEIGHT, bytes >> 10);
    System.out.println("| | median ms | worst ms |");
    System.out.println("| --- | --- | --- |");
    print("reading its pixels alone, in a warm process", reading);
    print("handed in, until it can be used", usable);
    print("the first request for one of its files", shown);
    print("handed in, until all ten files are there", whole);
    Figure.atMost("media", "12-megapixel photograph usable", median(usable), "ms", 2_000);
  }

  private static void print(String what, List<Double> times) {
    System.out.printf(
        "| %s | %.0f | %.0f |%n", what, median(times), times.stream().max(Double::compare).get());
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  /** Clouds upon clouds: as much detail as a photograph has, at every scale. */
  private static BufferedImage photograph() {
    float[][] light = new float[3][WIDTH * HEIGHT];
    Random random = new Random(1);
    float strength = 40;
    for (int cell = 512; cell >= 2; cell /= 2) {
      for (float[] colour : light) {
        clouds(colour, cell, strength, random);
      }
      strength *= 0.85f;
    }
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int rgb = 0;
      for (float[] colour : light) {
        rgb = rgb << 8 | Math.clamp((int) (128 + colour[i]), 0, 255);
      }
      image.setRGB(i % WIDTH, i / WIDTH, rgb);
    }
    return image;
  }

  private static void clouds(float[] colour, int cell, float strength, Random random) {
    int across = WIDTH / cell + 2;
    float[] corners = new float[across * (HEIGHT / cell + 2)];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = (random.nextFloat() - 0.5f) * 2 * strength;
    }
    for (int y = 0; y < HEIGHT; y++) {
      float down = y % cell / (float) cell;
      for (int x = 0; x < WIDTH; x++) {
        float right = x % cell / (float) cell;
        int at = y / cell * across + x / cell;
        float top = corners[at] + (corners[at + 1] - corners[at]) * right;
        float bottom =
            corners[at + across] + (corners[at + across + 1] - corners[at + across]) * right;
        colour[y * WIDTH + x] += top + (bottom - top) * down;
      }
    }
  }
}
