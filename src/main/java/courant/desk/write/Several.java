package courant.desk.write;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.write.SeveralDeeds.Deed;
import courant.desk.write.SeveralDeeds.Was;
import courant.masthead.Mastheads;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.topic.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code POST /desk/stories}: does the same with several stories of the list, each as if it were
 * done by hand; for an hour it can be undone.
 */
public final class Several {
  private static final int MOST = 200;

  /**
   * What the page says of it.
   *
   * @param key by which it can be undone
   */
  public record Told(long key, int changed, int left) {}

  private final Desk desk;
  private final Newsroom newsroom;
  private final Stories stories;
  private final Mastheads mastheads;
  private final SeveralDeeds deeds;
  private final InstantSource clock;

  Several(
      Desk desk,
      Newsroom newsroom,
      Stories stories,
      Mastheads mastheads,
      SeveralDeeds deeds,
      InstantSource clock) {
    this.desk = desk;
    this.newsroom = newsroom;
    this.stories = stories;
    this.mastheads = mastheads;
    this.deeds = deeds;
    this.clock = clock;
  }

  /** What was just done, for the page on which it is told. */
  Optional<Told> told(Request request) {
    return request
        .query("several")
        .flatMap(Request::number)
        .flatMap(
            key ->
                deeds
                    .of(desk.member(request).id(), key)
                    .map(deed -> new Told(key, deed.before().size(), deed.left())));
  }

  Response answer(Request request) {
    return request.field("undo").isPresent() ? undo(request) : act(request);
  }

  private Response act(Request request) {
    Member member = desk.member(request);
    String verb = request.field("action").orElse("");
    Optional<Instant> due = request.field("due").flatMap(this::instant);
    if (verb.equals("schedule") && due.filter(clock.instant()::isBefore).isEmpty()) {
      return back(request, "&done=several-due");
    }
    List<Story> chosen = chosen(request);
    if (chosen.isEmpty()) {
      return back(request, "&done=several-none");
    }
    List<Was> changed = new ArrayList<>();
    for (Story story : chosen) {
      one(request, member, verb, story, due).ifPresent(changed::add);
    }
    long key = deeds.keep(member.id(), new Deed(verb, changed, chosen.size() - changed.size()));
    return back(request, "&several=" + key);
  }

  private List<Story> chosen(Request request) {
    return stories.byIds(
        request.fields("story").stream()
            .flatMap(id -> Request.number(id).stream())
            .map(StoryId::new)
            .distinct()
            .limit(MOST)
            .toList());
  }

  /** The story before; empty if it could not be done. */
  private Optional<Was> one(
      Request request, Member member, String verb, Story story, Optional<Instant> due) {
    String topic = request.field("topic").map(String::strip).orElse("");
    return switch (verb) {
      case "section" -> {
        String section = request.field("section").orElse("");
        yield refiled(member, story, now -> StoryForm.of(now).in(section));
      }
      case "topic" -> topic.isEmpty() ? Optional.empty() : refiled(member, story, with(topic));
      case "topic-off" ->
          topic.isEmpty() ? Optional.empty() : refiled(member, story, without(topic));
      case "schedule" ->
          schedule(member, story, due.orElseThrow())
              ? Optional.of(Was.filing(story))
              : Optional.empty();
      case "remove" -> newsroom.remove(member, story.id());
      default -> Optional.empty();
    };
  }

  private Optional<Was> refiled(Member member, Story story, Function<Story, StoryForm> filed) {
    return newsroom.refile(member, story.id(), filed).map(Was::filing);
  }

  private static Function<Story, StoryForm> with(String topic) {
    return about(names -> Stream.concat(names, Stream.of(topic)).distinct());
  }

  private static Function<Story, StoryForm> without(String topic) {
    return about(names -> names.filter(name -> !name.equalsIgnoreCase(topic)));
  }

  private static Function<Story, StoryForm> about(UnaryOperator<Stream<String>> topics) {
    return now ->
        StoryForm.of(now)
            .about(
                topics
                    .apply(now.topics().stream().map(Topic::name))
                    .collect(Collectors.joining(", ")));
  }

  private boolean schedule(Member member, Story story, Instant due) {
    boolean ready =
        story.state() instanceof StoryState.Draft
            && !story.headline().isEmpty()
            && story.lead().filter(lead -> lead.alt().isEmpty()).isEmpty();
    return ready && done(() -> newsroom.release(member, story.id(), due));
  }

  /** False if the story was somewhere else by then. */
  private static boolean done(Runnable verb) {
    try {
      verb.run();
      return true;
    } catch (Newsroom.Overtaken _) {
      return false;
    }
  }

  private Response undo(Request request) {
    Member member = desk.member(request);
    Optional<Long> key = request.field("undo").flatMap(Request::number);
    Optional<Deed> deed =
        key.flatMap(number -> deeds.of(member.id(), number)).filter(_ -> deeds.forget(key.get()));
    if (deed.isEmpty()) {
      return back(request, "&done=several-late");
    }
    deed.get().before().forEach(was -> back(member, deed.get().verb(), was));
    return back(request, "&done=several-undone");
  }

  private void back(Member member, String verb, Was was) {
    Optional<Story> now = stories.byId(was.story());
    switch (verb) {
      case "remove" -> {
        if (now.isEmpty()) {
          newsroom.bringBack(member, was);
        }
      }
      case "schedule" ->
          now.filter(story -> story.state() instanceof StoryState.Scheduled)
              .ifPresent(story -> done(() -> newsroom.unschedule(member, story.id())));
      default ->
          newsroom.refile(
              member,
              was.story(),
              story -> StoryForm.of(story).in(was.form().section()).about(was.form().topics()));
    }
  }

  /** Where one was in the list. */
  private static Response back(Request request, String more) {
    String query =
        request
            .field("back")
            .filter(typed -> typed.matches("[\\w%=&.+-]{1,2000}"))
            .orElse("state=draft");
    return Response.seeOther("/desk?" + query + more);
  }

  /** As a browser writes it, in the review's time zone. */
  private Optional<Instant> instant(String typed) {
    try {
      return Optional.of(
          LocalDateTime.parse(typed).atZone(mastheads.masthead().zone()).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
