package courant.edition;

import courant.story.Story;
import java.util.List;

/**
 * An ordered selection of stories for an audience and a window, with the reasons why each is in it.
 * Every channel renders this.
 *
 * @param total how many stories the whole selection has
 */
public record Edition(Audience audience, Window window, List<Entry> entries, long total) {
  /** One story and why it is here. */
  public record Entry(Story story, List<Reason> reasons) {}

  public List<Story> stories() {
    return entries.stream().map(Entry::story).toList();
  }

  /** Number of the last page; 1 for an empty edition. */
  public int lastPage() {
    return (int) Math.max(1, Math.ceilDiv(total, window.size()));
  }
}
