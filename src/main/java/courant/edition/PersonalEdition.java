package courant.edition;

import courant.follow.Following;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.reader.ReaderId;
import courant.search.StoryIndex;
import courant.story.Listing;
import courant.story.NewestStories;
import courant.story.NewestStories.Placed;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.Version;
import courant.story.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The edition of one reader: the newest of everything followed, without what is muted. Selected
 * when it is asked for, by merging the newest of each interest; exact however deep one looks.
 */
public final class PersonalEdition {
  /** Enough for a page of 30, though some of it is muted. */
  private static final int DEPTH = 40;

  /** The stories of one interest, newest first, of which the first are merged. */
  private static final class Column implements Comparable<Column> {
    private final Interest interest;
    private final List<Placed> stories;
    private int merged;

    Column(Interest interest, List<Placed> stories) {
      this.interest = interest;
      this.stories = stories;
    }

    boolean isOver() {
      return merged == stories.size();
    }

    Placed next() {
      return stories.get(merged);
    }

    @Override
    public int compareTo(Column other) {
      return newestFirst(next(), other.next());
    }
  }

  /** A story of the edition, and all that is followed of it. */
  private record Chosen(Placed placed, List<Interest> interests) {
    StoryId story() {
      return placed.story();
    }
  }

  /**
   * What was found so far, in the order of the edition.
   *
   * @param whole whether it is all there is
   * @param versions of those of them that have others
   */
  private record Merged(List<Chosen> chosen, boolean whole, Map<StoryId, List<Version>> versions) {
    Merged(List<Chosen> chosen, boolean whole) {
      this(chosen, whole, new HashMap<>());
    }
  }

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

  /**
   * Each with the other versions of its story. Its total is what is known of: one more than is
   * shown, if there is more.
   */
  Edition select(ReaderId reader, Window window) {
    Following following = follows.of(reader);
    int wanted = window.offset() + window.size();
    Merged merged = merge(following, Math.max(depth, wanted + 1), wanted + 1);
    List<Chosen> shown =
        merged.chosen().stream().skip(window.offset()).limit(window.size()).toList();
    return new Edition(
        new Audience.OfReader(reader),
        window,
        entries(shown, merged.versions()),
        merged.chosen().size());
  }

  /** The order of the edition; the number decides between stories of one instant. */
  private static int newestFirst(Placed one, Placed other) {
    int newer = Long.compare(other.published(), one.published());
    return newer != 0 ? newer : Long.compare(other.story().value(), one.story().value());
  }

  private Merged merge(Following following, int most, int wanted) {
    Merged merged = gather(following.follows(), most);
    leaveOut(merged.chosen(), following.mutes());
    keepOneOfEach(merged, following, wanted);
    return merged.whole() || merged.chosen().size() >= wanted
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
    List<Chosen> chosen = new ArrayList<>(most);
    while (!columns.isEmpty()) {
      Column column = columns.remove();
      Placed next = column.next();
      if (chosen.isEmpty() || !chosen.getLast().placed().equals(next)) {
        if (chosen.size() == most) {
          return new Merged(chosen, false);
        }
        chosen.add(new Chosen(next, new ArrayList<>(2)));
      }
      chosen.getLast().interests().add(column.interest);
      column.merged++;
      if (!column.isOver()) {
        columns.add(column);
      }
    }
    return new Merged(chosen, chosen.size() < most);
  }

  private PriorityQueue<Column> columns(List<Interest> follows, int most) {
    Map<Listing, List<Placed>> listed = newest.of(listings(follows), most);
    PriorityQueue<Column> columns = new PriorityQueue<>(Math.max(1, follows.size()));
    for (Interest interest : follows) {
      List<Placed> stories =
          switch (interest) {
            case Interest.Matching(var query) -> found.of(query, most);
            case Interest.Listed(var listing) -> listed.getOrDefault(listing, List.of());
          };
      if (!stories.isEmpty()) {
        columns.add(new Column(interest, stories));
      }
    }
    return columns;
  }

  private static List<Listing> listings(List<Interest> interests) {
    return interests.stream()
        .filter(Interest.Listed.class::isInstance)
        .map(interest -> ((Interest.Listed) interest).listing())
        .toList();
  }

  private void leaveOut(List<Chosen> chosen, List<Interest> mutes) {
    if (mutes.isEmpty() || chosen.isEmpty()) {
      return;
    }
    Set<StoryId> muted = standing(chosen.stream().map(Chosen::placed).toList(), mutes);
    chosen.removeIf(one -> muted.contains(one.story()));
  }

