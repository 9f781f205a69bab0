package courant.desk.write;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.edition.FrontSlots;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.source.Sources;
import courant.story.DeskList;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import java.util.function.Function;

/** Stories at the desk: the list of them, the writing page, the front page's slots. */
public final class WriteDesk {
  private final DeskHome home;
  private final EditStory editStory;
  private final EditFront editFront;

  /**
   * @param previewing renders a story as its page would be
   */
  public WriteDesk(
      Desk desk,
      Newsroom newsroom,
      WorkingCopies copies,
      ChosenTopics topics,
      Database database,
      Mastheads mastheads,
      Stories stories,
      Revisions revisions,
      DeskList list,
      Sources sources,
      FrontSlots slots,
      Function<Request, Function<Story, Response>> previewing) {
    home = new DeskHome(desk, list);
    editStory =
        new EditStory(
            desk,
            newsroom,
            stories,
            revisions,
            copies,
            topics,
            mastheads,
            sources,
            database,
            previewing);
    editFront = new EditFront(desk, slots, stories, list);
  }

  public void routes(Routes routes) {
    routes
        .get("/desk", CONTRIBUTOR, home::answer)
        .post("/desk/story", CONTRIBUTOR, editStory::begin)
        .get("/desk/story/:id", CONTRIBUTOR, editStory::show)
        .post("/desk/story/:id", CONTRIBUTOR, editStory::act)
        .post("/desk/story/:id/autosave", CONTRIBUTOR, editStory::autosave)
        .get("/desk/story/:id/preview", CONTRIBUTOR, editStory::preview)
        .get("/desk/story/:id/revisions", CONTRIBUTOR, editStory::history)
        .post("/desk/story/:id/revisions/:number", CONTRIBUTOR, editStory::restore)
        .get("/desk/front", EDITOR, editFront::show)
        .post("/desk/front", EDITOR, editFront::save);
  }
}
