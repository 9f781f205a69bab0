package courant.follow;

import courant.reader.ReaderId;
import courant.search.SearchQuery.Leaf;
import courant.search.StoryTerms;
import courant.story.Story;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * All who follow anything, in memory: for each interest the set of its readers' numbers, two bytes
 * each or less. Knows no database.
 */
public final class FollowIndex implements Followers {
  private final StandingInterests interests;

  /**
   * Begins empty.
   *
   * @param commonness in how many stories a search's leaf is found, about; only speed depends on it
   */
  public FollowIndex(ToLongFunction<Leaf> commonness) {
    interests = new StandingInterests(commonness);
  }

  @Override
  public synchronized void set(
      ReaderId reader, int number, Interest interest, Optional<Stance> stance) {
    Readership readership =
        stance.isPresent() ? interests.add(number, interest) : interests.get(number);
    if (readership != null) {
      set(readership, reader, stance);
    }
  }

  private void set(Readership readership, ReaderId reader, Optional<Stance> stance) {
    readership.set(reader.value(), stance.orElse(null));
    if (readership.isEmpty()) {
      interests.drop(readership.number());
    }
  }

  @Override
  public synchronized void drop(int number) {
    interests.drop(number);
  }

  @Override
  public synchronized void forget(ReaderId reader) {
    interests.all().forEach(readership -> set(readership, reader, Optional.empty()));
  }

  /** Makes the sets as small as they can be; for after many additions. */
  public synchronized void compact() {
    interests.all().forEach(Readership::compact);
  }

  @Override
  public synchronized RoaringBitmap audienceOf(Story story, StoryTerms terms, Share share) {
    List<Readership> touched = interests.touchedBy(story, terms);
    RoaringBitmap audience = union(touched, Readership::followers, share);
    audience.andNot(union(touched, Readership::muters, share));
    return audience;
  }

  @Override
  public synchronized RoaringBitmap mutersOf(Story story, StoryTerms terms) {
    return union(interests.touchedBy(story, terms), Readership::muters, Share.EVERYBODY);
  }

  @Override
  public synchronized RoaringBitmap followersOf(Interest.Listed interest) {
    Readership readership = interests.get(interest);
    return readership == null
        ? new RoaringBitmap()
        : union(List.of(readership), Readership::followers, Share.EVERYBODY);
  }

  @Override
  public synchronized Set<Interest> interestsOf(Story story, StoryTerms terms) {
    return interests.touchedBy(story, terms).stream()
        .map(Readership::interest)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static RoaringBitmap union(
      List<Readership> readerships, Function<Readership, @Nullable ReaderSet> side, Share share) {
    return ReaderSet.union(readerships.stream().map(side).filter(Objects::nonNull), share);
  }
}
