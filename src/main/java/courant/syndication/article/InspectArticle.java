package courant.syndication.article;

import courant.platform.cli.InspectedFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code courant inspect article}: what we would take from a partner's page. */
@Command(
    name = "article",
    description = "Find the article in saved pages: headline, byline, date, text")
public final class InspectArticle implements Callable<Integer> {
  @Mixin private InspectedFiles files = new InspectedFiles();

  @Option(
      names = "--url",
      paramLabel = "ADDRESS",
      description = "where the page was found, to resolve relative addresses")
  private @Nullable URI address;

  @Option(
      names = "--select",
      paramLabel = "PART=SELECTOR",
      description = {
        "where the pages have a part: content, headline, byline, date, or remove for what is none;",
        "a CSS selector; may be given for each part"
      })
  private Map<String, String> selected = Map.of();

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Selectors selectors = selectors();
    return files.each((_, bytes) -> json(ArticleReader.read(bytes, null, address, selectors)));
  }

  private Selectors selectors() {
    Selectors all = Selectors.NONE;
    try {
      for (Map.Entry<String, String> one : selected.entrySet()) {
        all = all.with(one.getKey(), one.getValue());
      }
      return all;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage());
    }
  }

  private static JsonObject json(Article article) {
    return new JsonObject()
        .put("headline", article.headline())
        .put("byline", article.byline())
        .put("date", article.published().map(Article.Date::iso).orElse(""))
        .put("updated", article.updated().map(Article.Date::iso).orElse(""))
        .put("siteName", article.siteName())
        .put("language", article.language())
        .put("direction", article.direction())
        .put("image", article.image())
        .put("excerpt", article.excerpt())
        .put("text", article.text())
        .put("html", article.html())
        .put("faults", new JsonArray(article.faults()));
  }
}
