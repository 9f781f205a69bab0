package courant.desk.write;

import courant.desk.Desk;
import courant.edition.FrontSlots;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.DeskList;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code /desk/front}: which stories lead the front page, above the newest. Each button is a form's
 * own; {@code front.js} sends whole orders instead.
 */
final class EditFront {
  private static final int CANDIDATES = 40;
  private static final Pattern MOVE = Pattern.compile("(up|down|out|to):([0-9]{1,18})");

  /** How addresses write that there was nothing. */
  private static final String NONE = "none";

  private final Desk desk;
  private final FrontSlots slots;
  private final Stories stories;
  private final StoryFinder finder;

  EditFront(Desk desk, FrontSlots slots, Stories stories, StoryFinder finder) {
    this.desk = desk;
    this.slots = slots;
    this.stories = stories;
    this.finder = finder;
  }

  Response show(Request request) {
    return page(request, "");
  }

  private Response page(Request request, String problem) {
    List<Story> chosen = stories.published(slots.all());
    String words = request.query("q").orElse("");
    List<DeskList.Row> candidates =
        finder.published(words, CANDIDATES).stream()
            .filter(row -> chosen.stream().noneMatch(story -> story.id().value() == row.id()))
            .toList();
    return desk.page(
        request,
        "write/front",
        "front",
        desk.texts().say("desk.front"),
        Map.of(
            "chosen",
            chosen,
            "was",
            written(chosen.stream().map(Story::id).toList()),
            "candidates",
            candidates,
            "words",
            words,
            "problem",
            problem,
            "undo",
            request.query("undo").flatMap(EditFront::read)));
  }

  /** Moves one story, or sets the slots to the stories named, in their order. */
  Response save(Request request) {
    List<StoryId> now = stories.published(slots.all()).stream().map(Story::id).toList();
    boolean overtaken = request.field("was").filter(was -> !was.equals(written(now))).isPresent();
    boolean script = request.header("Accept").filter("application/json"::equals).isPresent();
    if (overtaken) {
      return script
          ? told(now).status(409)
          : page(request, desk.texts().say("write.front.changed")).status(409);
    }
    List<StoryId> after = after(request, now);
    slots.set(after);
    return script
        ? told(after)
        : Response.seeOther("/desk/front?done=front-saved&undo=" + written(now));
  }

  private List<StoryId> after(Request request, List<StoryId> now) {
    Matcher move = MOVE.matcher(request.field("do").orElse(""));
    if (move.matches()) {
      int slot =
          request
              .field("slot-" + move.group(2))
              .filter(number -> number.matches("[1-9]"))
              .map(Integer::parseInt)
              .orElse(1);
      return moved(now, move.group(1), new StoryId(Long.parseLong(move.group(2))), slot);
    }
    List<StoryId> named =
        request.fields("story").stream()
            .flatMap(id -> Request.number(id).stream())
            .map(StoryId::new)
            .distinct()
            .toList();
    // Published ones only: another's number would wait in a slot for the day it goes out.
    return stories.published(named).stream().map(Story::id).limit(FrontSlots.MOST).toList();
  }

  /**
   * The order with one story elsewhere; whatever has no room behind it is out.
   *
   * @param slot counted from 1
   */
  private List<StoryId> moved(List<StoryId> now, String verb, StoryId story, int slot) {
    int at = now.indexOf(story);
    List<StoryId> after = new ArrayList<>(now);
    after.remove(story);
    int target =
        switch (verb) {
          case "up" -> at - 1;
          case "down" -> at + 1;
          case "to" -> slot - 1;
          default -> -1;
        };
    boolean stays = !verb.equals("out") && (at >= 0 || verb.equals("to"));
    if (stays && !stories.published(List.of(story)).isEmpty()) {
      after.add(Math.clamp(target, 0, after.size()), story);
    }
    return after.stream().limit(FrontSlots.MOST).toList();
  }

  private static Response told(List<StoryId> order) {
    JsonArray numbers = new JsonArray();
    order.forEach(story -> numbers.add(Long.toString(story.value())));
    return Response.json(new JsonObject().put("slots", numbers).put("was", written(order)));
  }

  /** An order as addresses and forms have it. */
  private static String written(List<StoryId> order) {
    return order.isEmpty()
        ? NONE
        : order.stream().map(id -> Long.toString(id.value())).collect(Collectors.joining(","));
  }

  private static Optional<List<Long>> read(String order) {
    if (order.equals(NONE)) {
      return Optional.of(List.of());
    }
    return order.matches("[0-9]{1,18}(,[0-9]{1,18}){0,8}")
        ? Optional.of(Arrays.stream(order.split(",")).map(Long::parseLong).toList())
        : Optional.empty();
  }
}
