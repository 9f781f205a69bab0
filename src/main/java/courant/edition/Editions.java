package courant.edition;

import courant.platform.db.Database;
import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.util.ArrayList;
import java.util.List;

/** Selects editions. */
public final class Editions {
  private final Database database;
  private final Stories stories;

  public Editions(Database database, Stories stories) {
    this.database = database;
    this.stories = stories;
  }

  /**
   * The edition of an audience: what the desk chose first, on top of the newest, of which none is
   * left out or shown twice.
   */
  public Edition select(Audience audience, Window window) {
    Listing listing = audience.listing();
    List<Story> chosen =
        audience instanceof Audience.Everyone ? stories.published(slots()) : List.of();
    List<Edition.Entry> entries = new ArrayList<>();
    if (window.page() == 1) {
      chosen.forEach(
          story -> entries.add(new Edition.Entry(story, List.of(new Reason.ChosenByDesk()))));
    }
    for (Story story : stories.published(listing, window.offset(), window.size())) {
      if (chosen.stream().noneMatch(one -> one.id().equals(story.id()))) {
        entries.add(new Edition.Entry(story, List.of(new Reason.Newest())));
      }
    }
    return new Edition(audience, window, List.copyOf(entries), stories.count(listing));
  }

  /** The stories the desk put on the front page, in order. */
  public List<StoryId> slots() {
    return database.read(
        handle ->
            handle
                .createQuery("select story_id from front_slot order by position")
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }
}
