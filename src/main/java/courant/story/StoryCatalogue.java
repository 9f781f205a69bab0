package courant.story;

import courant.platform.db.AnyCase;
import courant.platform.db.Database;
import java.util.List;
import java.util.Optional;

/** Stories in all states by number, page after page, for whoever goes through many of them. */
public final class StoryCatalogue {
  private final Database database;

  public StoryCatalogue(Database database) {
    this.database = database;
  }

  /**
   * Numbers of stories, newest first.
   *
   * @param state empty: any
   * @param section slug; empty: any
   * @param words that the headline holds; empty: any
   * @param before the number after which to go on
   */
  public List<StoryId> page(
      Optional<String> state, Optional<String> section, String words, long before, int most) {
    AnyCase wanted = new AnyCase(words);
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select story.id from story left join section on section.id = story.section_id
                    where story.id < :before
                      and %s
                      and (:anySection = 1 or section.slug = :section)
                      and (:anyWords = 1 or %s like :words escape '!')
                    order by story.id desc limit :most
                    """
                        .formatted(
                            state.map(StoryColumns::in).orElse("1 = 1"),
                            wanted.in("story.headline")))
                .bind("before", before)
                .bind("anySection", section.isEmpty() ? 1 : 0)
                .bind("section", section.orElse(""))
                .bind("anyWords", words.isEmpty() ? 1 : 0)
                .bind("words", wanted.anywhere())
                .bind("most", most)
                .map((row, _) -> new StoryId(row.getLong(1)))
                .list());
  }

  /** How often a story was written; 0 if there is none. */
  public int revision(StoryId story) {
    return database.read(
        handle ->
            handle
                .createQuery("select revision from story where id = :id")
                .bind("id", story.value())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0));
  }
}
