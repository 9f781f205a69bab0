package courant;

import courant.platform.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Serves a throw-away review to itself for a moment, so that the JDK can write down what starting
 * takes (an ahead-of-time cache). {@code ./courant} calls it once after a build.
 */
@Command(name = "train", hidden = true, description = "Train the ahead-of-time cache")
final class Train implements Callable<Integer> {
  private static final List<String> VISITED =
      List.of(
          "/",
          "/feed",
          "/feed.atom",
          "/feed.json",
          "/section/world",
          "/archive",
          "/sitemap.xml",
          "/colophon",
          "/search?q=city",
          "/nowhere");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("courant-train");
    Settings settings = Settings.of(Map.of("data", folder.toString(), "port", "0"));
    Holdings held = Holdings.open(settings, InstantSource.system());
    new Sample(held).loadIfEmpty();
    try (Review review = new Review(held);
        HttpClient client = HttpClient.newHttpClient()) {
      review.serve();
      for (String path : VISITED) {
        client.send(
            HttpRequest.newBuilder(URI.create(review.site() + path)).build(),
            HttpResponse.BodyHandlers.discarding());
      }
    } finally {
      delete(folder);
    }
    return 0;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
