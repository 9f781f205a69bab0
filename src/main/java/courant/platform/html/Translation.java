package courant.platform.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlStreamEventReceiver;

/**
 * Walks a parsed tree and tells it on in the elements that we publish: what was meant for what was
 * written ({@code b} is {@code strong}), a link for what would load a foreign document, nothing for
 * code, for controls, for what was hidden and for what only watches readers.
 */
final class Translation implements NodeFilter {
  /** What is dropped with all that is in it, and why. */
  private static final Map<String, String> UNWANTED = new HashMap<>();

  static {
    for (String name :
        List.of(
            "applet",
            "base",
            "canvas",
            "frame",
            "frameset",
            "head",
            "link",
            "math",
            "meta",
            "noembed",
            "noframes",
            "noscript",
            "param",
            "portal",
            "script",
            "style",
            "svg",
            "template",
            "title")) {
      UNWANTED.put(name, "code");
    }
    for (String name :
        List.of(
            "area",
            "button",
            "datalist",
            "input",
            "isindex",
            "keygen",
            "map",
            "meter",
            "option",
            "progress",
            "select",
            "textarea")) {
      UNWANTED.put(name, "control");
    }
  }

  private static final Set<String> EMBEDS = Set.of("embed", "iframe", "object");

  /** Of these only the sources matter; the rest is for browsers that do not know them. */
  private static final Set<String> MEDIA = Set.of("audio", "picture", "video");

