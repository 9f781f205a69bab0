package courant.syndication.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of many kinds, each with what a person would take from it. */
class ArticlePagesTest {
  private static final Path PAGES = Path.of("src/test/resources/syndication/article");

  static Stream<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".html"))
          .map(name -> name.replace(".html", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void takesWhatAPersonWouldTake(String name) throws IOException {
    Article article =
        ArticleReader.read(
            Files.readAllBytes(PAGES.resolve(name + ".html")),
            URI.create("https://partner.example/2026/story"));
    assertThat(golden(article)).isEqualTo(Files.readString(PAGES.resolve(name + ".txt")));
  }

  private static String golden(Article article) {
    return String.join(
        "\n",
        article.headline(),
        article.byline(),
        article.published().map(Article.Date::iso).orElse(""),
        "",
        article.text(),
        "");
  }
}
