package courant.platform.html;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * The allow-lists: every element and attribute that may be published, and nothing else is. {@code
 * div} and {@code span} pass so that {@link Structure} sees where blocks end; it writes them only
 * for their language or direction.
 */
final class Allowed {
  static final Set<String> REPLY_ELEMENTS =
      Set.of(
          "a",
          "blockquote",
          "br",
          "code",
          "div",
          "em",
          "li",
          "ol",
          "p",
          "pre",
          "span",
          "strong",
          "ul");

  static final Set<String> ARTICLE_ELEMENTS =
      Set.of(
          "a",
          "abbr",
          "aside",
          "audio",
          "bdi",
          "bdo",
          "blockquote",
          "br",
          "caption",
          "cite",
          "code",
          "dd",
          "del",
          "details",
          "dfn",
          "div",
          "dl",
          "dt",
          "em",
          "figcaption",
          "figure",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "img",
          "ins",
          "kbd",
          "li",
          "mark",
          "ol",
          "p",
          "picture",
          "pre",
          "q",
          "rp",
          "rt",
          "ruby",
          "s",
          "samp",
          "small",
          "source",
          "span",
          "strong",
          "sub",
          "summary",
          "sup",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "time",
          "tr",
          "track",
          "u",
          "ul",
          "var",
          "video",
          "wbr");

  private static final Predicate<String> NUMBER = matches("[0-9]{1,5}");
  private static final Predicate<String> INTEGER = matches("-?[0-9]{1,9}");
  private static final Predicate<String> LANGUAGE = matches("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*");
  private static final Predicate<String> DATE_TIME = matches("[0-9TZPYMDHSW:.,+\\- ]{1,40}");
  private static final Predicate<String> MEDIA_TYPE = matches("[\\w.+-]+/[\\w.+-]+[^<>]{0,100}");
  private static final Predicate<String> MEDIA_QUERY = matches("[\\w\\s().,:%<>=*/+-]{1,500}");
  private static final Predicate<String> BOOLEAN = _ -> true;

  private Allowed() {}

  static PolicyFactory reply() {
    return base(REPLY_ELEMENTS).requireRelsOnLinks("ugc", "nofollow", "noopener").toFactory();
  }

  static PolicyFactory feed() {
    return rich().allowAttributes("class").matching(matches("embed")).onElements("p").toFactory();
  }

  static PolicyFactory article() {
    return rich().allowAttributes("class", "id").globally().toFactory();
  }

  private static HtmlPolicyBuilder base(Set<String> elements) {
    return new HtmlPolicyBuilder()
        .allowElements(elements.toArray(String[]::new))
        .allowUrlProtocols("http", "https", "mailto", "tel")
        .allowAttributes("href")
        .onElements("a")
        .allowAttributes("lang")
        .matching(LANGUAGE)
        .globally()
        .allowAttributes("dir")
        .matching(matches("ltr|rtl|auto"))
        .globally();
  }

  private static HtmlPolicyBuilder rich() {
    HtmlPolicyBuilder rich = base(ARTICLE_ELEMENTS);
    text(rich);
    tables(rich);
    media(rich);
    return rich;
  }

  private static void text(HtmlPolicyBuilder rich) {
    rich.allowAttributes("title").globally();
    rich.allowAttributes("rel").onElements("a");
    rich.allowAttributes("hreflang").matching(LANGUAGE).onElements("a");
    rich.allowAttributes("cite").onElements("blockquote", "q", "ins", "del");
    rich.allowAttributes("datetime").matching(DATE_TIME).onElements("time", "ins", "del");
    rich.allowAttributes("open").matching(BOOLEAN).onElements("details");
    rich.allowAttributes("start").matching(INTEGER).onElements("ol");
    rich.allowAttributes("type").matching(matches("[1aAiI]")).onElements("ol");
    rich.allowAttributes("reversed").matching(BOOLEAN).onElements("ol");
    rich.allowAttributes("value").matching(INTEGER).onElements("li");
  }

  private static void tables(HtmlPolicyBuilder rich) {
    rich.allowAttributes("colspan", "rowspan").matching(NUMBER).onElements("td", "th");
    rich.allowAttributes("scope").matching(matches("(?:row|col)(?:group)?")).onElements("th");
  }

  private static void media(HtmlPolicyBuilder rich) {
    rich.allowAttributes("src", "alt").onElements("img");
    rich.allowAttributes("srcset").onElements("img", "source");
    rich.allowAttributes("sizes", "media").matching(MEDIA_QUERY).onElements("img", "source");
    rich.allowAttributes("width", "height").matching(NUMBER).onElements("img", "source", "video");
    rich.allowAttributes("loading").matching(matches("lazy")).onElements("img");
    rich.allowAttributes("src").onElements("audio", "video", "source", "track");
    rich.allowAttributes("type").matching(MEDIA_TYPE).onElements("source");
    rich.allowAttributes("controls").matching(BOOLEAN).onElements("audio", "video");
    rich.allowAttributes("preload").matching(matches("none|metadata")).onElements("audio", "video");
    rich.allowAttributes("poster").onElements("video");
    rich.allowAttributes("kind")
        .matching(matches("subtitles|captions|descriptions|chapters"))
        .onElements("track");
    rich.allowAttributes("srclang").matching(LANGUAGE).onElements("track");
    rich.allowAttributes("label").onElements("track");
    rich.allowAttributes("default").matching(BOOLEAN).onElements("track");
  }

  private static Predicate<String> matches(String expression) {
    return Pattern.compile(expression).asMatchPredicate();
  }
}
