package courant.transfer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A first look through an export: how much there is, and which categories are to become sections. A
 * review has a dozen sections at most, old sites hundreds of categories: the most used become
 * sections, all others topics.
 */
final class Survey {
  private static final int MOST_SECTIONS = 12;

  private final Map<String, Exported.Label> categories = new LinkedHashMap<>();
  private final Map<String, Integer> used = new HashMap<>();
  private final Set<String> bylines = new TreeSet<>();
  private final Set<String> tags = new TreeSet<>();
  private final Set<String> sources = new TreeSet<>();
  private int entries;

  /** Looks at one piece. */
  void see(Exported piece, String siteHost) {
    if (piece instanceof Exported.Entry entry && !entry.page()) {
      entries++;
      entry.categories().stream()
          .limit(1)
          .forEach(category -> used.merge(category.slug(), 1, Integer::sum));
      entry.categories().forEach(category -> categories.putIfAbsent(category.slug(), category));
      entry.byline().forEach(author -> bylines.add(author.slug()));
      entry.tags().forEach(tag -> tags.add(tag.slug()));
      String source = sourceOf(entry, siteHost);
      if (!source.isEmpty()) {
        sources.add(source);
      }
    } else if (piece instanceof Exported.Entry) {
      entries++;
    } else if (piece instanceof Exported.Writer writer) {
      bylines.add(writer.login());
    }
  }

  /** Name of the publication an entry was taken from; empty if it is the site's own. */
  static String sourceOf(Exported.Entry entry, String siteHost) {
    boolean own = Syndicated.host(entry.sourceAddress()).equals(siteHost) && !siteHost.isEmpty();
    return own ? "" : entry.source();
  }

  int entries() {
    return entries;
  }

  /** Categories that become sections, the most used first. */
  List<Exported.Label> sections() {
    return used.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_SECTIONS)
        .map(Map.Entry::getKey)
        .map(slug -> categories.getOrDefault(slug, new Exported.Label(slug, slug)))
        .toList();
  }

  Set<String> authors() {
    return bylines;
  }

  Set<String> sources() {
    return sources;
  }

  /** Slugs of labels that become topics. */
  Set<String> topics() {
    Set<String> sections =
        sections().stream().map(Exported.Label::slug).collect(Collectors.toSet());
    Set<String> topics = new TreeSet<>(tags);
    categories.keySet().stream().filter(slug -> !sections.contains(slug)).forEach(topics::add);
    return topics;
  }
}
