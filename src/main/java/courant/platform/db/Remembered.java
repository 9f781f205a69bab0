package courant.platform.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was read from the database, in memory until it changes. Whoever hears of a change forgets
 * what it touched; what somebody read before that, and brings only after it, is not kept.
 */
public final class Remembered<K, V> {
  private final Cache<K, V> values;
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param most the weight of all that is kept; what was not asked for the longest goes first
   */
  public Remembered(long most, Weigher<K, V> weigher) {
    // What it does besides takes less time than to wake a thread for it.
    values =
        Caffeine.newBuilder().maximumWeight(most).weigher(weigher).executor(Runnable::run).build();
  }

  /**
   * The values of some keys: those in memory, and the rest read together.
   *
   * @param read need not know every key; a key that it does not know is asked for again
   */
  public Map<K, V> of(Collection<K> keys, Function<List<K>, Map<K, V>> read) {
    Map<K, V> found = HashMap.newHashMap(keys.size());
    List<K> missing = new ArrayList<>(0);
    for (K key : keys) {
      V value = values.getIfPresent(key);
      if (value == null) {
        missing.add(key);
      } else {
        found.put(key, value);
      }
    }
    if (!missing.isEmpty()) {
      long before = changes.get();
      Map<K, V> fresh = read.apply(missing);
      keep(fresh, before);
      found.putAll(fresh);
    }
    return found;
  }

  /** A change is counted before it forgets: either it finds these, or they find it. */
  private void keep(Map<K, V> fresh, long before) {
    if (changes.get() == before) {
      values.putAll(fresh);
      if (changes.get() != before) {
        values.invalidateAll(fresh.keySet());
      }
    }
  }

  /** These have changed. */
  public void forget(Collection<K> keys) {
    changes.incrementAndGet();
    values.invalidateAll(keys);
  }

  /** Any of them may have changed. */
  public void forgetAll() {
    changes.incrementAndGet();
    values.invalidateAll();
  }
}
