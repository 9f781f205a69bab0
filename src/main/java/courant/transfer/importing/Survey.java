package courant.transfer.importing;

import courant.transfer.exported.Exported;
import courant.transfer.exported.Foreign;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A first look through an export: how much there is, and which categories are to become sections. A
 * review has a dozen sections at most, old sites hundreds of categories: the most used become
 * sections, all others topics.
 */
final class Survey {
  private static final int MOST_SECTIONS = 12;

  private final Map<String, Exported.Term> terms = new LinkedHashMap<>();
  private final Map<String, Exported.Label> categories = new LinkedHashMap<>();
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<String, Exported.Writer> writers = new LinkedHashMap<>();
  private final Set<String> bylines = new TreeSet<>();
  private final Set<String> tags = new TreeSet<>();
  private final Set<String> sources = new TreeSet<>();
  private List<String> chosen = List.of();
  private int entries;

  /** Looks at one piece. */
  void see(Exported piece, String siteHost) {
    if (piece instanceof Exported.Entry entry && !entry.page()) {
      entries++;
      entry.categories().stream()
          .limit(1)
          .forEach(category -> used.merge(category.place().value(), 1, Integer::sum));
      entry
          .categories()
          .forEach(category -> categories.putIfAbsent(category.place().value(), category));
      entry.byline().forEach(author -> bylines.add(author.slug()));
      entry.tags().forEach(tag -> tags.add(tag.place().value()));
      String source = sourceOf(entry, siteHost);
      if (!source.isEmpty()) {
        sources.add(Foreign.slug(source).value());
      }
    } else if (piece instanceof Exported.Entry page) {
      entries++;
      page.byline().forEach(author -> bylines.add(author.slug()));
    } else if (piece instanceof Exported.Writer writer) {
      bylines.add(writer.login());
      writers.putIfAbsent(writer.login(), writer);
    } else if (piece instanceof Exported.Term term) {
      terms.putIfAbsent(Foreign.slug(term.slug()).value(), term);
    }
  }

  /** Name of the publication an entry was taken from; empty if it is the site's own. */
  static String sourceOf(Exported.Entry entry, String siteHost) {
    boolean own = Foreign.host(entry.sourceAddress()).equals(siteHost) && !siteHost.isEmpty();
    return own ? "" : entry.source();
  }

  int entries() {
    return entries;
  }

  /** Categories that become sections, the most used first. */
  List<Exported.Label> sections() {
    return sectionSlugs().stream()
        .map(slug -> categories.getOrDefault(slug, new Exported.Label(slug, slug)))
        .toList();
  }

  /** Their slugs, once everything is seen. */
  private List<String> sectionSlugs() {
    if (chosen.isEmpty()) {
      chosen = mostUsed();
    }
    return chosen;
  }

  private List<String> mostUsed() {
    return used.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_SECTIONS)
        .map(Map.Entry::getKey)
        .toList();
  }

  Set<String> authors() {
    return bylines;
  }

  Set<String> sources() {
    return sources;
  }

  /** The category of an entry that is its section: the first that is one. */
  Optional<Exported.Label> sectionOf(Exported.Entry entry) {
    List<String> slugs = sectionSlugs();
    return entry.categories().stream()
        .filter(category -> slugs.contains(category.place().value()))
        .findFirst();
  }

  /** What an entry is about: its tags, and its categories but the one that is its section. */
  List<Exported.Label> topicsOf(Exported.Entry entry) {
    Optional<Exported.Label> section = sectionOf(entry);
    return Stream.concat(entry.tags().stream(), entry.categories().stream())
        .filter(label -> section.filter(label::equals).isEmpty() || entry.tags().contains(label))
        .toList();
  }

  /** Those whom the file introduces, by login. */
  Map<String, Exported.Writer> writers() {
    return writers;
  }

  /** What the file says of a category or tag; empty if nothing. */
  String about(Exported.Label label) {
    Exported.Term term = terms.get(label.place().value());
    return term == null ? "" : term.about();
  }

  /** Categories and tags that the file lists and no story in it bears. */
  List<Exported.Left> unused() {
    return terms.entrySet().stream()
        .filter(term -> !tags.contains(term.getKey()) && !categories.containsKey(term.getKey()))
        .map(
            term ->
                new Exported.Left(
                    "category or tag “" + term.getValue().name() + "”", "no story bears it"))
        .toList();
  }
}
