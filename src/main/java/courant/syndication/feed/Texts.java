package courant.syndication.feed;

import courant.platform.html.HtmlText;
import courant.syndication.feed.Entry.Markup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;

/**
 * Reads text constructs: plain, escaped HTML, inline XHTML or base64, as declared (RFC 4287 §3.1,
 * Atom 0.3 {@code mode}) or, where nothing is declared, as it looks.
 */
public final class Texts {
  private static final Pattern ELEMENT = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>");
  private static final Pattern MARKUP =
      Pattern.compile("</[A-Za-z]|<(?:br|hr|img|p)\\b|&(?:#\\d+|#[xX]\\p{XDigit}+|\\w{2,8});");
  private static final Pattern ENTITY =
      Pattern.compile(
          "&(?:#\\d{1,7}|#[xX]\\p{XDigit}{1,6}|amp|quot|apos|nbsp|[lr][ds]quo|hellip);");
  private static final Pattern ESCAPED_ELEMENT =
      Pattern.compile("&lt;/?(?:p|a|b|i|br|em|strong|div|span|img|ul|li|blockquote)\\b");
  private static final Set<String> VOID = Set.of("br", "hr", "img", "wbr");
  private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");

  private final Scope scope;
  private final boolean atom;
  private final boolean mangled;
  private final Faults faults;

  /**
   * Makes a reader of the texts of one document.
   *
   * @param mangled whether there may be text that went through the wrong encoding
   */
  Texts(Scope scope, boolean atom, boolean mangled, Faults faults) {
    this.scope = scope;
    this.atom = atom;
    this.mangled = mangled;
    this.faults = faults;
  }

  /** Text without markup on one line, as titles are; empty if the element is missing. */
  String plain(Optional<Element> element) {
    return element.map(this::plain).orElse("");
  }

  private String plain(Element element) {
    return switch (kind(element)) {
      case INLINE -> fromHtml(HtmlText.of(InlineMarkup.inside(element)));
      case HTML -> fromHtml(unmangled(Fields.raw(element)));
      case TEXT -> line(unmangled(Fields.raw(element)));
      case BASE64 -> fromHtml(base64(Fields.raw(element)));
    };
  }

  /** Titles are often plain text where HTML is allowed: what looks like an element must be one. */
  String fromHtml(String given) {
    boolean html = given.indexOf('<') >= 0 && isHtml(given);
    String text = html ? HtmlText.of(given) : unescaped(given);
    if (mayHaveEntity(text) && ENTITY.matcher(text).find()) {
      faults.add("entities escaped twice", text);
      text = Parser.unescapeEntities(text, false);
    }
    return line(text);
  }

  private static String unescaped(String text) {
    if (!mayHaveEntity(text)) {
      return text;
    }
    // Most have nothing but ampersands, for which no parser is needed.
    String rest = text.replace("&amp;", "");
    return rest.indexOf('&') < 0
        ? text.replace("&amp;", "&")
        : Parser.unescapeEntities(text, false);
  }

  private static boolean mayHaveEntity(String text) {
    int at = text.indexOf('&');
    while (at >= 0 && at + 1 < text.length()) {
      char next = text.charAt(at + 1);
      if (next == '#' || Character.isLetter(next)) {
        return true;
      }
      at = text.indexOf('&', at + 1);
    }
    return false;
  }

  /** Elements of HTML only, and one of them closed, void or with attributes; or a comment. */
  private static boolean isHtml(String text) {
    Matcher element = ELEMENT.matcher(text);
    boolean sure = text.contains("<!--");
    while (element.find()) {
      String name = element.group(2).toLowerCase(Locale.ROOT);
      if (!Tag.isKnownTag(name) && !name.equals("blink")) {
        return false;
      }
      sure |=
          element.group(1).equals("/") || element.group(3).indexOf('=') > 0 || VOID.contains(name);
    }
    return sure;
  }

  /** White space as HTML collapses it. */
  public static String line(String text) {
    return isLine(text) ? text : SPACE.matcher(text).replaceAll(" ").strip();
  }

  /** Whether there are single spaces between words, and no other white space. */
  private static boolean isLine(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == ' ' && before == ' ') {
        return false;
      }
      before = c;
    }
    return before != ' ' || text.isEmpty();
  }

  /** The element as HTML; empty if it is missing or says nothing. */
  Optional<Markup> markup(Optional<Element> element) {
    return element
        .map(e -> new Markup(html(e), scope.base(e)))
        .filter(markup -> !markup.html().isEmpty());
  }

  private String html(Element element) {
    return switch (kind(element)) {
      case INLINE -> once(unwrapped(element).strip());
      case HTML -> once(unmangled(Fields.raw(element)).strip());
      case TEXT -> Entities.escape(unmangled(Fields.raw(element)).strip());
      case BASE64 -> base64(Fields.raw(element));
    };
  }

  /** XHTML comes in one div that is not part of the text (RFC 4287 §3.1.1.3). */
  private static String unwrapped(Element element) {
    boolean wrapped =
        element.childrenSize() == 1
            && element.child(0).tag().localName().equals("div")
            && element.attr("type").endsWith("html");
    return InlineMarkup.inside(wrapped ? element.child(0) : element);
  }

  /** HTML of which nothing but escaped markup would be seen was escaped once too often. */
  private String once(String html) {
    if (html.indexOf('<') < 0 && ESCAPED_ELEMENT.matcher(html).find()) {
      faults.add("markup escaped twice", html);
      return Parser.unescapeEntities(html, false);
    }
    return html;
  }

  private enum Kind {
    TEXT,
    HTML,
    INLINE,
    BASE64
  }

  private Kind kind(Element element) {
    if (element.attributesSize() == 0) {
      return element.firstElementChild() != null ? Kind.INLINE : undeclared(element);
    }
    String type = element.attr("type").strip().toLowerCase(Locale.ROOT);
    String mode = element.attr("mode").strip().toLowerCase(Locale.ROOT);
    if (mode.equals("base64") || isBinary(type) && element.childrenSize() == 0) {
      return Kind.BASE64;
    }
    if (element.firstElementChild() != null) {
      return Kind.INLINE;
    }
    return switch (type) {
      case "text", "text/plain", "plain" -> Kind.TEXT;
      case "html", "text/html", "xhtml", "application/xhtml+xml" -> Kind.HTML;
      default -> undeclared(element);
    };
  }

  /** RSS says HTML, Atom says text, and neither is heeded. */
  private Kind undeclared(Element element) {
    return atom && !MARKUP.matcher(Fields.raw(element)).find() ? Kind.TEXT : Kind.HTML;
  }

  private boolean isBinary(String type) {
    return atom
        && type.indexOf('/') > 0
        && !type.startsWith("text/")
        && !type.endsWith("xml")
        && !type.startsWith("multipart/");
  }

  private String base64(String text) {
    try {
      return new String(Base64.getMimeDecoder().decode(text.strip()), StandardCharsets.UTF_8)
          .strip();
    } catch (IllegalArgumentException e) {
      faults.add("is said to be base64 and is not", text);
      return "";
    }
  }

  /** Mends text whose UTF-8 was once read as windows-1252: {@code Ã©} for {@code é}. */
  private String unmangled(String text) {
    if (!mangled || !Mangled.isSuspect(text)) {
      return text;
    }
    Optional<String> mended = Mangled.mend(text);
    mended.ifPresent(_ -> faults.add("UTF-8 that somebody took for windows-1252", text));
    return mended.orElse(text);
  }
}
