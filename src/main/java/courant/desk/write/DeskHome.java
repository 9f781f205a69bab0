package courant.desk.write;

import courant.desk.Desk;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.DeskList;
import java.util.List;
import java.util.Map;

/** {@code /desk}: what is being written, what is coming, what went out. */
final class DeskHome {
  private static final int ROWS = 50;

  private final Desk desk;
  private final DeskList list;
  private final Submissions submissions;

  DeskHome(Desk desk, DeskList list, Submissions submissions) {
    this.desk = desk;
    this.list = list;
    this.submissions = submissions;
  }

  Response answer(Request request) {
    String state =
        request
            .query("state")
            .filter(List.of("scheduled", "published", "withdrawn", "expired")::contains)
            .orElse("draft");
    String words = request.query("q").orElse("");
    Map<String, Object> parameters =
        Map.of(
            "rows",
            list.newest(state, words, ROWS),
            "state",
            state,
            "words",
            words,
            "counts",
            list.counts(),
            "submissions",
            submissions.by(desk.member(request)));
    return desk.page(
        request, "write/home", "stories", desk.texts().say("desk.stories"), parameters);
  }
}
