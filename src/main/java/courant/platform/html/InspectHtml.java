package courant.platform.html;

import courant.platform.cli.InspectedFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code courant inspect html}: what of a foreign page would be published. */
@Command(name = "html", description = "Sanitise HTML, and tell what was taken out and why")
public final class InspectHtml implements Callable<Integer> {
  @Mixin private InspectedFiles files = new InspectedFiles();

  @Option(
      names = "--policy",
      defaultValue = "article",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  private Policy policy = Policy.ARTICLE;

  @Option(
      names = "--base",
      paramLabel = "URL",
      description = "the page's own address, to resolve relative ones")
  private @Nullable URI base;

  @Override
  public Integer call() throws IOException {
    return files.each(this::inspect);
  }

  private JsonObject inspect(Path file, byte[] bytes) throws IOException {
    Sanitised sanitised = policy.inspect(decode(bytes), base);
    JsonArray removed = new JsonArray();
    for (Sanitised.Removal removal : sanitised.removed()) {
      removed.add(
          new JsonObject()
              .put("what", removal.what())
              .put("why", removal.why())
              .put("count", removal.count()));
    }
    return new JsonObject().put("html", sanitised.html()).put("removed", removed);
  }

  /** By byte order mark, else by what the page's head says, else as UTF-8. */
  private static String decode(byte[] bytes) throws IOException {
    var head = new ByteArrayInputStream(bytes, 0, Math.min(bytes.length, 8192));
    return new String(bytes, Jsoup.parse(head, null, "").charset());
  }
}
