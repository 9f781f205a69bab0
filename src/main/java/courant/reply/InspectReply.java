package courant.reply;

import courant.platform.cli.InspectedFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code courant inspect reply}: how any text would be scored, and which words weighed. */
@Command(
    name = "reply",
    description = "Score texts as replies; a .csv with a CONTENT column is read row by row")
public final class InspectReply implements Callable<Integer> {
  @Mixin private InspectedFiles files = new InspectedFiles();

  private final ReplyScore score = new ReplyScore();

  @Override
  public Integer call() throws IOException {
    return files.eachOfMany(
        (file, bytes) -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          boolean table = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
          return (table ? CommentTable.contents(text) : List.of(text))
              .stream().map(this::json).toList();
        });
  }

  private JsonObject json(String text) {
    ReplyScore.Scored scored = score.score(text);
    JsonArray words = new JsonArray();
    scored
        .words()
        .forEach(
            word ->
                words.add(
                    new JsonObject()
                        .put("word", word.word())
                        .put("weight", rounded(word.weight()))));
    return new JsonObject()
        .put("score", rounded(scored.score()))
        .put("verdict", scored.verdict().toString())
        .put("words", words);
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
