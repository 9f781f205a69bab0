package courant.edition;

import courant.search.Found;
import courant.search.Hit;
import courant.search.Order;
import courant.search.SearchQuery;
import courant.search.StoryIndex;
import courant.story.LeadingStories;
import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Selects editions. */
public final class Editions {
  /** As many as the busiest day or week of mail can show a part of. */
  private static final int LOOK_BACK = 200;

  private final FrontSlots slots;
  private final Stories stories;
  private final LeadingStories leading;
  private final OneOfEach oneOfEach;
  private final StoryIndex index;
  private final PersonalEdition personal;

  public Editions(
      FrontSlots slots,
      Stories stories,
      LeadingStories leading,
      OneOfEach oneOfEach,
      StoryIndex index,
      PersonalEdition personal) {
    this.personal = personal;
    this.index = index;
    this.slots = slots;
    this.stories = stories;
    this.leading = leading;
    this.oneOfEach = oneOfEach;
  }

  /**
   * The edition of an audience: what the desk chose first, on top of the newest, of which none is
   * left out or shown twice; of several versions of one story the first.
   */
  public Edition select(Audience audience, Window window) {
    return switch (audience) {
      case Audience.OfReader(var reader) -> personal.select(reader, window);
      case Audience.Searching(var query) -> found(audience, window, query);
      case Audience.Everyone _ -> listed(audience, window, stories.published(slots.all()));
      case Audience.OfSection _,
          Audience.OfTopic _,
          Audience.OfAuthor _,
          Audience.OfSource _,
          Audience.OfDays _ ->
          listed(audience, window, List.of());
    };
  }

  /**
   * What came out in a list after one instant and up to another, in the order of its page.
   *
   * @return at most 200
   */
  public List<Edition.Entry> within(Listing listing, Instant since, Instant until) {
    List<Story> chosen =
        listing instanceof Listing.Everything ? stories.published(slots.all()) : List.of();
    return listed(new Audience.Everyone(), listing, new Window(1, LOOK_BACK), chosen)
        .entries()
        .stream()
        .filter(entry -> entry.story().published().isAfter(since))
        .filter(entry -> !entry.story().published().isAfter(until))
        .toList();
  }

  private Edition listed(Audience audience, Window window, List<Story> chosen) {
    return listed(audience, audience.listing().orElseThrow(), window, chosen);
  }

  private Edition listed(Audience audience, Listing listing, Window window, List<Story> chosen) {
    List<Edition.Entry> entries = new ArrayList<>();
    if (window.page() == 1) {
      chosen.forEach(
          story -> entries.add(new Edition.Entry(story, List.of(new Reason.ChosenByDesk()))));
    }
    Set<StoryId> told = told(chosen);
    for (Story story : leading.of(listing, window.offset(), window.size())) {
      if (!told.contains(story.id())) {
        entries.add(new Edition.Entry(story, List.of(new Reason.Newest())));
      }
    }
    long total = stories.count(listing) - leading.hidden(listing);
    return named(new Edition(audience, window, List.copyOf(entries), total));
  }

  /** What the desk chose, and all versions of it. */
  private Set<StoryId> told(List<Story> chosen) {
    Set<StoryId> told = new HashSet<>();
    for (Story story : chosen) {
      told.add(story.id());
      oneOfEach.besides(story).forEach(version -> told.add(version.story()));
    }
    return told;
  }

  private Edition named(Edition edition) {
    return new Edition(
        edition.audience(), edition.window(), named(edition.entries()), edition.total());
  }

  /** Entries chosen elsewhere, each with the other versions of its story. */
  public List<Edition.Entry> named(List<Edition.Entry> entries) {
    return oneOfEach.named(entries);
  }

  /** What a search finds, the newest first: for feeds, where rank would jumble days. */
  private Edition found(Audience audience, Window window, SearchQuery query) {
    Found found = index.search(query, Order.NEWEST, window.offset(), window.size());
    List<StoryId> ids = found.hits().stream().map(Hit::story).toList();
    List<Edition.Entry> entries =
        stories.published(ids).stream()
            .map(story -> new Edition.Entry(story, List.of(new Reason.Newest())))
            .toList();
    return new Edition(audience, window, named(entries), found.total());
  }
}
