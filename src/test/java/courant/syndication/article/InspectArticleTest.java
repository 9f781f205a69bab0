package courant.syndication.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Selectors of a partner's pages, tried in a shell and on hostile pages. */
class InspectArticleTest {
  private static final String PAGE =
      "<html><body><h1>Ferry sails</h1><div class='by'>Nadia Ferrante</div><div class='story'>"
          + "<p>The ferry sailed on Monday after a week of storms, the port said.</p>".repeat(5)
          + "<p class='promo'>Our readers love the harbour, and you will love our letter.</p>"
          + "</div></body></html>";

  private final StringWriter said = new StringWriter();

  @TempDir private Path folder;

  private int inspect(String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("page.html"), PAGE);
    CommandLine command =
        new CommandLine(new InspectArticle())
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said));
    return command.execute(
        Stream.concat(Stream.of(options), Stream.of("--json", file.toString()))
            .toArray(String[]::new));
  }

  @Test
  void selectorsSayWhereThePartsAre() throws IOException {
    assertThat(inspect("--select", "byline=div[class=by]", "--select", "remove=.promo")).isZero();
    JsonObject article = new JsonObject(said.toString());
    assertThat(article.getString("byline")).isEqualTo("Nadia Ferrante");
    assertThat(article.getString("text")).contains("The ferry").doesNotContain("Our readers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"content=div[", "colour=.red"})
  void whatIsNoSelectorOrNoPartIsRefused(String wrong) throws IOException {
    assertThat(inspect("--select", wrong)).isEqualTo(2);
    assertThat(said.toString()).containsAnyOf("no CSS selector", "no part of an article");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\u0000\u0001", "{}", "<frameset><frame src=x></frameset>", "<div>", "<p>x"})
  void aPageWithNothingInItIsSiftedWithoutHarm(String page) {
    Sifted sifted =
        Sifted.of(
            page.getBytes(StandardCharsets.UTF_8),
            null,
            URI.create("https://partner.example/"),
            Selectors.NONE.with("date", ".none"));
    assertThat(sifted.blocks()).hasSizeLessThan(2);
    assertThat(sifted.missing()).containsExactly("date");
  }

  @Test
  void aPageOfManyBlocksIsSiftedUpToAPoint() {
    byte[] page =
        ("<div>".repeat(5_000) + "<p>One</p>".repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    assertThat(
            Sifted.of(page, null, URI.create("https://partner.example/"), Selectors.NONE).blocks())
        .hasSizeLessThanOrEqualTo(400);
  }
}
