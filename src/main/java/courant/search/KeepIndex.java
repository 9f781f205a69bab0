package courant.search;

import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.source.SourceId;
import courant.source.Sources;
import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryFact;
import courant.story.StoryId;
import courant.story.Versions;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps the index true to the stories: follows the log of facts from the place the index has
 * reached.
 */
public final class KeepIndex implements FactReader {
  private static final int BATCH = 500;

  private final StoryIndex index;
  private final Stories stories;
  private final Versions versions;
  private final Supplier<ZoneId> zone;

  /**
   * @param zone whose days and years the index holds; when it changes all is put anew
   */
  public KeepIndex(StoryIndex index, Stories stories, Versions versions, Supplier<ZoneId> zone) {
    this.index = index;
    this.stories = stories;
    this.versions = versions;
    this.zone = zone;
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

  /** Searches find the old stories until the new ones are in; if there are none, what is in yet. */
  private void putAll() {
    boolean none = index.place().isEmpty();
    index.beginAnew(zone.get());
    List<Story> batch = stories.after(0, BATCH);
    while (!batch.isEmpty()) {
      if (none) {
        index.put(batch, clusters(batch));
      } else {
        index.load(batch, clusters(batch));
      }
      batch = stories.after(batch.getLast().id().value(), BATCH);
    }
  }

  @Override
  public void read(List<Fact> facts) {
    long place = facts.getLast().place();
    List<StoryId> changed = facts.stream().flatMap(KeepIndex::changed).distinct().toList();
    List<SourceId> others = facts.stream().flatMap(KeepIndex::underOtherTerms).distinct().toList();
    // No place: putting all of it anew ended half-way, and what is in is not the whole.
    if (!index.zone().equals(zone.get())
        || index.place().isEmpty()
        || facts.stream().anyMatch(fact -> fact.kind().equals("review.restored"))) {
      putAll();
    } else if (changed.isEmpty() && others.isEmpty()) {
      index.pass(place);
      return;
    } else {
      others.forEach(this::putAllOf);
      putChanged(changed);
    }
    index.commit(place);
  }

  private static Stream<SourceId> underOtherTerms(Fact fact) {
    return fact.kind().equals(Sources.TERMS)
        ? Stream.of(new SourceId(fact.subject()))
        : Stream.empty();
  }

  private static Stream<StoryId> changed(Fact fact) {
    return fact.kind().equals(Versions.CHANGED)
        ? Stream.of(new StoryId(fact.subject()))
        : StoryFact.of(fact).map(StoryFact::story).stream();
  }

  private Map<StoryId, Long> clusters(List<Story> some) {
    return versions.clusters(some.stream().map(Story::id).toList());
  }

  /** What can be found of a partner's stories is what its terms let readers have. */
  private void putAllOf(SourceId source) {
    int offset = 0;
    List<Story> batch = stories.published(new Listing.From(source), offset, BATCH);
    while (!batch.isEmpty()) {
      index.put(batch, clusters(batch));
      offset += batch.size();
      batch = stories.published(new Listing.From(source), offset, BATCH);
    }
  }

  private void putChanged(List<StoryId> changed) {
    if (!changed.isEmpty()) {
      List<Story> found = stories.byIds(changed);
      index.put(found, clusters(found));
      index.remove(
          changed.stream()
              .filter(id -> found.stream().noneMatch(story -> story.id().equals(id)))
              .toList());
    }
  }
}
