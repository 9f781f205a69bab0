package courant.syndication.feed;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;

/**
 * Where a channel or an entry points: RSS links are text, Atom's have {@code rel} and {@code href}.
 */
final class Links {
  /** A link as Atom has it; {@code rel} in lower case, without IANA's prefix. */
  record Link(String rel, URI href, String type, Element element) {
    boolean isPage() {
      return type.isEmpty() || type.contains("html");
    }
  }

  private static final String[] LINKS = {"link", "atom:link"};

  private final Fields fields;
  private final Scope scope;
  private final List<Link> links = new ArrayList<>();

  Links(Fields fields, Scope scope) {
    this.fields = fields;
    this.scope = scope;
    for (Element element : fields.all(LINKS)) {
      if (!element.hasAttr("href")) {
        continue;
      }
      String rel = element.attr("rel").strip().toLowerCase(Locale.ROOT);
      String kind = rel.isEmpty() ? "alternate" : rel.substring(rel.lastIndexOf('/') + 1);
      scope
          .address(element, element.attr("href"))
          .ifPresent(
              href -> links.add(new Link(kind, href, element.attr("type").strip(), element)));
    }
  }

  /** The links of one relation. */
  List<Link> of(String rel) {
    return links.isEmpty()
        ? List.of()
        : links.stream().filter(link -> link.rel.equals(rel)).toList();
  }

  /** The first address of one relation. */
  Optional<URI> first(String rel) {
    return first(link -> link.rel.equals(rel));
  }

  /** The page of one relation, rather than the same in another format. */
  Optional<URI> page(String rel) {
    return first(link -> link.rel.equals(rel) && link.isPage());
  }

  private Optional<URI> first(Predicate<Link> wanted) {
    for (Link link : links) {
      if (wanted.test(link)) {
        return Optional.of(link.href);
      }
    }
    return Optional.empty();
  }

  /** The page this is about. */
  Optional<URI> page() {
    return text("feedburner:origlink")
        .or(() -> text("link", "loc", "url"))
        .or(() -> page("alternate"))
        .or(() -> first("alternate"))
        .or(() -> scope.address(fields.parent(), fields.parent().attr("href")));
  }

  private Optional<URI> text(String... names) {
    return fields
        .first(names)
        .filter(e -> e.firstElementChild() == null)
        .flatMap(e -> scope.address(e, Fields.text(e)));
  }
}
