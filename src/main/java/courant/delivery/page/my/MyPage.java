package courant.delivery.page.my;

import courant.delivery.page.Cards;
import courant.delivery.page.Frames;
import courant.edition.Audience;
import courant.edition.Edition;
import courant.edition.Editions;
import courant.edition.Window;
import courant.follow.Marks;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.Reader;
import courant.reader.ReaderId;
import courant.reader.Sessions;
import courant.story.Correction;
import courant.story.Corrections;
import courant.story.NewestStories;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import gg.jte.Content;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code /my}: the edition of one reader; {@code /my/saved}: what they kept. */
public final class MyPage {
  private static final int STORIES = 30;
  private static final int DEEPEST = 100;

  /**
   * One story, why it is here, and how the reader stands with it.
   *
   * @param correction the newest there is of it
   */
  public record Item(
      Edition.Entry entry, Content card, Marks.Mark mark, Optional<Correction> correction) {}

  /**
   * @param until in epoch milliseconds, when this page was made: up to then all is read by "mark
   *     all read"
   * @param undo until when all was just marked read, in epoch milliseconds, if that can be undone
   * @param suggestions for one who has nothing to read here
   */
  public record Shown(
      boolean account,
      boolean known,
      boolean saved,
      List<Item> items,
      int page,
      boolean more,
      long until,
      Optional<Long> undo,
      Optional<Suggestions> suggestions) {
    public String path() {
      return saved ? "/my/saved" : "/my";
    }
  }

  private final Editions editions;
  private final Stories stories;
  private final NewestStories newest;
  private final Marks marks;
  private final Corrections corrections;
  private final Sessions sessions;
  private final Mastheads mastheads;
  private final Frames frames;
  private final InstantSource clock;
  private final Cards cards = new Cards();

  MyPage(
      Editions editions,
      Stories stories,
      NewestStories newest,
      Marks marks,
      Corrections corrections,
      Sessions sessions,
      Mastheads mastheads,
      Frames frames,
      InstantSource clock) {
    this.editions = editions;
    this.stories = stories;
    this.newest = newest;
    this.marks = marks;
    this.corrections = corrections;
    this.sessions = sessions;
    this.mastheads = mastheads;
    this.frames = frames;
    this.clock = clock;
  }

  Response latest(Request request) {
    int page = page(request);
    Optional<Reader> reader = sessions.reader(request);
    Optional<Edition> edition =
        reader.map(
            known -> editions.select(new Audience.OfReader(known.id()), new Window(page, STORIES)));
    return show(
        request,
        reader,
        false,
        edition.map(Edition::entries).orElse(List.of()),
        edition.filter(some -> page < Math.min(some.lastPage(), DEEPEST)).isPresent());
  }

  Response saved(Request request) {
    int page = page(request);
    Optional<Reader> reader = sessions.reader(request);
    List<StoryId> ids =
        reader
            .map(known -> marks.saved(known.id(), (page - 1) * STORIES, STORIES + 1))
            .orElse(List.of());
    List<Edition.Entry> entries =
        editions.named(
            stories.published(ids.stream().limit(STORIES).toList()).stream()
                .map(story -> new Edition.Entry(story, List.of()))
                .toList());
    return show(request, reader, true, entries, ids.size() > STORIES);
  }

  private Response show(
      Request request,
      Optional<Reader> reader,
      boolean saved,
      List<Edition.Entry> entries,
      boolean more) {
    List<Story> shown = entries.stream().map(Edition.Entry::story).toList();
    Map<StoryId, List<Correction>> corrected =
        corrections.of(shown.stream().map(Story::id).toList());
    Map<StoryId, Marks.Mark> how =
        reader.map(known -> marks.of(known.id(), shown, corrected)).orElse(Map.of());
    boolean nothing = entries.isEmpty() && page(request) == 1 && !saved;
    Masthead masthead = mastheads.masthead();
    Texts texts = Texts.in(masthead.language());
    Shown page =
        new Shown(
            reader.filter(Reader::hasAccount).isPresent(),
            reader.isPresent(),
            saved,
            entries.stream()
                .map(
                    entry ->
                        new Item(
                            entry,
                            cards.of(entry, texts, masthead.zone()),
                            Objects.requireNonNull(how.get(entry.story().id())),
                            corrected.getOrDefault(entry.story().id(), List.of()).stream()
                                .findFirst()))
                .toList(),
            page(request),
            more,
            clock.millis(),
            reader.flatMap(known -> undo(request, known.id())),
            nothing ? Optional.of(Suggestions.of(mastheads, stories, newest)) : Optional.empty());
    String title = texts.say(saved ? "my.saved" : "layout.my");
    return Personal.page(
        "my/page", Map.of("frame", frames.unlisted(request, title), "shown", page));
  }

  /** {@code POST /my/mark}: one story read or not, saved or not. */
  Response mark(Request request) {
    Optional<ReaderId> reader = sessions.reader(request).map(Reader::id);
    Optional<StoryId> story = number(request, "story").map(StoryId::new);
    if (reader.isEmpty() || story.isEmpty()) {
      return Response.empty(reader.isEmpty() ? 403 : 400);
    }
    request
        .field("read")
        .ifPresent(value -> marks.read(reader.get(), story.get(), value.equals("true")));
    request
        .field("saved")
        .ifPresent(value -> marks.save(reader.get(), story.get(), value.equals("true")));
    return back(request);
  }

  private Optional<Long> undo(Request request, ReaderId reader) {
    return request
        .query("read")
        .flatMap(Request::number)
        .filter(until -> marks.canUndo(reader, Instant.ofEpochMilli(until)));
  }

  /** {@code POST /my/read}: everything is read that was out when the page was made. */
  Response readAll(Request request) {
    Optional<ReaderId> reader = sessions.reader(request).map(Reader::id);
    Optional<Long> until = number(request, "until");
    if (reader.isEmpty() || until.isEmpty()) {
      return Response.empty(reader.isEmpty() ? 403 : 400);
    }
    Instant at = marks.readUntil(reader.get(), Instant.ofEpochMilli(until.get()));
    return Response.seeOther("/my?read=" + at.toEpochMilli());
  }

  /** {@code POST /my/unread}: takes the last "mark all read" back. */
  Response undoReadAll(Request request) {
    Optional<ReaderId> reader = sessions.reader(request).map(Reader::id);
    Optional<Long> until = number(request, "until");
    if (reader.isEmpty() || until.isEmpty()) {
      return Response.empty(reader.isEmpty() ? 403 : 400);
    }
    marks.undoReadUntil(reader.get(), Instant.ofEpochMilli(until.get()));
    return Response.seeOther("/my");
  }

  private static Response back(Request request) {
    return request.header("Accept").filter("application/json"::equals).isPresent()
        ? Response.empty(204)
        : Response.seeOther(request.next().orElse("/my"));
  }

  private static Optional<Long> number(Request request, String field) {
    return request.field(field).flatMap(Request::number);
  }

  private static int page(Request request) {
    return Math.min(DEEPEST, request.page());
  }
}
