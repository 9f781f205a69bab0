package courant.desk.write;

import courant.desk.Desk;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.source.Sources;
import courant.story.DeskList;
import courant.story.StoryState;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** {@code /desk}: what is being written, what is coming, what went out. */
final class DeskHome {
  private static final int ROWS = 50;
  private static final int DEEPEST = 1_000;

  private final Desk desk;
  private final DeskList list;
  private final StoryFinder finder;
  private final Submissions submissions;
  private final Several several;
  private final Mastheads mastheads;
  private final Sources sources;

  DeskHome(
      Desk desk,
      DeskList list,
      StoryFinder finder,
      Submissions submissions,
      Several several,
      Mastheads mastheads,
      Sources sources) {
    this.desk = desk;
    this.list = list;
    this.finder = finder;
    this.submissions = submissions;
    this.several = several;
    this.mastheads = mastheads;
    this.sources = sources;
  }

  Response answer(Request request) {
    String state =
        request
            .query("state")
            .filter(StoryState.WORDS::contains)
            .orElse(StoryState.WORDS.getFirst());
    Filter filter = Filter.of(request);
    ZoneId zone = mastheads.masthead().zone();
    int page = Math.min(DEEPEST, request.page());
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("found", finder.find(state, filter, zone, page, ROWS));
    parameters.put("state", state);
    parameters.put("filter", filter);
    parameters.put("page", page);
    parameters.put("counts", list.counts());
    parameters.put("sections", mastheads.sections());
    parameters.put("sources", sources.all());
    parameters.put("done", several.told(request));
    parameters.put("submissions", submissions.by(desk.member(request)));
    return desk.page(
        request, "write/home", "stories", desk.texts().say("desk.stories"), parameters);
  }
}
