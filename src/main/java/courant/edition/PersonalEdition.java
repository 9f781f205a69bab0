package courant.edition;

import courant.follow.Following;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.reader.ReaderId;
import courant.search.Newest;
import courant.search.StoryIndex;
import courant.story.Listing;
import courant.story.NewestStories;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The edition of one reader: the newest of everything followed, without what is muted. Selected
 * when it is asked for, by merging the newest of each interest; exact however deep one looks.
 */
public final class PersonalEdition {
  private static final int DEPTH = 50;

  /** The newest first; the number decides between stories of one instant. */
  private record Place(long published, long story) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return Comparator.comparingLong(Place::published)
          .thenComparingLong(Place::story)
          .reversed()
          .compare(this, other);
    }
  }

  /**
   * What was found so far.
   *
   * @param whole whether it is all there is
   */
  private record Merged(TreeMap<Place, List<Interest>> places, boolean whole) {}

  private final Follows follows;
  private final Stories stories;
  private final NewestStories newest;
  private final NewestFound found;
  private final int depth;

  public PersonalEdition(Follows follows, Stories stories, NewestStories newest, StoryIndex index) {
    this(follows, stories, newest, index, DEPTH);
  }

  /**
   * @param depth how many of each interest to look at first
   */
  PersonalEdition(
      Follows follows, Stories stories, NewestStories newest, StoryIndex index, int depth) {
    this.follows = follows;
    this.stories = stories;
    this.newest = newest;
    this.found = new NewestFound(index);
    this.depth = depth;
  }

  /** Its total is what is known of: one more than is shown, if there is more. */
  Edition select(ReaderId reader, Window window) {
    Following following = follows.of(reader);
    int wanted = window.offset() + window.size();
    Merged merged = merge(following, Math.max(depth, wanted + 1), wanted + 1);
    List<Map.Entry<Place, List<Interest>>> chosen =
        merged.places().entrySet().stream().skip(window.offset()).limit(window.size()).toList();
    return new Edition(
        new Audience.OfReader(reader), window, entries(chosen), merged.places().size());
  }

  private Merged merge(Following following, int most, int wanted) {
    Merged merged = gather(following.follows(), most);
    leaveOut(merged.places(), following.mutes());
    return merged.whole() || merged.places().size() >= wanted
        ? merged
        : merge(following, most * 4, wanted);
  }

  /**
   * The newest of each interest in one order. Beyond the last story of an interest that was cut off
   * others might be missing, so nothing there counts.
   */
  private Merged gather(List<Interest> follows, int most) {
    TreeMap<Place, List<Interest>> places = new TreeMap<>();
    List<Interest> listed = follows.stream().filter(Interest.Listed.class::isInstance).toList();
    Map<Interest, Place> last = new LinkedHashMap<>();
    Map<Interest, Integer> sizes = new LinkedHashMap<>();
    for (NewestStories.Placed each : newest.of(listings(listed), most)) {
      Place place = new Place(each.published(), each.story().value());
      put(places, last, sizes, listed.get(each.list()), place);
    }
    for (Interest interest : follows) {
      if (interest instanceof Interest.Matching(var query)) {
        found.of(query, most).forEach(one -> put(places, last, sizes, interest, place(one)));
      }
    }
    List<Place> cuts =
        sizes.entrySet().stream()
            .filter(size -> size.getValue() >= most)
            .map(size -> last.get(size.getKey()))
            .sorted()
            .toList();
    if (cuts.isEmpty()) {
      return new Merged(places, true);
    }
    return new Merged(new TreeMap<>(places.headMap(cuts.getFirst(), true)), false);
  }

  private static void put(
      Map<Place, List<Interest>> places,
      Map<Interest, Place> last,
      Map<Interest, Integer> sizes,
      Interest interest,
      Place place) {
    places.computeIfAbsent(place, _ -> new ArrayList<>(2)).add(interest);
    last.put(interest, place);
    sizes.merge(interest, 1, Integer::sum);
  }

  private static Place place(Newest one) {
    return new Place(one.published().toEpochMilli(), one.story().value());
  }

  private static List<Listing> listings(List<Interest> interests) {
    return interests.stream()
        .filter(Interest.Listed.class::isInstance)
        .map(interest -> ((Interest.Listed) interest).listing())
        .toList();
  }

  private void leaveOut(TreeMap<Place, List<Interest>> places, List<Interest> mutes) {
    if (mutes.isEmpty() || places.isEmpty()) {
      return;
    }
    List<StoryId> candidates =
        places.keySet().stream().map(place -> new StoryId(place.story())).toList();
    Set<Long> muted = new HashSet<>();
    newest.among(candidates, listings(mutes)).forEach(story -> muted.add(story.value()));
    for (Interest mute : mutes) {
      if (mute instanceof Interest.Matching matching) {
        muted.addAll(downTo(places.lastKey(), matching, depth * 4));
      }
    }
    places.keySet().removeIf(place -> muted.contains(place.story()));
  }

  /** All stories that a search finds, down to the oldest that matters. */
  private Set<Long> downTo(Place oldest, Interest.Matching search, int most) {
    List<Newest> newestFound = found.of(search.query(), most);
    boolean enough =
        newestFound.size() < most || place(newestFound.getLast()).compareTo(oldest) >= 0;
    if (!enough) {
      return downTo(oldest, search, most * 4);
    }
    Set<Long> muted = new HashSet<>();
    newestFound.forEach(one -> muted.add(one.story().value()));
    return muted;
  }

  private List<Edition.Entry> entries(List<Map.Entry<Place, List<Interest>>> chosen) {
    Map<Long, List<Interest>> interests = new LinkedHashMap<>();
    chosen.forEach(entry -> interests.put(entry.getKey().story(), entry.getValue()));
    List<StoryId> ids = interests.keySet().stream().map(StoryId::new).toList();
    return stories.published(ids).stream()
        .map(
            story ->
                new Edition.Entry(
                    story,
                    interests.getOrDefault(story.id().value(), List.of()).stream()
                        .map(
                            interest ->
                                (Reason) new Reason.Follows(interest, name(interest, story)))
                        .toList()))
        .toList();
  }

  /** What the story itself calls it. */
  static String name(Interest interest, Story story) {
    return switch (interest) {
      case Interest.Matching matching -> matching.words();
      case Interest.Listed(Listing.About(var topic)) ->
          story.topics().stream()
              .filter(one -> one.id().equals(topic))
              .map(one -> one.name())
              .findFirst()
              .orElse("");
      case Interest.Listed(Listing.By(var author)) ->
          story.byline().stream()
              .filter(one -> one.id().equals(author))
              .map(one -> one.name())
              .findFirst()
              .orElse("");
      case Interest.Listed(Listing.From _) ->
          story.origin().map(origin -> origin.source().name()).orElse("");
      case Interest.Listed(Listing.InSection _) ->
          story.section().map(section -> section.name()).orElse("");
      case Interest.Listed(Listing.Everything _), Interest.Listed(Listing.Between _) -> "";
    };
  }
}
