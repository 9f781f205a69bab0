package courant.desk.write;

import courant.desk.Desk;
import courant.edition.FrontSlots;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.DeskList;
import courant.story.Stories;
import courant.story.StoryId;
import java.util.List;
import java.util.Map;

/** {@code /desk/front}: which stories lead the front page, above the newest. */
final class EditFront {
  private static final int CANDIDATES = 40;

  private final Desk desk;
  private final FrontSlots slots;
  private final Stories stories;
  private final DeskList list;

  EditFront(Desk desk, FrontSlots slots, Stories stories, DeskList list) {
    this.desk = desk;
    this.slots = slots;
    this.stories = stories;
    this.list = list;
  }

  Response show(Request request) {
    return desk.page(
        request,
        "write/front",
        "front",
        desk.texts().say("desk.front"),
        Map.of(
            "chosen",
            stories.published(slots.all()),
            "candidates",
            list.newest("published", "", CANDIDATES)));
  }

  /** Sets the slots to the stories ticked, in the order of their numbers. */
  Response save(Request request) {
    List<StoryId> chosen =
        request.fields("story").stream()
            .filter(id -> id.matches("[0-9]{1,18}"))
            .map(id -> new StoryId(Long.parseLong(id)))
            .distinct()
            .limit(FrontSlots.MOST)
            .toList();
    slots.set(chosen);
    return Response.seeOther("/desk/front?done=saved");
  }
}
