package courant.follow;

import courant.reader.ReaderId;
import courant.search.StoryTerms;
import courant.story.Story;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Who follows and mutes what, found out from a story. Safe for many threads. */
sealed interface Followers permits FollowIndex, FollowTable {
  /**
   * How a reader stands to an interest from now on.
   *
   * @param number of the interest's row
   */
  void set(ReaderId reader, int number, Interest interest, Optional<Stance> stance);

  /** Forgets who follows and mutes an interest. */
  void drop(int number);

  /** Forgets a reader altogether. */
  void forget(ReaderId reader);

  /**
   * Who of a share is to be told of a story: those who follow anything it is about or a search that
   * finds it, but nobody who mutes any of it.
   *
   * @return their numbers; the caller's own to change
   */
  RoaringBitmap audienceOf(Story story, StoryTerms terms, Share share);

  /**
   * Everybody who mutes anything a story is about.
   *
   * @return their numbers; the caller's own to change
   */
  RoaringBitmap mutersOf(Story story, StoryTerms terms);

  /**
   * The followers of a topic, author, source or section.
   *
   * @return their numbers; the caller's own to change
   */
  RoaringBitmap followersOf(Interest.Listed interest);

  /** What anyone follows or mutes of a story. */
  Set<Interest> interestsOf(Story story, StoryTerms terms);
}
