package courant.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Everything public that was rendered and has not changed since, ready to be answered. Exact: each
 * entry knows what it shows, and goes the moment any of it changes.
 */
public final class Published {
  private static final long MOST_BYTES = 64L << 20;

  private record Entry(PublishedBytes bytes, Set<String> shows) {}

  private final Cache<String, Entry> entries =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((String _, Entry entry) -> entry.bytes().weight())
          .evictionListener(
              (@Nullable String address, @Nullable Entry entry, RemovalCause _) ->
                  forget(address, entry))
          .build();

  private final Map<String, Set<String>> addressesByTag = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private long drops;

  /** To be taken before rendering begins and handed to {@link #keep}. */
  synchronized long moment() {
    return drops;
  }

  @Nullable PublishedBytes at(String address) {
    Entry entry = entries.getIfPresent(address);
    if (entry == null) {
      return null;
    }
    hits.increment();
    return entry.bytes();
  }

  /** How often something asked for was there. */
  public long hits() {
    return hits.sum();
  }

  /** Keeps bytes unless something was dropped since {@code moment}: they might show what was. */
  synchronized void keep(String address, PublishedBytes bytes, Set<String> shows, long moment) {
    if (moment != drops) {
      return;
    }
    for (String tag : shows) {
      addressesByTag.computeIfAbsent(tag, _ -> ConcurrentHashMap.newKeySet()).add(address);
    }
    entries.put(address, new Entry(bytes, shows));
  }

  /** Drops everything that shows any of these. */
  public synchronized void drop(Collection<String> tags) {
    drops++;
    Set<String> addresses = new HashSet<>();
    for (String tag : tags) {
      addresses.addAll(addressesByTag.getOrDefault(tag, Set.of()));
    }
    for (String address : addresses) {
      forget(address, entries.asMap().remove(address));
    }
  }

  /** Drops everything, when what changed stands on every page. */
  public synchronized void dropAll() {
    drops++;
    entries.invalidateAll();
    addressesByTag.clear();
  }

  private void forget(@Nullable String address, @Nullable Entry entry) {
    if (address == null || entry == null) {
      return;
    }
    for (String tag : entry.shows()) {
      addressesByTag.computeIfPresent(
          tag,
          (_, addresses) -> {
            addresses.remove(address);
            return addresses.isEmpty() ? null : addresses;
          });
    }
  }
}
