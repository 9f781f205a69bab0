package courant.desk.api;

import static courant.platform.web.Role.AUTHOR;
import static courant.platform.web.Role.OWNER;

import courant.desk.Member;
import courant.desk.Members;
import courant.figure.FigureKind;
import courant.figure.Figures;
import courant.masthead.Mastheads;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.story.Stories;
import courant.story.StoryId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The newsroom's people, and the figures. */
final class HouseApi {
  private static final int MOST_DAYS = 366;
  private static final Shape DAY =
      new Shape.Text(10, "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "Such as 2026-11-23");
  private static final Shape.Fields MEMBER =
      Shape.shown(
          "Member",
          "id",
          Shape.id(""),
          "name",
          Shape.text(1_000_000, ""),
          "role",
          new Shape.OneOf(Member.ROLES.stream().map(Role::name).toList(), ""),
          "since",
          new Shape.Moment(""));
  private static final Shape.Fields LINKED =
      Shape.shown(
          "MemberLink",
          "member",
          MEMBER,
          "link",
          Shape.text(2_000, "Lets them in once, within three days; hand it over yourself"));
  private static final Shape.Fields FIGURE_DAY =
      Shape.shown(
          "FigureDay",
          "day",
          DAY,
          "counts",
          new Shape.Counts("By kind: view, read25 to read100, feed, mail, push, follow, …"));
  private static final Shape.Fields FIGURES =
      Shape.shown("FigureDays", "items", new Shape.ListOf(FIGURE_DAY, MOST_DAYS, "By day"));

  private final Members members;
  private final Figures figures;
  private final Stories stories;
  private final Mastheads mastheads;
  private final InstantSource clock;

  HouseApi(
      Members members, Figures figures, Stories stories, Mastheads mastheads, InstantSource clock) {
    this.members = members;
    this.figures = figures;
    this.stories = stories;
    this.mastheads = mastheads;
    this.clock = clock;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("/staff", OWNER, Scope.STAFF_READ, "listStaff", "The newsroom’s people")
            .answering(200, Shape.shown("Staff", "items", new Shape.ListOf(MEMBER, 100_000, "")))
            .by(_ -> staff()),
        write(
                "POST",
                "/staff",
                "addMember",
                "Add somebody; the answer has the link that lets them in")
            .taking(
                Shape.needed(
                    "MemberNew",
                    "name",
                    new Shape.Text(200, "(?s).*\\S.*", ""),
                    "role",
                    new Shape.OneOf(Member.ROLES.stream().map(Role::name).toList(), "")))
            .answering(201, LINKED)
            .by(this::add),
        write("POST", "/staff/:id/link", "linkMember", "A new link for somebody who lost theirs")
            .answering(200, LINKED)
            .by(call -> Response.json(linked(call, member(call)))),
        write("POST", "/staff/:id/sign-out", "signOutMember", "Sign somebody out everywhere")
            .answeringNothing()
            .by(this::signOut),
        write("DELETE", "/staff/:id", "removeMember", "Take somebody out of the newsroom")
            .answeringNothing()
            .by(this::remove),
        figures("/figures", "getFigures", "What was counted of the whole review, by day")
            .answering(200, FIGURES)
            .by(call -> Response.json(days(figures.days(from(call), to(call))))),
        figures("/figures/stories", "getMostSeen", "The stories seen most")
            .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "At most so many"))
            .answering(
                200,
                Shape.shown(
                    "MostSeen",
                    "items",
                    new Shape.ListOf(
                        Shape.shown(
                            "Seen",
                            "story",
                            Shape.id(""),
                            "headline",
                            Shape.text(1_000_000, ""),
                            "views",
                            new Shape.Whole(0, Long.MAX_VALUE, "")),
                        Call.MOST_ROWS,
                        "Most first")))
            .by(this::mostSeen),
        figures("/figures/sites", "getSites", "The sites readers came from")
            .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "At most so many"))
            .answering(
                200,
                Shape.shown(
                    "Sites",
                    "items",
                    new Shape.ListOf(
                        Shape.shown(
                            "Site",
                            "host",
                            Shape.text(100, "Empty: many small ones"),
                            "views",
                            new Shape.Whole(0, Long.MAX_VALUE, "")),
                        Call.MOST_ROWS,
                        "Most first")))
            .by(this::sites),
        figures("/stories/:id/figures", "getStoryFigures", "What was counted of one story, by day")
            .answering(200, FIGURES)
            .by(this::ofStory));
  }

  private static Operation write(String method, String path, String name, String summary) {
    return Operation.of(method, path, OWNER, Scope.STAFF_WRITE, name, summary);
  }

  private static Operation figures(String path, String name, String summary) {
    return Operation.get(path, AUTHOR, Scope.FIGURES_READ, name, summary)
        .with("from", DAY)
        .with("to", DAY);
  }

  private Response staff() {
    JsonArray items = new JsonArray();
    members.all().forEach(member -> items.add(json(member)));
    return Response.json(new JsonObject().put("items", items));
  }

  private Member member(Call call) {
    return members.byId(call.number("id")).orElseThrow(Problem::notFound);
  }

  private Response add(Call call) {
    Member member = members.add(call.text("name", ""), Role.valueOf(call.text("role", "")));
    return Response.json(linked(call, member))
        .status(201)
        .with("location", ApiDoor.ROOT + "/staff/" + member.id());
  }

  private JsonObject linked(Call call, Member member) {
    return new JsonObject()
        .put("member", json(member))
        .put("link", call.request().site() + "/desk/sign-in/" + members.link(member).value());
  }

  private Response signOut(Call call) {
    members.signOutEverywhere(member(call).id());
    return Response.empty(204);
  }

  private Response remove(Call call) {
    if (!members.remove(member(call).id())) {
      throw Problem.conflict("The last owner cannot be removed.");
    }
    return Response.empty(204);
  }

  private static JsonObject json(Member member) {
    return new JsonObject()
        .put("id", Long.toString(member.id()))
        .put("name", member.name())
        .put("role", member.role().name())
        .put("since", member.since().toString());
  }

  private LocalDate to(Call call) {
    return day(call, "to", LocalDate.ofInstant(clock.instant(), mastheads.masthead().zone()));
  }

  private LocalDate from(Call call) {
    LocalDate last = to(call);
    LocalDate first = day(call, "from", last.minusDays(29));
    return first.isBefore(last.minusDays(MOST_DAYS - 1)) ? last.minusDays(MOST_DAYS - 1) : first;
  }

  private static LocalDate day(Call call, String name, LocalDate usual) {
    try {
      return call.query(name).map(LocalDate::parse).orElse(usual);
    } catch (DateTimeException _) {
      throw Problem.wrong("?" + name, "is no day of the calendar");
    }
  }

  private Response ofStory(Call call) {
    StoryId story = new StoryId(call.number("id"));
    if (stories.byId(story).isEmpty()) {
      throw Problem.notFound();
    }
    return Response.json(days(figures.days(story.value(), from(call), to(call))));
  }

  private static JsonObject days(SortedMap<LocalDate, Map<FigureKind, Long>> days) {
    JsonArray items = new JsonArray();
    days.forEach(
        (day, counted) -> {
          JsonObject counts = new JsonObject();
          counted.forEach((kind, times) -> counts.put(kind.word(), times));
          items.add(new JsonObject().put("day", day.toString()).put("counts", counts));
        });
    return new JsonObject().put("items", items);
  }

  private Response mostSeen(Call call) {
    JsonArray items = new JsonArray();
    for (Figures.Ranked story : figures.mostSeen(from(call), to(call), call.rows())) {
      items.add(
          new JsonObject()
              .put("story", Long.toString(story.story()))
              .put("headline", story.headline())
              .put("views", story.times()));
    }
    return Response.json(new JsonObject().put("items", items));
  }

  private Response sites(Call call) {
    JsonArray items = new JsonArray();
    for (Figures.Site site : figures.sites(from(call), to(call), call.rows())) {
      items.add(new JsonObject().put("host", site.host()).put("views", site.times()));
    }
    return Response.json(new JsonObject().put("items", items));
  }
}
