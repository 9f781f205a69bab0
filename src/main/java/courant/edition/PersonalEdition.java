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
import courant.story.Version;
import courant.story.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
      int newer = Long.compare(other.published, published);
      return newer != 0 ? newer : Long.compare(other.story, story);
    }
  }

  /** The stories of one interest that are still to be merged, newest first. */
  private record Column(Interest interest, Place next, Iterator<Place> rest)
      implements Comparable<Column> {
    @Override
    public int compareTo(Column other) {
      return next.compareTo(other.next);
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
  private final Versions versions;
  private final NewestFound found;
  private final int depth;

  public PersonalEdition(
      Follows follows, Stories stories, NewestStories newest, Versions versions, StoryIndex index) {
    this(follows, stories, newest, versions, index, DEPTH);
  }

  /**
   * @param depth how many of each interest to look at first
   */
  PersonalEdition(
      Follows follows,
      Stories stories,
      NewestStories newest,
      Versions versions,
      StoryIndex index,
      int depth) {
    this.follows = follows;
    this.stories = stories;
    this.newest = newest;
    this.versions = versions;
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
    keepOneOfEach(merged.places(), following, wanted);
    return merged.whole() || merged.places().size() >= wanted
        ? merged
        : merge(following, most * 4, wanted);
  }

  /**
   * The newest of all interests together in one order: they are among the newest of each.
   *
   * @param most stories; each has all the interests it is in
   */
  private Merged gather(List<Interest> follows, int most) {
    PriorityQueue<Column> columns = columns(follows, most);
    TreeMap<Place, List<Interest>> places = new TreeMap<>();
    while (!columns.isEmpty()) {
      Column column = columns.remove();
      Place place = column.next();
      if (places.size() == most && !places.containsKey(place)) {
        return new Merged(places, false);
      }
      places.computeIfAbsent(place, _ -> new ArrayList<>(2)).add(column.interest());
      if (column.rest().hasNext()) {
        columns.add(new Column(column.interest(), column.rest().next(), column.rest()));
      }
    }
    return new Merged(places, places.size() < most);
  }

  private PriorityQueue<Column> columns(List<Interest> follows, int most) {
    Map<Listing, List<NewestStories.Placed>> listed = newest.of(listings(follows), most);
    PriorityQueue<Column> columns = new PriorityQueue<>(Math.max(1, follows.size()));
    for (Interest interest : follows) {
      Iterator<Place> places =
          switch (interest) {
            case Interest.Matching(var query) ->
                found.of(query, most).stream().map(PersonalEdition::place).iterator();
            case Interest.Listed(var listing) ->
                listed.getOrDefault(listing, List.of()).stream()
                    .map(PersonalEdition::place)
                    .iterator();
          };
      if (places.hasNext()) {
        columns.add(new Column(interest, places.next(), places));
      }
    }
    return columns;
  }

  private static Place place(NewestStories.Placed one) {
    return new Place(one.published(), one.story().value());
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
    Set<Long> muted = standing(places, mutes);
    places.keySet().removeIf(place -> muted.contains(place.story()));
  }

  /** Which of some stories are what any of some interests is in. */
  private Set<Long> standing(TreeMap<Place, List<Interest>> places, List<Interest> interests) {
    List<StoryId> candidates =
        places.keySet().stream().map(place -> new StoryId(place.story())).toList();
    Set<Long> standing = new HashSet<>();
    newest.among(candidates, listings(interests)).forEach(story -> standing.add(story.value()));
    for (Interest interest : interests) {
      if (interest instanceof Interest.Matching matching) {
        standing.addAll(downTo(places.lastKey(), matching, depth * 4));
      }
    }
    return standing;
  }

  /**
   * Takes away what a version goes before that is in this edition, too. Looks no deeper than is
   * wanted, since hardly any story has versions.
   */
  private void keepOneOfEach(
      TreeMap<Place, List<Interest>> places, Following following, int wanted) {
    @Nullable Place from = null;
    for (int kept = 0; kept < wanted; ) {
      List<Place> next =
          (from == null ? places : places.tailMap(from, false))
              .keySet().stream().limit(wanted - kept).toList();
      if (next.isEmpty()) {
        return;
      }
      from = next.getLast();
      Set<Place> hidden = hidden(next, places, following);
      places.keySet().removeAll(hidden);
      kept += next.size() - hidden.size();
    }
  }

  private Set<Place> hidden(
      List<Place> some, TreeMap<Place, List<Interest>> places, Following following) {
    Map<StoryId, List<Version>> known =
        versions.of(some.stream().map(place -> new StoryId(place.story())).toList());
    if (known.isEmpty()) {
      return Set.of();
    }
    Set<Place> there = deeper(known, places, following);
    there.addAll(places.keySet());
    Set<Place> hidden = new HashSet<>();
    for (Place place : some) {
      List<Version> all = known.getOrDefault(new StoryId(place.story()), List.of());
      for (Version version : all) {
        if (version.story().value() == place.story()) {
          break;
        }
        if (there.contains(place(version))) {
          hidden.add(place);
        }
      }
    }
    return hidden;
  }

  /** Versions that are in the edition further down than was looked. */
  private Set<Place> deeper(
      Map<StoryId, List<Version>> known,
      TreeMap<Place, List<Interest>> places,
      Following following) {
    TreeMap<Place, List<Interest>> deeper = new TreeMap<>();
    known.values().stream()
        .flatMap(List::stream)
        .map(PersonalEdition::place)
        .filter(place -> place.compareTo(places.lastKey()) > 0)
        .forEach(place -> deeper.put(place, List.of()));
    if (deeper.isEmpty()) {
      return new HashSet<>();
    }
    Set<Long> followed = standing(deeper, following.follows());
    deeper.keySet().removeIf(place -> !followed.contains(place.story()));
    leaveOut(deeper, following.mutes());
    return new HashSet<>(deeper.keySet());
  }

  private static Place place(Version version) {
    return new Place(version.published().toEpochMilli(), version.story().value());
  }

  /** All stories that a search finds, down to the oldest that matters. */
  private Set<Long> downTo(Place oldest, Interest.Matching search, int most) {
    List<Newest> newestFound = found.of(search.query(), most);
    boolean enough =
        newestFound.size() < most || place(newestFound.getLast()).compareTo(oldest) >= 0;
    if (!enough) {
      return downTo(oldest, search, most * 4);
    }
    Set<Long> all = new HashSet<>();
    newestFound.forEach(one -> all.add(one.story().value()));
    return all;
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
