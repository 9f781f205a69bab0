package courant.topic;

import courant.platform.cli.InspectedFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jsoup.Jsoup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code courant inspect topics}: which names a text has, known from the start or not. */
@Command(
    name = "topics",
    description = {
      "Find the people, organisations, places and events that texts name",
      "Reads plain text, Markdown (also with front matter) and HTML, by the file's ending or by what"
          + " it looks like, and searches what a reader would see. Each topic has a name (in full,"
          + " where the text has it so), a kind (person, organisation, place, subject; a guess"
          + " unless known), whether it is known, start and end, and the visible text found there.",
      "start and end are offsets into the file as read, markup included, in UTF-16 code units; end"
          + " is behind the last. A name with markup inside spans the markup."
    })
public final class InspectTopics implements Callable<Integer> {
  @Mixin private InspectedFiles files = new InspectedFiles();

  @Override
  public Integer call() throws IOException {
    TopicFinder finder = TopicFinder.withGazetteer();
    return files.each((file, bytes) -> inspect(finder, file, bytes));
  }

  private static JsonObject inspect(TopicFinder finder, Path file, byte[] bytes)
      throws IOException {
    String source = decode(bytes);
    VisibleText visible = VisibleFile.of(file.toString(), source).read(source);
    JsonArray topics = new JsonArray();
    for (Mention mention : finder.find(visible.text())) {
      topics.add(
          new JsonObject()
              .put("name", mention.name())
              .put("kind", mention.kind().name().toLowerCase(Locale.ROOT))
              .put("known", mention.isKnown())
              .put("start", visible.sourceStart(mention.start()))
              .put("end", visible.sourceEnd(mention.end()))
              .put("text", mention.text()));
    }
    return new JsonObject().put("topics", topics);
  }

  /** As UTF-8, unless a byte order mark or an HTML head says otherwise. */
  private static String decode(byte[] bytes) throws IOException {
    var head = new ByteArrayInputStream(bytes, 0, Math.min(bytes.length, 8192));
    Charset charset = Jsoup.parse(head, null, "").charset();
    return new String(bytes, charset == null ? StandardCharsets.UTF_8 : charset);
  }
}
