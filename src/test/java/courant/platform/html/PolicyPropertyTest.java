package courant.platform.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.nodes.Element;

/** What holds for every input, however it is put together. */
class PolicyPropertyTest {
  private static final URI BASE = URI.create("https://partner.example/a/b?c");

  private static final List<String> NAMES =
      List.of(
          "a",
          "abbr",
          "article",
          "aside",
          "audio",
          "b",
          "bdo",
          "blockquote",
          "br",
          "button",
          "caption",
          "cite",
          "code",
          "dd",
          "del",
          "details",
          "div",
          "dl",
          "dt",
          "em",
          "figcaption",
          "figure",
          "font",
          "form",
          "h1",
          "h2",
          "hr",
          "i",
          "iframe",
          "img",
          "li",
          "listing",
          "marquee",
          "math",
          "mi",
          "nobr",
          "noscript",
          "object",
          "ol",
          "option",
          "p",
          "picture",
          "plaintext",
          "pre",
          "q",
          "rp",
          "rt",
          "ruby",
          "script",
          "section",
          "select",
          "source",
          "span",
          "strong",
          "style",
          "summary",
          "sup",
          "svg",
          "table",
          "tbody",
          "td",
          "template",
          "textarea",
          "tfoot",
          "th",
          "thead",
          "time",
          "title",
          "tr",
          "u",
          "ul",
          "video",
          "x-y",
          "xmp");

  private static final List<String> ATTRIBUTES =
      List.of(
          "",
          " href=x",
          " href='javascript:alert(1)'",
          " href='#n'",
          " src=x",
          " src=//h/x",
          " src=https://www.youtube.com/embed/abcdefghij",
          " srcset='x 1x, y,z 2x'",
          " id=n",
          " name=n",
          " class='alignleft x'",
          " lang=ar",
          " dir=rtl",
          " dir=rtl lang=ar",
          " hidden",
          " style=display:none",
          " style='font-weight:bold'",
          " onclick=x",
          " title='a\"<>&b'",
          " width=1",
          " colspan=2",
          " open",
          " controls",
          " class=wp-caption",
          " class=wp-caption-text",
          " encoding=text/html");

  private static final List<String> TEXTS =
      List.of(
          "word",
          " ",
          "\n",
          "\n\n  ",
          "&nbsp;",
          " a ",
          "<",
          ">",
          "&",
          "&amp;lt;",
          "\"",
          "'",
          "\0",
          "\u202e",
          "\ud800",
          "\u200b",
          "漢字",
          "سلام",
          "<!--",
          "-->",
          "<!-- x -->",
          "<![CDATA[",
          "]]>",
          "</",
          "<?",
          "<!doctype html>",
          "&#13;",
          "&#0;",
          "<a ",
          "='");

  @Provide
  Arbitrary<String> markup() {
    Arbitrary<String> name = Arbitraries.of(NAMES);
    Arbitrary<String> attributes =
        Arbitraries.of(ATTRIBUTES).list().ofMaxSize(3).map(list -> String.join("", list));
    Arbitrary<String> open =
        name.flatMap(element -> attributes.map(some -> "<" + element + some + ">"));
    Arbitrary<String> close = name.map(element -> "</" + element + ">");
    return Arbitraries.oneOf(open, open, close, Arbitraries.of(TEXTS))
        .list()
        .ofMaxSize(40)
        .map(list -> String.join("", list));
  }

  @Property(tries = 3000)
  void sanitisingAgainChangesNothing(@ForAll @From("markup") String html, @ForAll Policy policy) {
    String clean = policy.sanitise(html, BASE);
    assertThat(policy.sanitise(clean, BASE)).isEqualTo(clean);
  }

  @Property(tries = 2000)
  void onlyAllowedElementsAreLeft(@ForAll @From("markup") String html, @ForAll Policy policy) {
    for (Element element : Policy.parse(policy.sanitise(html)).getAllElements()) {
      if (!element.nameIs("body")) {
        assertThat(Allowed.ARTICLE_ELEMENTS).contains(element.normalName());
      }
      assertThat(element.attributes().asList())
          .noneMatch(attribute -> attribute.getKey().matches("on.*|style|name"));
    }
  }

  @Property(tries = 500)
  void anyTextIsSanitised(@ForAll String text, @ForAll Policy policy) {
    String clean = policy.sanitise(text);
    assertThat(policy.sanitise(clean)).isEqualTo(clean);
  }
}
