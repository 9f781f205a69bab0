package courant.story;

import courant.masthead.Mastheads;
import courant.platform.job.Facts;
import java.time.InstantSource;

/** Publishes the scheduled stories whose time has come; asked every second. */
public final class PublishDue implements Runnable {
  private final Facts facts;
  private final Stories stories;
  private final DeskList list;
  private final WriteStory writeStory;
  private final Mastheads mastheads;
  private final InstantSource clock;

  public PublishDue(
      Facts facts,
      Stories stories,
      DeskList list,
      WriteStory writeStory,
      Mastheads mastheads,
      InstantSource clock) {
    this.facts = facts;
    this.stories = stories;
    this.list = list;
    this.writeStory = writeStory;
    this.mastheads = mastheads;
    this.clock = clock;
  }

  @Override
  public void run() {
    for (StoryId id : list.due(clock.instant())) {
      facts.write(
          telling -> {
            // Looked at again inside the transaction: the desk or another node may have been first.
            stories
                .byId(telling.handle(), id)
                .filter(
                    story ->
                        story.state() instanceof StoryState.Scheduled(var due)
                            && !due.isAfter(clock.instant()))
                .ifPresent(
                    story ->
                        writeStory.save(telling, published(story), mastheads.masthead().zone()));
            return true;
          });
    }
  }

  private Story published(Story story) {
    return story.in(new StoryState.Published("", clock.instant(), clock.instant()));
  }
}
