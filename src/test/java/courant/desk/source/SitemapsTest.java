package courant.desk.source;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.Role;
import courant.source.Source;
import courant.source.Terms;
import courant.support.BothDatabases;
import courant.support.Newsperson;
import courant.support.PartnerServer;
import courant.support.TestReview;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Partners that have no feed, but a sitemap: what is new in it is read from its pages. */
@BothDatabases
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SitemapsTest {
  private final PartnerServer far = new PartnerServer();
  private TestReview review;

  @BeforeAll
  void start() {
    review = TestReview.start(Map.of("allow-private", far.host()));
  }

  @AfterAll
  void stop() {
    review.close();
    far.close();
  }

  private String page(String name, String lastmod) {
    String words =
        "The harbour of " + name + " has opened again after the storm, and ships are back. ";
    far.put(
        "/" + name,
        "text/html",
        "<html><head><title>Harbour %1$s</title></head><body><nav>Home</nav><article><h1>Harbour %1$s</h1><p>%2$s</p><p>%2$s</p><p>%2$s</p></article></body></html>"
            .formatted(name, words.repeat(4)));
    return "<url><loc>%s</loc>%s</url>"
        .formatted(
            far.at("/" + name), lastmod.isEmpty() ? "" : "<lastmod>" + lastmod + "</lastmod>");
  }

  private void sitemap(String path, String... urls) {
    far.put(
        path,
        "application/xml",
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            + String.join("", urls)
            + "</urlset>");
  }

  private List<String> headlines() {
    return review.review.stories().after(0, 100).stream().map(story -> story.headline()).toList();
  }

  @Test
  void whatIsNewIsReadFromItsPageAndTheArchiveIsLeft() {
    String old = page("old", "2025-01-01");
    String undated = page("undated", "");
    String today = page("today", "2026-11-23T08:00:00Z");
    sitemap("/sitemap.xml", old, undated, today);
    review
        .review
        .syndication()
        .add(URI.create(far.at("/sitemap.xml")), "Harbours", Terms.OPEN, true, Optional.empty());
    review.review.syndication().poll().all(_ -> {});
    assertThat(headlines()).containsExactly("Harbour today");
    sitemap("/sitemap.xml", old, undated, today, page("later", ""));
    review.review.syndication().poll().all(_ -> {});
    assertThat(headlines()).containsExactlyInAnyOrder("Harbour today", "Harbour later");
  }

  @Test
  void theSitemapsOfAnIndexAreOffered() {
    sitemap("/news-sitemap.xml", page("one", "2026-11-23"));
    sitemap("/archive-sitemap.xml", page("two", "2020-01-01"));
    far.put(
        "/index.xml",
        "application/xml",
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>%s</loc></sitemap><sitemap><loc>%s</loc></sitemap></sitemapindex>"
            .formatted(far.at("/archive-sitemap.xml"), far.at("/news-sitemap.xml")));
    Newsperson editor = new Newsperson(review, Role.EDITOR);
    editor.post("/desk/sources", "name", "Indexed");
    Source source = review.review.sources().bySlug("indexed").orElseThrow();
    String choice =
        editor
            .post(
                "/desk/sources/" + source.id().value() + "/feeds", "address", far.at("/index.xml"))
            .body();
    assertThat(choice).containsSubsequence("/news-sitemap.xml", "/archive-sitemap.xml");
  }
}
