package courant.support;

import courant.Holdings;
import courant.platform.web.Slug;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A story that is out, written where no server runs. */
public final class HeldStory {
  private HeldStory() {}

  /** Out since noon. */
  public static void write(Holdings held, String headline) {
    Story story =
        new Story(
            new StoryId(held.ids().next()),
            Slug.of(headline),
            headline,
            "Ships wait outside.",
            "<p>Text.</p>",
            "",
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "en",
            new StoryState.Published("", TestReview.NOON, TestReview.NOON));
    held.facts().write(telling -> held.writeStory().save(telling, story, ZoneOffset.UTC));
  }
}
