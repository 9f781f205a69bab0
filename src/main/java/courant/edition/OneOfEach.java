package courant.edition;

import courant.follow.Follows;
import courant.follow.Share;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.Version;
import courant.story.Versions;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * Of several versions of one story an edition has one: the first that is in it, by the order of
 * {@link Version#leads}. All channels keep to that; what they show beside it are the others.
 */
public final class OneOfEach {
  private final Versions versions;
  private final Stories stories;

  public OneOfEach(Versions versions, Stories stories) {
    this.versions = versions;
    this.stories = stories;
  }

  /** The same entries, each with the other versions of its story. */
  public List<Edition.Entry> named(List<Edition.Entry> entries) {
    if (entries.isEmpty()) {
      return entries;
    }
    Map<StoryId, List<Version>> known =
        versions.of(entries.stream().map(entry -> entry.story().id()).toList());
    return known.isEmpty()
        ? entries
        : entries.stream().map(entry -> entry.with(others(known, entry.story()))).toList();
  }

  /** The other published versions of one story. */
  public List<Version> besides(Story story) {
    return versions.besides(story.id());
  }

  /** The other published versions of each of some stories. */
  public Map<StoryId, List<Version>> besides(List<StoryId> some) {
    Map<StoryId, List<Version>> others = new HashMap<>(versions.of(some));
    others.replaceAll(
        (story, all) -> all.stream().filter(version -> !version.story().equals(story)).toList());
    return others;
  }

  /** The versions of a story but itself. */
  static List<Version> others(Map<StoryId, List<Version>> known, Story story) {
    return known.getOrDefault(story.id(), List.of()).stream()
        .filter(version -> !version.story().equals(story.id()))
        .toList();
  }

  /**
   * The readers of a share in whose edition a story stands: who follows something of it, without
   * those in whose edition another version leads.
   *
   * @param zone whose days searches by date mean
   */
  public RoaringBitmap audience(Follows follows, Story story, ZoneId zone, Share share) {
    RoaringBitmap audience = follows.audienceOf(story, zone, share);
    earlier(story).forEach(version -> audience.andNot(follows.audienceOf(version, zone, share)));
    return audience;
  }

  /** The versions that lead before a story where both are in a list. */
  public List<Story> earlier(Story story) {
    List<Version> all = versions.of(List.of(story.id())).getOrDefault(story.id(), List.of());
    return stories.published(
        all.stream()
            .map(Version::story)
            .takeWhile(version -> !version.equals(story.id()))
            .toList());
  }
}
