package courant.edition;

import courant.story.Story;
import courant.story.Version;
import java.util.List;

/**
 * An ordered selection of stories for an audience and a window, with the reasons why each is in it.
 * Every channel renders this.
 *
 * @param total how many stories the whole selection has
 */
public record Edition(Audience audience, Window window, List<Entry> entries, long total) {
  /**
   * One story and why it is here.
   *
   * @param versions other versions of it, which are not
   */
  public record Entry(Story story, List<Reason> reasons, List<Version> versions) {
    public Entry(Story story, List<Reason> reasons) {
      this(story, reasons, List.of());
    }

    Entry with(List<Version> others) {
      return new Entry(story, reasons, others);
    }
  }

  public List<Story> stories() {
    return entries.stream().map(Entry::story).toList();
  }

  /** Number of the last page; 1 for an empty edition. */
  public int lastPage() {
    return (int) Math.max(1, Math.ceilDiv(total, window.size()));
  }
}