  /**
   * Which of some stories are what any of some interests is in.
   *
   * @param stories newest first, at least one
   */
  private Set<StoryId> standing(List<Placed> stories, List<Interest> interests) {
    Set<StoryId> standing =
        new HashSet<>(
            newest.among(stories.stream().map(Placed::story).toList(), listings(interests)));
    for (Interest interest : interests) {
      if (interest instanceof Interest.Matching matching) {
        standing.addAll(downTo(stories.getLast(), matching, depth * 4));
      }
    }
    return standing;
  }

  /**
   * Takes away what a version goes before that is in this edition, too. Looks no deeper than is
   * wanted, since hardly any story has versions.
   */
  private void keepOneOfEach(Merged merged, Following following, int wanted) {
    List<Chosen> chosen = merged.chosen();
    for (int kept = 0; kept < Math.min(wanted, chosen.size()); ) {
      List<Chosen> next = chosen.subList(kept, Math.min(wanted, chosen.size()));
      kept += next.size();
      Map<StoryId, List<Version>> known = versions.of(next.stream().map(Chosen::story).toList());
      merged.versions().putAll(known);
      Set<StoryId> hidden = hidden(known, chosen, following);
      if (!hidden.isEmpty()) {
        chosen.removeIf(one -> hidden.contains(one.story()));
        kept -= hidden.size();
      }
    }
  }

  /** Which of some stories of an edition are versions of what goes before them in it. */
  private Set<StoryId> hidden(
      Map<StoryId, List<Version>> known, List<Chosen> chosen, Following following) {
    if (known.isEmpty()) {
      return Set.of();
    }
    Set<StoryId> there = deeper(known, chosen.getLast().placed(), following);
    chosen.forEach(one -> there.add(one.story()));
    Set<StoryId> hidden = new HashSet<>();
    known.forEach(
        (story, all) -> {
          boolean another =
              all.stream()
                  .map(Version::story)
                  .takeWhile(version -> !version.equals(story))
                  .anyMatch(there::contains);
          if (another) {
            hidden.add(story);
          }
        });
    return hidden;
  }

  /** Versions that are in the edition further down than was looked. */
  private Set<StoryId> deeper(
      Map<StoryId, List<Version>> known, Placed oldest, Following following) {
    List<Placed> deeper =
        known.values().stream()
            .flatMap(List::stream)
            .map(PersonalEdition::placed)
            .filter(placed -> newestFirst(placed, oldest) > 0)
            .distinct()
            .sorted(PersonalEdition::newestFirst)
            .toList();
    if (deeper.isEmpty()) {
      return new HashSet<>();
    }
    Set<StoryId> there = standing(deeper, following.follows());
    there.retainAll(deeper.stream().map(Placed::story).toList());
    if (!following.mutes().isEmpty()) {
      there.removeAll(standing(deeper, following.mutes()));
    }
    return there;
  }

  private static Placed placed(Version version) {
    return new Placed(version.story(), version.published().toEpochMilli());
  }

  /** All stories that a search finds, down to the oldest that matters. */
  private List<StoryId> downTo(Placed oldest, Interest.Matching search, int most) {
    List<Placed> newestFound = found.of(search.query(), most);
    boolean enough = newestFound.size() < most || newestFirst(newestFound.getLast(), oldest) >= 0;
    return enough
        ? newestFound.stream().map(Placed::story).toList()
        : downTo(oldest, search, most * 4);
  }

  private List<Edition.Entry> entries(List<Chosen> shown, Map<StoryId, List<Version>> known) {
    Map<StoryId, List<Interest>> interests = HashMap.newHashMap(shown.size());
    shown.forEach(one -> interests.put(one.story(), one.interests()));
    return stories.published(shown.stream().map(Chosen::story).toList()).stream()
        .map(
            story ->
                new Edition.Entry(
                    story,
                    reasons(interests.getOrDefault(story.id(), List.of()), story),
                    OneOfEach.others(known, story)))
        .toList();
  }

  private static List<Reason> reasons(List<Interest> interests, Story story) {
    List<Reason> reasons = new ArrayList<>(interests.size());
    interests.forEach(one -> reasons.add(new Reason.Follows(one, name(one, story))));
    return reasons;
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
