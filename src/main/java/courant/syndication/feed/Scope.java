package courant.syndication.feed;

import courant.platform.html.Addresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What elements inherit from those around them: {@code xml:base} and {@code xml:lang}.
 *
 * @param address where the document came from, if known
 * @param inherits whether the document sets either anywhere; most do not
 */
public record Scope(@Nullable URI address, boolean inherits) {
  private static final String BASE = "xml:base";
  private static final String LANGUAGE = "xml:lang";
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*");
  private static final Pattern PAIRED_AMPERSAND = Pattern.compile("&(?:amp|#38|#x26);");

  static Scope of(String text, @Nullable URI address) {
    return new Scope(address, text.contains("xml:"));
  }

  /** The same for a document that turns out to know where it lives. */
  Scope at(Optional<URI> home) {
    return address == null && home.isPresent() && home.get().isAbsolute()
        ? new Scope(home.get(), inherits)
        : this;
  }

  /** What relative addresses inside an element are resolved against. */
  Optional<URI> base(Element element) {
    return Optional.ofNullable(baseOf(element));
  }

  private @Nullable URI baseOf(Element element) {
    URI base = address;
    if (inherits) {
      for (Element around : outermostFirst(element, BASE)) {
        base = resolve(base, around.attr(BASE)).orElse(base);
      }
    }
    return base;
  }

  /** The language of an element's text; empty if unsaid, or unset by an empty attribute. */
  String language(Element element) {
    List<Element> around = inherits ? outermostFirst(element, LANGUAGE) : List.of();
    return around.isEmpty() ? "" : tag(around.getLast().attr(LANGUAGE));
  }

  /** Whether an element or one around it says something about its language, be it nothing. */
  boolean saysLanguage(Element element) {
    return inherits && !outermostFirst(element, LANGUAGE).isEmpty();
  }

  private static List<Element> outermostFirst(Element element, String attribute) {
    List<Element> having = new ArrayList<>();
    for (Element e = element; e != null; e = e.parent()) {
      if (e.hasAttr(attribute)) {
        having.add(e);
      }
    }
    return having.reversed();
  }

  /** A language tag in good form, or empty. */
  public static String tag(String given) {
    if (given.isEmpty()) {
      return "";
    }
    String tag = given.strip().replace('_', '-');
    return TAG.matcher(tag).matches() ? tag : "";
  }

  /** The web address an element names, resolved; empty if it is none. */
  Optional<URI> address(Element element, String given) {
    return given.isBlank() ? Optional.empty() : resolve(baseOf(element), given);
  }

  /** Resolves a web address as browsers do; relative ones stay if there is nothing to go by. */
  public static Optional<URI> resolve(@Nullable URI base, String given) {
    String raw = given.strip();
    String address = raw.indexOf('&') < 0 ? raw : PAIRED_AMPERSAND.matcher(raw).replaceAll("&");
    if (address.startsWith("http://") || address.startsWith("https://")) {
      Optional<URI> sound = uri(address).filter(uri -> uri.getHost() != null);
      if (sound.isPresent()) {
        return sound;
      }
    }
    if (address.startsWith("www.")) {
      address = "http://" + address;
    }
    return new Addresses(base, base == null).media(address).flatMap(Scope::uri);
  }

  private static Optional<URI> uri(String address) {
    try {
      return Optional.of(new URI(address));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
