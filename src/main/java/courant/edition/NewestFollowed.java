package courant.edition;

import courant.follow.Interest;
import courant.search.StoryIndex;
import courant.story.Listing;
import courant.story.NewestStories;
import courant.story.NewestStories.Placed;
import courant.story.StoryId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** The newest stories of several interests together, by merging the newest of each. */
final class NewestFollowed {
  private final NewestStories newest;
  private final NewestFound found;
  private final int atFirst;

  /**
   * @param atFirst how much of what a search finds to look through first
   */
  NewestFollowed(NewestStories newest, StoryIndex index, int atFirst) {
    this.newest = newest;
    this.found = new NewestFound(index);
    this.atFirst = atFirst;
  }

  /** A story of the edition, and all that is followed of it. */
  record Chosen(Placed placed, List<Interest> interests) {
    StoryId story() {
      return placed.story();
    }
  }

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

  /** The order of the edition; the number decides between stories of one instant. */
  static int newestFirst(Placed one, Placed other) {
    int newer = Long.compare(other.published(), one.published());
    return newer != 0 ? newer : Long.compare(other.story().value(), one.story().value());
  }

  /**
   * The newest of all interests together in one order: they are among the newest of each.
   *
   * @param most stories; fewer are all there are. Each has all the interests it is in
   * @return may be changed
   */
  List<Chosen> of(List<Interest> follows, int most) {
    PriorityQueue<Column> columns = columns(follows, most);
    List<Chosen> chosen = new ArrayList<>(most);
    while (!columns.isEmpty()) {
      Column column = columns.remove();
      Placed next = column.next();
      if (chosen.isEmpty() || !chosen.getLast().placed().equals(next)) {
        if (chosen.size() == most) {
          return chosen;
        }
        chosen.add(new Chosen(next, new ArrayList<>(2)));
      }
      chosen.getLast().interests().add(column.interest);
      column.merged++;
      if (!column.isOver()) {
        columns.add(column);
      }
    }
    return chosen;
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

  /**
   * Which of some stories are what any of some interests is in.
   *
   * @param stories newest first, at least one
   * @return may hold others, and may be changed
   */
  Set<StoryId> among(List<Placed> stories, List<Interest> interests) {
    Set<StoryId> among =
        new HashSet<>(
            newest.among(stories.stream().map(Placed::story).toList(), listings(interests)));
    for (Interest interest : interests) {
      if (interest instanceof Interest.Matching matching) {
        among.addAll(downTo(stories.getLast(), matching, atFirst));
      }
    }
    return among;
  }

  /** All stories that a search finds, down to the oldest that matters. */
  private List<StoryId> downTo(Placed oldest, Interest.Matching search, int most) {
    List<Placed> newestFound = found.of(search.query(), most);
    boolean enough = newestFound.size() < most || newestFirst(newestFound.getLast(), oldest) >= 0;
    return enough
        ? newestFound.stream().map(Placed::story).toList()
        : downTo(oldest, search, most * 4);
  }
}
