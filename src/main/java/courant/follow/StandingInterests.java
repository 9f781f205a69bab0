package courant.follow;

import courant.search.SearchQuery.Leaf;
import courant.search.StandingSearches;
import courant.search.StoryTerms;
import courant.story.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that anyone follows or mutes, and what of it a story touches. For one thread at a
 * time.
 */
final class StandingInterests {
  private final Map<Integer, Standing> byNumber = new HashMap<>();
  private final Map<Interest, Readership> listed = new HashMap<>();

  /** By their numbers among the standing searches, which are small and given out again. */
  private final List<@Nullable Readership> searches = new ArrayList<>();

  private final StandingSearches standing;

  /**
   * @param commonness in how many stories a search's leaf is found, about; only speed depends on it
   */
  StandingInterests(ToLongFunction<Leaf> commonness) {
    standing = new StandingSearches(commonness);
  }

  /**
   * @param search its number among the standing searches; -1 if it is none
   */
  private record Standing(Readership readership, int search) {}

  /** Takes an interest, unless it stands already. */
  Readership add(int number, Interest interest) {
    return byNumber
        .computeIfAbsent(number, _ -> stand(new Readership(number, interest)))
        .readership();
  }

  private Standing stand(Readership readership) {
    if (!(readership.interest() instanceof Interest.Matching(var query))) {
      listed.put(readership.interest(), readership);
      return new Standing(readership, -1);
    }
    int search = standing.add(query);
    while (searches.size() <= search) {
      searches.add(null);
    }
    searches.set(search, readership);
    return new Standing(readership, search);
  }

  void drop(int number) {
    Standing dropped = byNumber.remove(number);
    if (dropped == null) {
      return;
    }
    if (dropped.search >= 0) {
      searches.set(dropped.search, null);
      standing.remove(dropped.search);
    } else {
      listed.remove(dropped.readership.interest());
    }
  }

  @Nullable Readership get(int number) {
    Standing found = byNumber.get(number);
    return found == null ? null : found.readership;
  }

  /** What is followed of a topic, author, source or section. */
  @Nullable Readership get(Interest.Listed interest) {
    return listed.get(interest);
  }

  Collection<Readership> all() {
    return byNumber.values().stream().map(Standing::readership).toList();
  }

  /** What of it a story is about, or found by. */
  List<Readership> touchedBy(Story story, StoryTerms terms) {
    return Stream.concat(
            Interest.of(story).stream().map(listed::get),
            Arrays.stream(standing.matching(terms)).mapToObj(searches::get))
        .filter(Objects::nonNull)
        .toList();
  }
}
