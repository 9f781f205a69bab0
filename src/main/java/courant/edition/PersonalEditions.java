package courant.edition;

import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.Share;
import courant.reader.ReaderId;
import courant.story.Story;
import courant.story.StoryId;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/**
 * The personal editions of a share of the readers over one stretch of time. Every story is held
 * once against everything anyone follows, so that a reader's edition costs next to nothing.
 */
public final class PersonalEditions {
  private record Matched(Story story, RoaringBitmap audience) {}

  private final Follows follows;
  private final List<Matched> matched;
  private final RoaringBitmap readers;

  /**
   * Matches the stories; waits until all follows are known.
   *
   * @param stories in the order in which editions shall have them
   * @param zone whose days searches by date mean
   * @param share the readers who are asked for
   */
  public PersonalEditions(
      Follows follows, OneOfEach oneOfEach, List<Story> stories, ZoneId zone, Share share) {
    this.follows = follows;
    this.matched =
        stories.stream()
            .map(story -> new Matched(story, oneOfEach.audience(follows, story, zone, share)))
            .toList();
    this.readers = RoaringBitmap.or(matched.stream().map(Matched::audience).iterator());
  }

  /** Whether there is anything in a reader's edition. */
  public boolean hasAny(ReaderId reader) {
    return readers.contains(reader.value());
  }

  /** The stories that are in a reader's edition. */
  public Stream<StoryId> stories(ReaderId reader) {
    return matched.stream()
        .filter(one -> one.audience().contains(reader.value()))
        .map(one -> one.story().id());
  }

  /** One reader's edition: its stories, and what the reader follows of each. */
  public List<Edition.Entry> of(ReaderId reader) {
    if (!hasAny(reader)) {
      return List.of();
    }
    Set<Interest> followed = new HashSet<>(follows.of(reader).follows());
    return matched.stream()
        .filter(one -> one.audience().contains(reader.value()))
        .map(one -> new Edition.Entry(one.story(), reasons(one.story(), followed)))
        .toList();
  }

  /** By which search it was found, if by none of these, would cost a search to tell. */
  private static List<Reason> reasons(Story story, Set<Interest> followed) {
    return Interest.of(story).stream()
        .filter(followed::contains)
        .<Reason>map(interest -> Reason.Follows.of(interest, story))
        .toList();
  }
}
