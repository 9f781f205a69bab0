package courant.story;

import courant.media.Photo;
import courant.platform.db.Database;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.jdbi.v3.core.Handle;

/** Which pictures of the library which stories show. */
public final class StoryPictures {
  private final Database database;

  public StoryPictures(Database database) {
    this.database = database;
  }

  /** Digests of the pictures a story shows, in front and in its text. */
  static Set<String> in(Story story) {
    Set<String> digests = new TreeSet<>(in(story.body()));
    story.lead().map(Picture::src).flatMap(Photo::digestIn).ifPresent(digests::add);
    return digests;
  }

  /** Digests of the pictures some HTML shows. */
  public static Set<String> in(String html) {
    Set<String> digests = new TreeSet<>();
    Matcher matcher = Photo.ADDRESS.matcher(html);
    while (matcher.find()) {
      digests.add(matcher.group(1));
    }
    return digests;
  }

  /**
   * @param again whether the story was written before
   */
  static void write(Handle handle, Story story, boolean again) {
    Set<String> now = in(story);
    if (again) {
      handle
          .createUpdate("delete from story_picture where story_id = :story")
          .bind("story", story.id().value())
          .execute();
    }
    if (now.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            "insert into story_picture (story_id, digest) values (:story, :digest)");
    now.forEach(digest -> batch.bind("story", story.id().value()).bind("digest", digest).add());
    batch.execute();
  }

  /** Numbers of the stories that show a picture, newest first. */
  public List<StoryId> showing(String digest) {
    return database.read(handle -> showing(handle, digest));
  }

  /** Within the caller's transaction or moment. */
  public List<StoryId> showing(Handle handle, String digest) {
    return handle
        .createQuery(
            "select story_id from story_picture where digest = :digest order by story_id desc")
        .bind("digest", digest)
        .map((row, _) -> new StoryId(row.getLong(1)))
        .list();
  }
}
