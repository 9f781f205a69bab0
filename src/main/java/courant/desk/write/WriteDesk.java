package courant.desk.write;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.edition.FrontSlots;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.web.Routes;
import courant.source.Sources;
import courant.story.DeskList;
import courant.story.Revisions;
import courant.story.Stories;
import java.time.InstantSource;

/** Stories at the desk: the list of them, the writing page, the front page's slots. */
public final class WriteDesk {
  private final DeskHome home;
  private final Several several;
  private final EditStory editStory;
  private final KeepWriting keepWriting;
  private final MergeStory mergeStory;
  private final StoryHistory history;
  private final PreviewStory preview;
  private final EditFront editFront;

  /**
   * @param renderings how channels would show a story
   */
  public WriteDesk(
      Desk desk,
      Newsroom newsroom,
      WorkingCopies copies,
      ChosenTopics topics,
      Writers writers,
      Reviewing reviewing,
      Database database,
      Mastheads mastheads,
      Stories stories,
      Revisions revisions,
      DeskList list,
      StoryFinder finder,
      Sources sources,
      FrontSlots slots,
      Renderings renderings,
      Ids ids,
      InstantSource clock) {
    several =
        new Several(
            desk, newsroom, stories, mastheads, new SeveralDeeds(database, ids, clock), clock);
    home = new DeskHome(desk, list, finder, reviewing.submissions(), several, mastheads, sources);
    keepWriting = new KeepWriting(desk, database, stories, copies, writers);
    mergeStory = new MergeStory(desk, database, stories, revisions, copies);
    history = new StoryHistory(desk, database, stories, revisions, copies);
    preview = new PreviewStory(desk, newsroom, stories, copies, renderings);
    editStory =
        new EditStory(
            desk,
            newsroom,
            stories,
            revisions,
            copies,
            topics,
            writers,
            reviewing,
            mergeStory,
            mastheads,
            sources,
            database);
    editFront = new EditFront(desk, slots, stories, finder);
  }

  public void routes(Routes routes) {
    routes
        .get("/desk", CONTRIBUTOR, home::answer)
        .post("/desk/stories", EDITOR, several::answer)
        .post("/desk/story", CONTRIBUTOR, editStory::begin)
        .get("/desk/story/:id", CONTRIBUTOR, editStory::show)
        .post("/desk/story/:id", CONTRIBUTOR, editStory::act)
        .post("/desk/story/:id/autosave", CONTRIBUTOR, keepWriting::keep)
        .post("/desk/story/:id/here", CONTRIBUTOR, keepWriting::here)
        .post("/desk/story/:id/take", CONTRIBUTOR, keepWriting::take)
        .post("/desk/story/:id/discard", CONTRIBUTOR, editStory::discard)
        .get("/desk/story/:id/merge", CONTRIBUTOR, mergeStory::show)
        .post("/desk/story/:id/merge", CONTRIBUTOR, mergeStory::merge)
        .get("/desk/story/:id/preview", CONTRIBUTOR, preview::show)
        .post("/desk/story/:id/preview", CONTRIBUTOR, preview::take)
        .get("/desk/story/:id/preview/page", CONTRIBUTOR, preview::page)
        .get("/desk/story/:id/preview/mail", CONTRIBUTOR, preview::mail)
        .get("/desk/story/:id/revisions", CONTRIBUTOR, history::show)
        .post("/desk/story/:id/revisions/:number", CONTRIBUTOR, history::restore)
        .get("/desk/front", EDITOR, editFront::show)
        .post("/desk/front", EDITOR, editFront::save);
  }
}
