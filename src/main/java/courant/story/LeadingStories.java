package courant.story;

import courant.platform.db.Database;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/**
 * Lists in which each story stands once: of the versions that a list has, the one that leads. What
 * a source sent, and what came out in a stretch of time, is told whole.
 */
public final class LeadingStories {
  private final Database database;

  public LeadingStories(Database database) {
    this.database = database;
  }

  /** A stretch of a list, newest first. */
  public List<Story> of(Listing listing, int offset, int most) {
    String first = whole(listing) ? "" : " and not exists (" + earlier(listing, "story.id") + ")";
    return database.read(
        handle ->
            StoryRows.read(
                handle,
                Stories.where(listing, first) + " limit :most offset :offset",
                query -> {
                  query.bind("offset", offset).bind("most", most);
                  Stories.bind(query, listing);
                }));
  }

  /** How many stand in a list behind another version, and are not shown in it. */
  public long hidden(Listing listing) {
    if (whole(listing)) {
      return 0;
    }
    return database.read(
        handle -> {
          Query query =
              handle.createQuery(
                  """
                  select count(*) from story_version version
                  join story on story.id = version.story_id and story.state = 'published'
                  where\s"""
                      + in(listing, "story")
                      + " and exists ("
                      + earlier(listing, "version.story_id")
                      + ")");
          Stories.bind(query, listing);
          return query.mapTo(Long.class).one();
        });
  }

  private static boolean whole(Listing listing) {
    return switch (listing) {
      case Listing.Everything _, Listing.InSection _, Listing.About _, Listing.By _ -> false;
      case Listing.From _, Listing.Between _ -> true;
    };
  }

  private static String earlier(Listing listing, String story) {
    return "select 1 "
        + Versions.EARLIER
        + " where mine.story_id = "
        + story
        + " and "
        + in(listing, "other");
  }

  private static String in(Listing listing, String story) {
    return switch (listing) {
      case Listing.Everything _ -> "1 = 1";
      case Listing.InSection _ -> story + ".section_id = :id";
      case Listing.From _ -> story + ".source_id = :id";
      case Listing.About _ -> linked("topic", story);
      case Listing.By _ -> linked("author", story);
      case Listing.Between _ -> "%s.published >= :from and %<s.published < :until".formatted(story);
    };
  }

  private static String linked(String what, String story) {
    return "exists (select 1 from story_%s link where link.story_id = %s.id and link.%1$s_id = :id)"
        .formatted(what, story);
  }
}
