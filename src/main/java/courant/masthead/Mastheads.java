package courant.masthead;

import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The masthead and the sections, kept in memory: every page shows them. */
public final class Mastheads {
  /** Told when the masthead or a section changed. */
  public static final String CHANGED = "masthead.changed";

  /** What a review is called before anyone named it. */
  public static final Masthead UNNAMED =
      new Masthead(
          "Courant",
          "",
          Optional.empty(),
          Optional.empty(),
          "",
          "",
          "",
          Locale.ENGLISH,
          ZoneId.of("UTC"),
          Optional.empty(),
          true);

  private final Database database;
  private final Facts facts;
  private final InstantSource clock;
  private volatile Masthead masthead;
  private volatile List<Section> sections;

  public Mastheads(Database database, Facts facts, InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.clock = clock;
    this.masthead = database.read(Mastheads::readMasthead);
    this.sections = database.read(Mastheads::readSections);
    facts.remind(
        fact -> {
          if (fact.kind().equals(CHANGED)) {
            refresh();
          }
        });
  }

  public Masthead masthead() {
    return masthead;
  }

  /** All sections, in the order of the navigation. */
  public List<Section> sections() {
    return sections;
  }

  public Optional<Section> section(String slug) {
    return sections.stream().filter(section -> section.slug().value().equals(slug)).findFirst();
  }

  /** Sets the masthead. */
  public void save(Masthead changed) {
    facts.write(
        telling -> {
          write(telling.handle(), changed);
          telling.tell(CHANGED, 1);
          return true;
        });
  }

  /** Adds a section or changes the one with its number. */
  public void save(Section section) {
    facts.write(
        telling -> {
          write(telling.handle(), section);
          telling.tell(CHANGED, section.id().value());
          return true;
        });
  }

  private void refresh() {
    masthead = database.read(Mastheads::readMasthead);
    sections = database.read(Mastheads::readSections);
  }

  /** Writes within the caller's transaction; the caller tells {@link #CHANGED}. */
  public void write(Handle handle, Masthead changed) {
    handle
        .createUpdate(
            """
            insert into masthead (id, title, tagline, issn_print, issn_online, publisher, contact, about,
              language, zone, logo, full_text_feeds, changed)
            values (1, :title, :tagline, :issnPrint, :issnOnline, :publisher, :contact, :about,
              :language, :zone, :logo, :fullText, :changed)
            on conflict (id) do update set title = excluded.title, tagline = excluded.tagline,
              issn_print = excluded.issn_print, issn_online = excluded.issn_online,
              publisher = excluded.publisher, contact = excluded.contact, about = excluded.about,
              language = excluded.language, zone = excluded.zone, logo = excluded.logo,
              full_text_feeds = excluded.full_text_feeds, changed = excluded.changed
            """)
        .bind("title", changed.title())
        .bind("tagline", changed.tagline())
        .bind("issnPrint", changed.issnPrint().map(Issn::value))
        .bind("issnOnline", changed.issnOnline().map(Issn::value))
        .bind("publisher", changed.publisher())
        .bind("contact", changed.contact())
        .bind("about", changed.about())
        .bind("language", changed.language().toLanguageTag())
        .bind("zone", changed.zone().getId())
        .bind("logo", changed.logo())
        .bind("fullText", changed.fullTextFeeds() ? 1 : 0)
        .bind("changed", clock.millis())
        .execute();
  }

  /** Writes within the caller's transaction; the caller tells {@link #CHANGED}. */
  public void write(Handle handle, Section section) {
    handle
        .createUpdate(
            """
            insert into section (id, slug, name, description, position)
            values (:id, :slug, :name, :description, :position)
            on conflict (id) do update set slug = excluded.slug, name = excluded.name,
              description = excluded.description, position = excluded.position
            """)
        .bind("id", section.id().value())
        .bind("slug", section.slug().value())
        .bind("name", section.name())
        .bind("description", section.description())
        .bind("position", section.position())
        .execute();
  }

  private static Masthead readMasthead(Handle handle) {
    return handle
        .createQuery("select * from masthead where id = 1")
        .map(
            (row, _) ->
                new Masthead(
                    row.getString("title"),
                    row.getString("tagline"),
                    Optional.ofNullable(row.getString("issn_print")).map(Issn::new),
                    Optional.ofNullable(row.getString("issn_online")).map(Issn::new),
                    row.getString("publisher"),
                    row.getString("contact"),
                    row.getString("about"),
                    Locale.forLanguageTag(row.getString("language")),
                    ZoneId.of(row.getString("zone")),
                    Optional.ofNullable(row.getString("logo")),
                    row.getInt("full_text_feeds") == 1))
        .findOne()
        .orElse(UNNAMED);
  }

  private static List<Section> readSections(Handle handle) {
    return handle
        .createQuery(
            "select id, slug, name, description, position from section order by position, name")
        .map(Mastheads::section)
        .list();
  }

  private static Section section(ResultSet row, StatementContext context) throws SQLException {
    return new Section(
        new SectionId(row.getLong("id")),
        new Slug(row.getString("slug")),
        row.getString("name"),
        row.getString("description"),
        row.getInt("position"));
  }
}
