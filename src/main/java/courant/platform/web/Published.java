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

  /**
   * Equal to itself only: one that is gone must not be taken for what came to its address since.
   */
  private static final class Entry {
    private final String address;
    private final PublishedBytes bytes;
    private final Set<String> shows;

    private Entry(String address, PublishedBytes bytes, Set<String> shows) {
      this.address = address;
      this.bytes = bytes;
      this.shows = shows;
    }
  }

  private final Cache<String, Entry> entries;

  /** Each entry from before it is kept until after it is gone; changed by eviction at any time. */
  private final Map<String, Set<Entry>> entriesByTag = new ConcurrentHashMap<>();

  private final LongAdder hits = new LongAdder();
  private long drops;

  public Published() {
    this(MOST_BYTES);
  }

  /**
   * @param mostBytes memory for all of it; what was not asked for the longest goes first
   */
  Published(long mostBytes) {
    entries =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((String _, Entry entry) -> entry.bytes.weight())
            .removalListener(
                (@Nullable String _, @Nullable Entry entry, RemovalCause _) -> forget(entry))
            .build();
  }

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
    return entry.bytes;
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
    Entry entry = new Entry(address, bytes, shows);
    for (String tag : shows) {
      entriesByTag.compute(tag, (_, others) -> with(entry, others));
    }
    entries.put(address, entry);
  }

  /** Drops everything that shows any of these. */
  public synchronized void drop(Collection<String> tags) {
    drops++;
    Set<Entry> changed = new HashSet<>();
    for (String tag : tags) {
      changed.addAll(entriesByTag.getOrDefault(tag, Set.of()));
    }
    for (Entry entry : changed) {
      entries.asMap().remove(entry.address, entry);
      forget(entry);
    }
  }

  /** Drops everything, when what changed stands on every page. */
  public synchronized void dropAll() {
    drops++;
    entries.invalidateAll();
    entriesByTag.clear();
  }

  /** Within the turn of its tag, as {@link #forget} is: else the set may be gone when it is in. */
  private static Set<Entry> with(Entry entry, @Nullable Set<Entry> others) {
    Set<Entry> all = others == null ? ConcurrentHashMap.newKeySet() : others;
    all.add(entry);
    return all;
  }

  /** Once it is gone, and no sooner: what changes must find it until then. */
  private void forget(@Nullable Entry entry) {
    if (entry == null) {
      return;
    }
    for (String tag : entry.shows) {
      entriesByTag.computeIfPresent(
          tag,
          (_, all) -> {
            all.remove(entry);
            return all.isEmpty() ? null : all;
          });
    }
  }
}
