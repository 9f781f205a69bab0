package courant.story;

import courant.masthead.Mastheads;
import courant.media.ChangePhoto;
import courant.platform.job.Fact;
import courant.topic.Topics;
import java.util.Optional;
import java.util.Set;

/** What a fact means to those who keep published stories in memory. */
enum StoryChange {
  /** Nothing they know is touched. */
  NONE,
  /** A story came out that was not out before; the others are as they were. */
  NEW,
  /** Any of them may be another now: rare enough that all are read again. */
  ANY;

  private static final Set<String> OF_ALL =
      Set.of(
          Mastheads.CHANGED,
          Topics.CHANGED,
          ChangePhoto.CHANGED,
          Corrections.MADE,
          Versions.CHANGED);

  static StoryChange of(Fact fact) {
    Optional<StoryFact> story = StoryFact.of(fact);
    if (story.isPresent()) {
      return story.get() instanceof StoryFact.Published ? NEW : ANY;
    }
    return OF_ALL.contains(fact.kind()) ? ANY : NONE;
  }
}
