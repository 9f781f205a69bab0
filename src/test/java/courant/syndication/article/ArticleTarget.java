package courant.syndication.article;

import java.net.URI;

/** A page in which an article is looked for. */
public final class ArticleTarget {
  private ArticleTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    ArticleReader.read(bytes, URI.create("https://partner.example/2026/story"));
  }
}
