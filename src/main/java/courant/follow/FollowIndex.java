package courant.follow;

import courant.reader.ReaderId;
import courant.search.SearchQuery.Leaf;
import courant.search.StandingSearches;
import courant.search.StoryTerms;
import courant.story.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who follows what, in memory: for each interest the set of its readers' numbers, two bytes each or
 * less. Knows no database; safe for many threads.
 */
public final class FollowIndex {
  private final Map<Interest, Readership> readerships = new HashMap<>();

  /** By their numbers among the standing searches, which are small and given out again. */
  private final List<@Nullable Readership> searches = new ArrayList<>();

  private final StandingSearches standing;

  /**
   * Begins empty.
   *
   * @param commonness in how many stories a search's leaf is found, about; only speed depends on it
   */
  public FollowIndex(ToLongFunction<Leaf> commonness) {
    standing = new StandingSearches(commonness);
  }

  /** The readers of one interest; sets are made when somebody is in them. */
  private static final class Readership {
    private final Interest interest;
    private final int search;
    private @Nullable ReaderSet followers;
    private @Nullable ReaderSet muters;

    /**
     * @param search its number among the standing searches; -1 if it is none
     */
    private Readership(Interest interest, int search) {
      this.interest = interest;
      this.search = search;
    }

    private void set(int reader, @Nullable Stance stance) {
      followers = with(followers, reader, stance == Stance.FOLLOW);
      muters = with(muters, reader, stance == Stance.MUTE);
    }

    private static @Nullable ReaderSet with(@Nullable ReaderSet readers, int reader, boolean in) {
      if (in) {
        ReaderSet some = readers == null ? new ReaderSet() : readers;
        some.add(reader);
        return some;
      }
      if (readers != null) {
        readers.remove(reader);
      }
      return readers == null || readers.isEmpty() ? null : readers;
    }

    private void compact() {
      if (followers != null) {
        followers.compact();
      }
      if (muters != null) {
        muters.compact();
      }
    }

    private boolean isEmpty() {
      return followers == null && muters == null;
    }
  }

  /** Sets how a reader stands to an interest from now on. */
  public synchronized void set(ReaderId reader, Interest interest, Optional<Stance> stance) {
    Readership readership = readerships.get(interest);
    if (readership == null && stance.isPresent()) {
      readership = add(interest);
    }
    if (readership != null) {
      readership.set(reader.value(), stance.orElse(null));
      dropIfEmpty(interest, readership);
    }
  }

  private Readership add(Interest interest) {
    int search = interest instanceof Interest.Matching(var query) ? standing.add(query) : -1;
    Readership readership = new Readership(interest, search);
    readerships.put(interest, readership);
    if (search >= 0) {
      while (searches.size() <= search) {
        searches.add(null);
      }
      searches.set(search, readership);
    }
    return readership;
  }

  private void dropIfEmpty(Interest interest, Readership readership) {
    if (readership.isEmpty()) {
      readerships.remove(interest);
      if (readership.search >= 0) {
        searches.set(readership.search, null);
        standing.remove(readership.search);
      }
    }
  }

  /** Forgets who follows and mutes an interest. */
  public synchronized void forget(Interest interest) {
    Readership readership = readerships.get(interest);
    if (readership != null) {
      readership.followers = null;
      readership.muters = null;
      dropIfEmpty(interest, readership);
    }
  }

  /** Forgets a reader altogether. */
  public synchronized void forget(ReaderId reader) {
    for (Map.Entry<Interest, Readership> entry : List.copyOf(readerships.entrySet())) {
      entry.getValue().set(reader.value(), null);
      dropIfEmpty(entry.getKey(), entry.getValue());
    }
  }

  /** Makes the sets as small as they can be; for after many additions. */
  public synchronized void compact() {
    readerships.values().forEach(Readership::compact);
  }

  /**
   * Everybody who is to be told of a story: those who follow anything it is about or a search that
   * finds it, but nobody who mutes any of it.
   *
   * @return their numbers; the caller's own to change
   */
  public synchronized RoaringBitmap audienceOf(Story story, StoryTerms terms) {
    List<Readership> matching = matching(story, terms);
    RoaringBitmap audience = union(matching, one -> one.followers);
    audience.andNot(union(matching, one -> one.muters));
    return audience;
  }

  /**
   * Everybody who mutes anything a story is about.
   *
   * @return their numbers; the caller's own to change
   */
  public synchronized RoaringBitmap mutersOf(Story story, StoryTerms terms) {
    return union(matching(story, terms), one -> one.muters);
  }

  /** What anyone follows or mutes of a story. */
  public synchronized Set<Interest> interestsOf(Story story, StoryTerms terms) {
    return matching(story, terms).stream()
        .map(one -> one.interest)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The followers of one interest.
   *
   * @return their numbers; the caller's own to change
   */
  public synchronized RoaringBitmap followersOf(Interest interest) {
    Readership readership = readerships.get(interest);
    return readership == null
        ? new RoaringBitmap()
        : union(List.of(readership), one -> one.followers);
  }

  private List<Readership> matching(Story story, StoryTerms terms) {
    return Stream.concat(
            Interest.of(story).stream().map(readerships::get),
            Arrays.stream(standing.matching(terms)).mapToObj(searches::get))
        .filter(Objects::nonNull)
        .toList();
  }

  private static RoaringBitmap union(
      List<Readership> readerships, Function<Readership, @Nullable ReaderSet> side) {
    return ReaderSet.union(readerships.stream().map(side).filter(Objects::nonNull));
  }
}