  private static final Set<String> SOURCES = Set.of("img", "source", "track");
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("acronym", "abbr"),
          Map.entry("address", "div"),
          Map.entry("article", "div"),
          Map.entry("b", "strong"),
          Map.entry("center", "div"),
          Map.entry("dialog", "div"),
          Map.entry("dir", "ul"),
          Map.entry("fieldset", "div"),
          Map.entry("font", "span"),
          Map.entry("footer", "div"),
          Map.entry("form", "div"),
          Map.entry("h1", "h2"),
          Map.entry("header", "div"),
          Map.entry("hgroup", "div"),
          Map.entry("i", "em"),
          Map.entry("legend", "div"),
          Map.entry("listing", "pre"),
          Map.entry("main", "div"),
          Map.entry("menu", "ul"),
          Map.entry("nav", "div"),
          Map.entry("plaintext", "pre"),
          Map.entry("search", "div"),
          Map.entry("section", "div"),
          Map.entry("strike", "s"),
          Map.entry("tt", "code"),
          Map.entry("xmp", "pre"));

  private final HtmlStreamEventReceiver out;
  private final Set<String> elements;
  private final AttributeTranslation attributes;
  private final Tally tally;
  private final BooleanSupplier full;
  private final Deque<String> opened = new ArrayDeque<>();

  /**
   * @param elements those that the policy allows; a block that is not among them ends a line
   * @param full whether no more can be written
   */
  Translation(
      HtmlStreamEventReceiver out,
      Set<String> elements,
      Addresses addresses,
      Tally tally,
      BooleanSupplier full) {
    this.out = out;
    this.elements = elements;
    this.attributes = new AttributeTranslation(addresses, tally);
    this.tally = tally;
    this.full = full;
  }

  /** Whether there is any block in a tree, and loose text beside it so in want of a paragraph. */
  static boolean hasBlocks(Element body) {
    return body.stream()
        .anyMatch(e -> e != body && (isBlock(e) || EMBEDS.contains(e.normalName())));
  }

  /** Whether nothing in an element is there to be read. */
  static boolean isSilent(Element element) {
    String name = element.normalName();
    return UNWANTED.containsKey(name)
        || EMBEDS.contains(name)
        || MEDIA.contains(name)
        || Beacon.isHidden(element);
  }

  /** WordPress draws emoji as pictures, which another site would be asked for: their texts do. */
  static boolean isEmoji(Element element) {
    return element.nameIs("img")
        && (element.hasClass("wp-smiley") || element.hasClass("emoji"))
        && !element.attr("alt").isBlank();
  }

  static boolean isBlock(Element element) {
    return Content.of(meant(element)).isBlock() || element.nameIs("hr");
  }

  @Override
  public FilterResult head(Node node, int depth) {
    return switch (node) {
      case TextNode text -> {
        if (!isMedia(text.parentElement())) {
          out.text(text.getWholeText());
        }
        yield FilterResult.CONTINUE;
      }
      case Element element when depth > 0 -> open(element);
      default -> FilterResult.CONTINUE;
    };
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element && depth > 0) {
      String name = opened.pop();
      if (!Content.of(name).isVoid()) {
        out.closeTag(name);
      }
    }
    return FilterResult.CONTINUE;
  }

  private FilterResult open(Element element) {
    if (full.getAsBoolean()) {
      tally.add("text", "grew too long");
      return FilterResult.STOP;
    }
    String name = element.normalName();
    String unwanted = unwanted(element, name);
    if (unwanted != null) {
      tally.add(name, unwanted);
      return FilterResult.SKIP_ENTIRELY;
    }
    if (EMBEDS.contains(name)) {
      embed(element);
      return FilterResult.SKIP_ENTIRELY;
    }
    if (isEmoji(element) && !isMedia(element.parentElement())) {
      tally.add(name, "became its emoji");
      out.text(element.attr("alt"));
      return FilterResult.SKIP_ENTIRELY;
    }
    String written = written(element);
    List<String> kept = attributes.of(element, written);
    if (written.equals("img")
        && !AttributeTranslation.has(kept, "src")
        && !AttributeTranslation.has(kept, "srcset")) {
      tally.add(name, "no address that may be loaded");
      return FilterResult.SKIP_ENTIRELY;
    }
    opened.push(written);
    out.openTag(written, kept);
    return FilterResult.CONTINUE;
  }

  /** Why an element is not told, with all that is in it; null if it is. */
  private static @Nullable String unwanted(Element element, String name) {
    if (!element.tag().namespace().equals(Parser.NamespaceHtml)) {
      return "code";
    }
    if (name.equals("img") && Beacon.watches(element)) {
      return "watches readers";
    }
    if (Beacon.isHidden(element)) {
      return "hidden";
    }
    if (isMedia(element.parentElement()) && !SOURCES.contains(name)) {
      return "fallback";
    }
    return UNWANTED.get(name);
  }

  private void embed(Element element) {
    Optional<Embed> embed = elements.contains("figure") ? Embed.of(element) : Optional.empty();
    tally.add(element.normalName(), embed.isPresent() ? "became a link" : "foreign document");
    embed.ifPresent(
        card -> {
          out.openTag("p", new ArrayList<>(List.of("class", "embed")));
          out.openTag("a", new ArrayList<>(List.of("href", card.page())));
          out.text(card.title());
          out.closeTag("a");
          out.closeTag("p");
        });
  }

  private String written(Element element) {
    String name = meant(element);
    return Content.of(name).isBlock() && !elements.contains(name) ? "div" : name;
  }

  /** The element that says what the writer's element, class or style meant. */
  private static String meant(Element element) {
    String name = element.normalName();
    return switch (name) {
      case "b", "i", "font", "span" -> emphasis(element, MEANT.getOrDefault(name, name));
      case "p" -> element.hasClass("wp-caption-text") ? "figcaption" : name;
      default -> {
        String meant = MEANT.getOrDefault(name, name);
        yield meant.equals("div") && element.hasClass("wp-caption") ? "figure" : meant;
      }
    };
  }

  /**
   * Word processors write weight and slant as style, and wrap whole documents in a light {@code b}.
   */
  private static String emphasis(Element element, String name) {
    String style = Beacon.style(element);
    if (style.contains("font-weight:normal") || style.contains("font-weight:400")) {
      return "span";
    }
    if (name.equals("span") && style.matches(".*font-weight:(?:bold|[6-9]00).*")) {
      return "strong";
    }
    return name.equals("span") && style.contains("font-style:italic") ? "em" : name;
  }

  private static boolean isMedia(@Nullable Element element) {
    return element != null && (MEDIA.contains(element.normalName()));
  }
}
