package courant.search;

import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryFact;
import courant.story.StoryId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the index true to the stories: follows the log of facts from the place the index has
 * reached.
 */
public final class KeepIndex implements FactReader {
  private static final int BATCH = 500;

  private final StoryIndex index;
  private final Stories stories;

  public KeepIndex(StoryIndex index, Stories stories) {
    this.index = index;
    this.stories = stories;
  }

  /** From where to read on; an index that holds nothing is filled with every story first. */
  public long begin(long newest) {
    if (index.place().isEmpty() || index.place().getAsLong() > newest) {
      putAll();
      index.commit(newest);
      return newest;
    }
    return index.place().getAsLong();
  }

  private void putAll() {
    List<Story> batch = stories.after(0, BATCH);
    while (!batch.isEmpty()) {
      index.put(batch);
      batch = stories.after(batch.getLast().id().value(), BATCH);
    }
  }

  @Override
  public void read(List<Fact> facts) {
    List<StoryId> changed =
        facts.stream()
            .map(StoryFact::of)
            .flatMap(Optional::stream)
            .map(StoryFact::story)
            .distinct()
            .toList();
    if (facts.stream().anyMatch(fact -> fact.kind().equals("review.restored"))) {
      putAll();
    } else if (!changed.isEmpty()) {
      List<Story> found = stories.byIds(changed);
      index.put(found);
      index.remove(
          changed.stream()
              .filter(id -> found.stream().noneMatch(story -> story.id().equals(id)))
              .toList());
    }
    index.commit(facts.getLast().place());
  }
}
