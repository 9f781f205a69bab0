package courant.syndication.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleReaderTest {
  private static final String PARAGRAPHS =
      "<p>Two harbour masters who had not spoken for a year shook hands on Friday, in a warehouse, without flags.</p>"
          + "<p>What they signed is two pages long, and takes effect on Monday, according to a clerk who was there.</p>"
          + "<blockquote><p>“The sea does not know where the line is,” said Salma Trabelsi, a pilot.</p></blockquote>"
          + "<p>Insurers raised their premiums twice, captains were fined, and one ship touched ground last autumn.</p>";

  private static Article read(String html) {
    return ArticleReader.read(
        html.getBytes(StandardCharsets.UTF_8), URI.create("https://partner.example/2026/story"));
  }

  @Test
  void takesTheStoryAndLeavesWhatStandsAroundIt() {
    Article article =
        read(
            "<html lang=en><head><title>Ports agree | The Partner</title><meta property=og:site_name content='The Partner'>"
                + "<meta property=article:published_time content=2026-11-23T10:00:00Z><meta name=author content='Nadia Ferrante'></head><body>"
                + "<nav><a href=/a>World</a> <a href=/b>Economy</a></nav>"
                + "<div class=cookie-banner><p>We and our 842 partners store cookies, and cookies, and more cookies, to show you advertisements, measure them, and share what we learn with others, forever and ever.</p></div>"
                + "<div class='post entry'><h1>Ports agree</h1>"
                + PARAGRAPHS
                + "<p class=newsletter>Click here to have the newsletter delivered via RSS, as an email newsletter, via mobile or on your personal news page.</p>"
                + "<ul class=related><li><a href=/1>Another story that is related</a></li><li><a href=/2>And one more of them</a></li></ul></div>"
                + "<div id=comments><p>Great article, I read it twice, thanks for writing it down so well, really.</p><form><textarea></textarea></form></div>"
                + "</body></html>");
    assertThat(article.headline()).isEqualTo("Ports agree");
    assertThat(article.byline()).isEqualTo("Nadia Ferrante");
    assertThat(article.published().orElseThrow().iso()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(article.text())
        .startsWith("Two harbour masters")
        .endsWith("last autumn.")
        .contains("Salma Trabelsi");
    assertThat(article.text()).doesNotContain("cookies", "newsletter", "related", "Great article");
    assertThat(article.html()).contains("<blockquote>");
  }

  @Test
  void anEmojiIsNotThePictureOfAStory() {
    Article article =
        read(
            "<title>Ports agree</title><article><p>Good news <img src=https://s.w.org/2764.png class=wp-smiley alt=❤></p><p><img src=https://partner.example/port.jpg></p>"
                + PARAGRAPHS
                + "</article>");
    assertThat(article.image()).isEqualTo("https://partner.example/port.jpg");
    assertThat(article.html()).contains("Good news ❤").doesNotContain("s.w.org");
  }

  @Test
  void takesAnArabicStory() {
    String arabic =
        "<p>كانت الفكرة بسيطة، البحّارة يعملون نهارًا، فلماذا تُغلق المكتبة ليلًا، ومن يقرأ إذن في الميناء؟</p>"
            .repeat(4);
    Article article =
        read(
            "<html lang=ar dir=rtl><title>مكتبة الميناء</title><body><div class=menu><a href=/>الرئيسية</a></div><article>"
                + arabic
                + "</article></body></html>");
    assertThat(article.headline()).isEqualTo("مكتبة الميناء");
    assertThat(article.language()).isEqualTo("ar");
    assertThat(article.text()).contains("البحّارة").doesNotContain("الرئيسية");
  }

  @Test
  void takesWhatStandsInMetadataOnly() {
    Article article =
        read(
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Brief\",\"articleBody\":\""
                + "All of it is here. ".repeat(20)
                + "\",\"author\":[{\"name\":\"A\"},{\"name\":\"B\"}]}]}</script><body>Loading</body>");
    assertThat(article.headline()).isEqualTo("Brief");
    assertThat(article.byline()).isEqualTo("A, B");
    assertThat(article.text()).contains("All of it is here.");
    assertThat(article.faults()).containsExactly("the text is in the page's metadata only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain words",
        "{\"json\":1}",
        "\u0000\u0001",
        "<html>",
        "<frameset><frame src=x></frameset>",
        "<body>",
        "<script>alert(1)</script>"
      })
  void aPageWithoutAnArticleHasNoneAndSaysWhy(String page) {
    Article article = read(page);
    assertThat(article.text()).isEmpty();
    assertThat(article.faults()).isNotEmpty();
  }

  @Test
  void noDamageMakesItFail() {
    Random random = new Random(7);
    String page = "<html><body><article>" + PARAGRAPHS.repeat(3) + "</article></body></html>";
    for (int i = 0; i < 200; i++) {
      char[] damaged = page.toCharArray();
      for (int j = 0; j < 30; j++) {
        damaged[random.nextInt(damaged.length)] = "<>\"'&/=\u0000é".charAt(random.nextInt(9));
      }
      assertThat(read(new String(damaged)).html()).doesNotContain("<script");
    }
    assertThat(read("<div>".repeat(50_000) + PARAGRAPHS.repeat(3)).faults()).isNotNull();
  }

  @Test
  void teasersByTheThousandAreLookedAtOnce() {
    String teasers = "<div class=card><h2><a href=/x>Other news</a></h2></div>".repeat(10_000);
    Article article = read(PARAGRAPHS.repeat(3) + "<div>" + teasers + "</div>");
    assertThat(article.html()).isNotEmpty().doesNotContain("Other news");
    Element parent = Jsoup.parseBodyFragment(teasers).body();
    Rows rows = new Rows();
    List<Element> row = rows.of(parent.child(0));
    assertThat(row).hasSize(10_000).allSatisfy(card -> assertThat(rows.of(card)).isSameAs(row));
    Rows.remove(row);
    assertThat(parent.childNodeSize()).isZero();
  }
}
