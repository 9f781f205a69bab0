package courant.desk.plan;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.write.Newsroom;
import courant.desk.write.Reviewing;
import courant.desk.write.Submission;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.story.Stories;
import courant.story.StoryId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /desk/plan}: what comes, day by day, what awaits review, how full the inbox is. */
public final class PlanDesk {
  private static final int SOMETIME = 20;
  private static final int LOOK_BACK_DAYS = 90;
  private static final Pattern MOVED = Pattern.compile("([0-9]{1,18})@([0-9T:.-]{0,30})");

  private final Desk desk;
  private final Reviewing reviewing;
  private final Plan plan;
  private final LongSupplier inbox;
  private final Mastheads mastheads;
  private final InstantSource clock;
  private final MoveStory move;

  /**
   * @param inbox how many stories wait in the inbox
   */
  public PlanDesk(
      Desk desk,
      Newsroom newsroom,
      Reviewing reviewing,
      Stories stories,
      Plan plan,
      LongSupplier inbox,
      Mastheads mastheads,
      InstantSource clock) {
    this.desk = desk;
    this.reviewing = reviewing;
    this.plan = plan;
    this.inbox = inbox;
    this.mastheads = mastheads;
    this.clock = clock;
    move = new MoveStory(desk, newsroom, stories, plan, mastheads, clock);
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/plan", CONTRIBUTOR, this::show)
        .post("/desk/plan/move", CONTRIBUTOR, move::answer)
        .post("/desk/plan/review", EDITOR, this::review);
  }

  /**
   * How the last move is taken back.
   *
   * @param day where the story was; empty if nowhere
   * @param time its hour; empty for a draft
   */
  public record Undo(long story, String day, String time) {
    static Optional<Undo> of(String typed) {
      Matcher moved = MOVED.matcher(typed);
      if (!moved.matches()) {
        return Optional.empty();
      }
      String[] parts = moved.group(2).split("T", 2);
      boolean sound =
          (parts[0].isEmpty() || MoveStory.day(parts[0]).isPresent())
              && (parts.length == 1 || MoveStory.time(parts[1]).isPresent());
      return sound
          ? Optional.of(
              new Undo(Long.parseLong(moved.group(1)), parts[0], parts.length == 1 ? "" : parts[1]))
          : Optional.empty();
    }
  }

  Response show(Request request) {
    ZoneId zone = mastheads.masthead().zone();
    LocalDate today = clock.instant().atZone(zone).toLocalDate();
    Calendar calendar =
        Calendar.of(
            request.query("view").flatMap(Calendar.View::of).orElse(Calendar.View.LIST),
            request.query("at").flatMap(MoveStory::day).orElse(today),
            mastheads.masthead().language());
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("calendar", calendar);
    parameters.put("today", today);
    parameters.put("byDay", byDay(calendar, zone));
    parameters.put("late", plan.meant(today.minusDays(LOOK_BACK_DAYS), today));
    parameters.put("sometime", plan.sometime(SOMETIME));
    parameters.put("waiting", reviewing.submissions().waiting());
    parameters.put("inbox", inbox.getAsLong());
    parameters.put("undo", request.query("undo").flatMap(Undo::of));
    return desk.page(request, "plan/plan", "plan", desk.texts().say("plan.desk"), parameters);
  }

  private Map<LocalDate, List<Item>> byDay(Calendar calendar, ZoneId zone) {
    List<Item> all = new ArrayList<>();
    all.addAll(
        plan.scheduled(
            calendar.from().atStartOfDay(zone).toInstant(),
            calendar.until().atStartOfDay(zone).toInstant()));
    all.addAll(plan.meant(calendar.from(), calendar.until()));
    Map<LocalDate, List<Item>> byDay = new TreeMap<>();
    if (calendar.showsEmptyDays()) {
      calendar.days().forEach(day -> byDay.put(day, new ArrayList<>()));
    }
    all.forEach(
        item ->
            item.day(zone)
                .ifPresent(day -> byDay.computeIfAbsent(day, _ -> new ArrayList<>()).add(item)));
    return byDay;
  }

  /** Takes, leaves or sends back what is handed in, from the list. */
  private Response review(Request request) {
    Member member = desk.member(request);
    Optional<Submission> submission = story(request).flatMap(reviewing.submissions()::of);
    if (submission.isEmpty()) {
      return Response.seeOther("/desk/plan?done=reviewed");
    }
    String action = request.field("action").orElse("");
    boolean done =
        switch (action) {
          case "take-up" -> reviewing.take(member, submission.get());
          case "leave" -> reviewing.leave(member, submission.get());
          case "send-back" ->
              reviewing.sendBack(
                  member, submission.get(), request.field("answer").map(String::strip).orElse(""));
          default -> false;
        };
    return Response.seeOther("/desk/plan?done=" + (done ? action : "reviewed"));
  }

  /** The story that a form names. */
  static Optional<StoryId> story(Request request) {
    return request.field("story").flatMap(Request::number).map(StoryId::new);
  }

  /** An hour as forms want it. */
  public static String clock(LocalTime time) {
    return "%02d:%02d".formatted(time.getHour(), time.getMinute());
  }
}
