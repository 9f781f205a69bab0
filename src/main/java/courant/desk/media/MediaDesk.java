package courant.desk.media;

import static courant.platform.web.Role.AUTHOR;
import static courant.platform.web.Role.CONTRIBUTOR;

import courant.desk.Desk;
import courant.media.MediaModule;
import courant.platform.job.Facts;
import courant.platform.web.Routes;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.StoryPictures;
import courant.story.WriteStory;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * The library of pictures at the desk. Other screens offer it to their writers by {@code media.js};
 * see there for the events an editor may send.
 */
public final class MediaDesk {
  private final Library library;
  private final HandIn handIn;
  private final OnePicture picture;

  /**
   * @param zone the review's
   */
  public MediaDesk(
      Desk desk,
      MediaModule media,
      PictureUses uses,
      Facts facts,
      Stories stories,
      WriteStory writeStory,
      Revisions revisions,
      StoryPictures pictures,
      Supplier<ZoneId> zone) {
    library = new Library(desk, media.photos(), media.takePhoto());
    ReplacePicture replace =
        new ReplacePicture(
            facts, stories, writeStory, revisions, pictures, media.changePhoto(), zone);
    handIn = new HandIn(desk, media, library);
    picture = new OnePicture(desk, media, uses, replace);
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/media", CONTRIBUTOR, library::show)
        .get("/desk/media/pick", CONTRIBUTOR, library::pick)
        .upload("/desk/media", CONTRIBUTOR, HandIn.MOST_TOGETHER, handIn::take)
        .get("/desk/media/:id", CONTRIBUTOR, picture::show)
        .post("/desk/media/:id", CONTRIBUTOR, picture::describe)
        .upload("/desk/media/:id/replace", AUTHOR, MediaModule.LARGEST, picture::replace)
        .post("/desk/media/:id/delete", AUTHOR, picture::delete)
        .post("/desk/media/:id/restore", AUTHOR, picture::restore);
  }
}
