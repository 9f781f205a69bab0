package courant.story;

import courant.platform.db.Database;
import courant.source.Source;
import courant.topic.Topic;

/**
 * Whether readers may know of a topic, an author or a source. A name that stands only in stories
 * that are not out yet would tell what they are about; one that no story names is the desk's own
 * doing, and open.
 */
public final class Heard {
  private final Database database;

  public Heard(Database database) {
    this.database = database;
  }

  /** Whether a story that is or was out is about it, or none at all is. */
  public boolean of(Topic topic) {
    return listed("topic", topic.id().value());
  }

  /** Whether a story that is or was out is signed by them, or none at all is. */
  public boolean of(Author author) {
    return listed("author", author.id().value());
  }

  /** As for topics; a partner with a home page is introduced to readers by the desk itself. */
  public boolean of(Source source) {
    return !source.homePage().isEmpty()
        || is(
            """
            select case
              when exists (select 1 from story where source_id = :id and state = 'published') then 1
              when exists (select 1 from story where source_id = :id and path is not null) then 1
              when exists (select 1 from story where source_id = :id) then 0
              else 1 end
            """,
            source.id().value());
  }

  private boolean listed(String what, long id) {
    return is(
        """
        select case
          when exists (select 1 from story_{what} where {what}_id = :id and published is not null) then 1
          when exists (
            select 1 from story_{what} named join story on story.id = named.story_id
            where named.{what}_id = :id and story.path is not null) then 1
          when exists (select 1 from story_{what} where {what}_id = :id) then 0
          else 1 end
        """
            .replace("{what}", what),
        id);
  }

  private boolean is(String query, long id) {
    return database.read(
        handle -> handle.createQuery(query).bind("id", id).mapTo(Integer.class).one() == 1);
  }
}
