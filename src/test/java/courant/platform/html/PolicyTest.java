package courant.platform.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final URI BASE = URI.create("https://partner.example/news/story.html?p=1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Hello <b>bold</b> and <i>slanted</i>     | Hello <strong>bold</strong> and <em>slanted</em>
          <h1>Title</h1>text                       | <h2>Title</h2>⏎<p>text</p>
          a<div>b</div><div>c <b>d</b></div>e      | <p>a</p>⏎<p>b</p>⏎<p>c <strong>d</strong></p>⏎<p>e</p>
          <p>x<script>alert(1)</script>y           | <p>xy</p>
          <p>&nbsp;</p><p></p><p>x</p>             | <p>x</p>
          <a href=javascript:alert(1)>x</a>        | x
          <a href=https://x.example></a>y          | y
          <a href="/a b">x </a>y                   | <a href="/a%20b">x</a> y
          <ul><li>a<li><p>b</ul>                   | <ul><li>a</li><li><p>b</p></li></ul>
          <ul>a<ul><li>b</ul></ul>                 | <ul><li>a<ul><li>b</li></ul></li></ul>
          <a href=/x><h3>T</h3><p>x</p></a>        | <h3><a href="/x">T</a></h3>⏎<p><a href="/x">x</a></p>
          <p>a<br><br>b<br>c<br></p>               | <p>a</p>⏎<p>b<br>c</p>
          <img src=/a.png width=1 height=1>x       | x
          <img src=/a.png style="width:1.0em;height:0em">x | x
          <img src=/a.png style="height: 1em; max-height: 1em" alt=A> | <img src="/a.png" alt="A" loading="lazy">
          <p>I <img src=https://s.w.org/2764.png class=wp-smiley style="height: 1em; max-height: 1em;" alt=❤️> it</p> | <p>I ❤️ it</p>
          <img src=https://s.w.org/2764.png class="emoji big" alt="<b>"> | &lt;b&gt;
          <img src=/a.png class=emoji>             | <img src="/a.png" loading="lazy">
          <img src=/a.png class=emoji alt=A width=1 height=1>x | x
          <img src=/a.png alt=A onerror=alert(1)>  | <img src="/a.png" alt="A" loading="lazy">
          <img src=data:image/gif;base64,R data-src=/a.png> | <img src="/a.png" loading="lazy">
          <iframe src=https://www.youtube.com/embed/abcdefghijk?x title=Film></iframe> | <p class="embed"><a href="https://www.youtube.com/watch?v=abcdefghijk">YouTube: Film</a></p>
          <pre>⏎⏎ a  <b>b</b></pre>                  | <pre> a  <strong>b</strong></pre>
          <table><tr><td>a<td></table>             | <table><tbody><tr><td>a</td><td></td></tr></tbody></table>
          <div dir=rtl>a<p>b</div>                 | <div dir="rtl">a<p>b</p></div>
          <p id=x class="alignleft evil">a <a href=#x>x</a></p> | <p id="s-x" class="alignleft">a <a href="#s-x">x</a></p>
          <video src=a.mp4 autoplay>no</video> | <video src="a.mp4" controls preload="metadata"></video>
          <picture><source srcset="a.webp 1x, data:x 2x"><img src=a.png></picture> | <picture><source srcset="a.webp 1x"><img src="a.png" loading="lazy"></picture>
          <ruby>漢<rp>(<rt>kan<rp>)</ruby>         | <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>
          <div class=wp-caption><img src=a.png><p class=wp-caption-text>c</p></div> | <figure class="wp-caption"><img src="a.png" loading="lazy"><figcaption class="wp-caption-text">c</figcaption></figure>
          <p style=display:none>spam</p>x          | <p>x</p>
          <details><summary><h3>S</h3></summary>x</details> | <details><summary>S</summary><p>x</p></details>
          """)
  void articles(String html, String clean) {
    String expected = clean.replace('⏎', '\n');
    assertThat(Policy.ARTICLE.sanitise(html.replace('⏎', '\n'))).isEqualTo(expected);
    assertThat(Policy.ARTICLE.sanitise(expected)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <a href=/x>a</a>           | <a href="https://partner.example/x">a</a>
          <a href=x>a</a>            | <a href="https://partner.example/news/x">a</a>
          <a href=?q>a</a>           | <a href="https://partner.example/news/story.html?q">a</a>
          <a href=#f>a</a>           | <a href="https://partner.example/news/story.html?p=1#f">a</a>
          <a href=\\\\evil.example>a</a> | <a href="https://evil.example">a</a>
          <p id=x class=y>a</p>      | <p>a</p>
          <a href=MailTo:a@b.example>a</a> | <a href="mailto:a@b.example">a</a>
          """)
  void feeds(String html, String clean) {
    assertThat(Policy.FEED.sanitise(html, BASE)).isEqualTo(clean);
    assertThat(Policy.FEED.sanitise(clean, BASE)).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <a href=https://x.example rel=me>a</a> | <a href="https://x.example" rel="ugc nofollow noopener">a</a>
          <h2>a</h2>b<img src=/x>                | <p>a</p>⏎<p>b</p>
          <blockquote>a<p>b</blockquote>         | <blockquote>a<p>b</p></blockquote>
          """)
  void replies(String html, String clean) {
    String expected = clean.replace('⏎', '\n');
    assertThat(Policy.REPLY.sanitise(html)).isEqualTo(expected);
    assertThat(Policy.REPLY.sanitise(expected)).isEqualTo(expected);
  }
}
