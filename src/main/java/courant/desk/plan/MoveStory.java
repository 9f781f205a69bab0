package courant.desk.plan;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.write.Newsroom;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * {@code POST /desk/plan/move}: puts a story on another day; what is scheduled keeps its hour
 * unless another is given.
 */
final class MoveStory {
  private final Desk desk;
  private final Newsroom newsroom;
  private final Stories stories;
  private final Plan plan;
  private final Mastheads mastheads;
  private final InstantSource clock;

  MoveStory(
      Desk desk,
      Newsroom newsroom,
      Stories stories,
      Plan plan,
      Mastheads mastheads,
      InstantSource clock) {
    this.desk = desk;
    this.newsroom = newsroom;
    this.stories = stories;
    this.plan = plan;
    this.mastheads = mastheads;
    this.clock = clock;
  }

  Response answer(Request request) {
    Optional<Story> story = PlanDesk.story(request).flatMap(stories::byId);
    if (story.isEmpty()) {
      return Response.empty(404);
    }
    return switch (story.get().state()) {
      case StoryState.Draft _ -> mean(request, story.get().id());
      case StoryState.Scheduled(var due) -> schedule(request, story.get().id(), due);
      case StoryState.Published _, StoryState.Withdrawn _, StoryState.Expired _ ->
          back(request, "plan-out", "");
    };
  }

  private Response mean(Request request, StoryId story) {
    String typed = request.field("day").orElse("");
    Optional<LocalDate> day = day(typed);
    if (day.isEmpty() && !typed.isBlank()) {
      return back(request, "plan-day", "");
    }
    String before = plan.day(story).map(LocalDate::toString).orElse("");
    plan.mean(story, day);
    return moved(request, story, before);
  }

  private Response schedule(Request request, StoryId story, Instant due) {
    Member member = desk.member(request);
    if (!member.may(Role.AUTHOR)) {
      return Response.empty(403);
    }
    ZonedDateTime before = due.atZone(mastheads.masthead().zone());
    Optional<LocalDate> day = day(request.field("day").orElse(""));
    if (day.isEmpty()) {
      return back(request, "plan-day", "");
    }
    LocalTime time = request.field("time").flatMap(MoveStory::time).orElse(before.toLocalTime());
    Instant after = day.get().atTime(time).atZone(before.getZone()).toInstant();
    if (!after.isAfter(clock.instant())) {
      return back(request, "plan-past", "");
    }
    try {
      newsroom.release(member, story, after);
    } catch (Newsroom.Overtaken _) {
      return back(request, "plan-out", "");
    }
    return moved(request, story, before.toLocalDate() + "T" + before.toLocalTime());
  }

  private static Response moved(Request request, StoryId story, String before) {
    String undo = "&undo=" + story.value() + "@" + before + "#story-" + story.value();
    return back(request, "plan-moved", undo);
  }

  private static Response back(Request request, String done, String more) {
    return Response.seeOther(
        "/desk/plan?view="
            + request.field("view").flatMap(Calendar.View::of).orElse(Calendar.View.LIST).word()
            + request.field("at").flatMap(MoveStory::day).map(day -> "&at=" + day).orElse("")
            + "&done="
            + done
            + more);
  }

  static Optional<LocalDate> day(String typed) {
    try {
      return Optional.of(LocalDate.parse(typed)).filter(day -> day.getYear() < 10_000);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<LocalTime> time(String typed) {
    try {
      return Optional.of(LocalTime.parse(typed));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
