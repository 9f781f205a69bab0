package courant.syndication.article;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A page's {@code meta} elements by whatever attribute names them. */
record Meta(Map<String, List<Element>> named) {
  private static final List<String> KEYS = List.of("name", "property", "itemprop", "http-equiv");

  static Meta of(Document page) {
    Map<String, List<Element>> named = new HashMap<>();
    for (Element meta : page.select("meta[content]")) {
      KEYS.stream()
          .flatMap(key -> names(meta.attr(key)))
          .distinct()
          .forEach(name -> named.computeIfAbsent(name, _ -> new ArrayList<>()).add(meta));
    }
    return new Meta(named);
  }

  /** Some name several things in one attribute, and some write {@code dc:title}. */
  private static Stream<String> names(String written) {
    return Stream.of(written.toLowerCase(Locale.ROOT).strip().split("\\s+"))
        .map(name -> name.startsWith("dc") ? name.replace(':', '.') : name);
  }

  /** The content of the first of these names that has any. */
  String content(String... names) {
    return first(meta -> meta.attr("content").strip(), names);
  }

  /** As {@link #content}, resolved against the page's own address. */
  String address(String... names) {
    return first(meta -> Evidence.first(meta.absUrl("content"), meta.attr("content")), names);
  }

  /** All that one name says. */
  List<String> contents(String... names) {
    return elements(names).map(meta -> meta.attr("content").strip()).distinct().toList();
  }

  private String first(Function<Element, String> content, String... names) {
    return elements(names)
        .map(content)
        .filter(Predicate.not(String::isEmpty))
        .findFirst()
        .orElse("");
  }

  private Stream<Element> elements(String... names) {
    return Stream.of(names).flatMap(name -> named.getOrDefault(name, List.of()).stream());
  }
}
