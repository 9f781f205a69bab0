package courant.edition;

import courant.edition.NewestFollowed.Chosen;
import courant.follow.Following;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.reader.ReaderId;
import courant.search.StoryIndex;
import courant.story.NewestStories;
import courant.story.NewestStories.Placed;
import courant.story.Stories;
import courant.story.StoryId;
import courant.story.Version;
import courant.story.Versions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The edition of one reader: the newest of everything followed, without what is muted. Selected
 * when it is asked for, by merging the newest of each interest; exact however deep one looks.
 */
public final class PersonalEdition {
  /** Enough for a page of 30, though some of it is muted. */
  private static final int DEPTH = 40;

  /**
   * What was found so far, in the order of the edition.
   *
   * @param versions of those of them that have others
   */
  private record Merged(List<Chosen> chosen, Map<StoryId, List<Version>> versions) {}

  private final Follows follows;
  private final Stories stories;
  private final NewestFollowed newest;
  private final Versions versions;
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
    this.newest = new NewestFollowed(newest, index, depth * 4);
    this.versions = versions;
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

  private Merged merge(Following following, int most, int wanted) {
    List<Chosen> chosen = newest.of(following.follows(), most);
    boolean whole = chosen.size() < most;
    Merged merged = new Merged(chosen, new HashMap<>());
    leaveOut(chosen, following.mutes());
    keepOneOfEach(merged, following, wanted);
    return whole || chosen.size() >= wanted ? merged : merge(following, most * 4, wanted);
  }

  private void leaveOut(List<Chosen> chosen, List<Interest> mutes) {
    if (mutes.isEmpty() || chosen.isEmpty()) {
      return;
    }
    Set<StoryId> muted = newest.among(chosen.stream().map(Chosen::placed).toList(), mutes);
    chosen.removeIf(one -> muted.contains(one.story()));
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
            .filter(placed -> NewestFollowed.newestFirst(placed, oldest) > 0)
            .distinct()
            .sorted(NewestFollowed::newestFirst)
            .toList();
    if (deeper.isEmpty()) {
      return new HashSet<>();
    }
    Set<StoryId> there = newest.among(deeper, following.follows());
    there.retainAll(deeper.stream().map(Placed::story).toList());
    if (!following.mutes().isEmpty()) {
      there.removeAll(newest.among(deeper, following.mutes()));
    }
    return there;
  }

  private static Placed placed(Version version) {
    return new Placed(version.story(), version.published().toEpochMilli());
  }

  private List<Edition.Entry> entries(List<Chosen> shown, Map<StoryId, List<Version>> known) {
    Map<StoryId, List<Interest>> interests = HashMap.newHashMap(shown.size());
    shown.forEach(one -> interests.put(one.story(), one.interests()));
    return stories.published(shown.stream().map(Chosen::story).toList()).stream()
        .map(
            story ->
                new Edition.Entry(
                    story,
                    interests.getOrDefault(story.id(), List.of()).stream()
                        .<Reason>map(one -> Reason.Follows.of(one, story))
                        .toList(),
                    OneOfEach.others(known, story)))
        .toList();
  }
}
