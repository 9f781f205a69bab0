package courant.desk.masthead;

import courant.masthead.Mastheads;
import courant.masthead.Section;
import courant.masthead.SectionId;
import courant.platform.db.Ids;
import courant.platform.web.Slug;
import java.util.Optional;
import java.util.OptionalInt;

/** Adds a section, or renames and moves one. */
public final class SaveSection {
  private final Mastheads mastheads;
  private final Ids ids;

  public SaveSection(Mastheads mastheads, Ids ids) {
    this.mastheads = mastheads;
    this.ids = ids;
  }

  /**
   * @param known empty: a new one. Its address stays when its name changes.
   * @param position in the navigation; empty: as it is, or the last
   */
  public Section save(
      Optional<Section> known, String name, String description, OptionalInt position) {
    int now = known.map(Section::position).orElseGet(() -> mastheads.sections().size());
    Section section =
        new Section(
            known.map(Section::id).orElseGet(() -> new SectionId(ids.next())),
            known.map(Section::slug).orElseGet(() -> free(Slug.of(name))),
            name,
            description,
            position.orElse(now));
    mastheads.save(section);
    return section;
  }

  private Slug free(Slug wanted) {
    Slug slug = wanted;
    for (int number = 2; mastheads.section(slug.value()).isPresent(); number++) {
      slug = wanted.numbered(number);
    }
    return slug;
  }
}
