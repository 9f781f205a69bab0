package courant.syndication.change;

import courant.story.StoryId;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What stories said when they were taken from partners, or last taken over again. */
final class TakenTexts {
  /**
   * A text as it was taken.
   *
   * @param scope by which of the partner's feeds, or other ways, it came
   * @param fromPage whether it is the text of its page
   * @param revision the story's, at that time
   */
  record TakenText(long scope, boolean fromPage, int revision, byte[] print) {
    /** Whether this is what somebody says. */
    boolean says(Print other) {
      return Arrays.equals(print, other.digest());
    }
  }

  Optional<TakenText> of(Handle handle, StoryId story) {
    return handle
        .createQuery("select * from taken_text where story_id = :story")
        .bind("story", story.value())
        .map(
            (row, _) ->
                new TakenText(
                    row.getLong("scope"),
                    row.getInt("from_page") == 1,
                    row.getInt("revision"),
                    row.getBytes("print")))
        .findOne();
  }

  /** Whether a feed's word counts: the one it came by, or any if that is not read any more. */
  boolean listensTo(Handle handle, TakenText taken, long scope) {
    return taken.scope() == scope
        || handle
            .createQuery("select 1 from feed where id = :scope")
            .bind("scope", taken.scope())
            .mapTo(Integer.class)
            .findOne()
            .isEmpty();
  }

  /** Keeps what a story says now as what was taken. */
  void put(Handle handle, StoryId story, Print print, long scope, boolean fromPage) {
    handle
        .createUpdate(
            """
            insert into taken_text (story_id, scope, from_page, revision, print)
            select id, :scope, :page, revision, :print from story where id = :story
            on conflict (story_id) do update set scope = excluded.scope,
              from_page = excluded.from_page, revision = excluded.revision, print = excluded.print
            """)
        .bind("story", story.value())
        .bind("scope", scope)
        .bind("page", fromPage ? 1 : 0)
        .bind("print", print.digest())
        .execute();
  }
}
