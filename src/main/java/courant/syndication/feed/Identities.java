package courant.syndication.feed;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides by what each entry of a feed will be recognised when the feed is read again. */
final class Identities {
  private final Map<String, Entry> byId = new HashMap<>();
  private final Set<String> shared = new HashSet<>();
  private final Map<String, Integer> uses = new HashMap<>();

  private Identities(List<Entry> entries) {
    for (Entry entry : entries) {
      Entry other = byId.putIfAbsent(entry.id(), entry);
      if (other != null && !other.link().equals(entry.link())) {
        shared.add(entry.id());
      }
      entry.link().ifPresent(link -> uses.merge(link.toString(), 1, Integer::sum));
    }
  }

  static List<Entry> assign(List<Entry> entries, Faults faults) {
    Identities identities = new Identities(entries);
    return entries.stream().map(entry -> identities.identify(entry, faults)).toList();
  }

  /** An id that different stories share names none of them. */
  private Entry identify(Entry entry, Faults faults) {
    String id = entry.id();
    if (shared.contains(id)) {
      faults.add("id that different entries share", id);
      id = Entry.nameless(entry.link(), entry.title(), entry.body());
    }
    List<String> keys = new ArrayList<>(2);
    keys.add(id);
    entry
        .link()
        .map(URI::toString)
        .filter(link -> uses.getOrDefault(link, 0) == 1)
        .filter(link -> !keys.contains(link))
        .ifPresent(keys::add);
    return entry.identified(id, List.copyOf(keys));
  }
}
