package courant.desk.api;

import static courant.platform.web.Role.EDITOR;

import courant.delivery.Letter;
import courant.delivery.Letters;
import courant.delivery.MailList;
import courant.platform.web.Response;
import courant.story.Stories;
import courant.story.StoryId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Newsletters that the desk writes by hand. */
final class LettersApi {
  private static final Shape.Fields LETTER =
      Shape.shown(
          "Letter",
          "id",
          Shape.id(""),
          "subject",
          Shape.text(1_000, ""),
          "introduction",
          Shape.text(1_000_000, "Plain text"),
          "stories",
          new Shape.ListOf(Shape.id(""), 1_000, "In order"),
          "list",
          new Shape.OrNull(Shape.text(100, "The list whose readers get it; null: everybody")),
          "state",
          new Shape.OneOf(List.of("draft", "scheduled", "sent"), ""),
          "due",
          new Shape.OrNull(new Shape.Moment("When it will be sent")),
          "sent",
          new Shape.OrNull(new Shape.Moment("When it was sent")));
  private static final Shape.Fields CHANGE =
      Shape.given(
          "LetterChange",
          "subject",
          Shape.text(200, ""),
          "introduction",
          Shape.text(100_000, "Plain text, its paragraphs parted by empty lines"),
          "stories",
          new Shape.ListOf(Shape.id(""), 100, "Published stories, in order"),
          "list",
          new Shape.OrNull(
              new Shape.Text(100, "[a-z]+(:[0-9]{1,18})?", "Such as section:7; null: everybody")));

  private final Letters letters;
  private final Stories stories;
  private final InstantSource clock;

  LettersApi(Letters letters, Stories stories, InstantSource clock) {
    this.letters = letters;
    this.stories = stories;
    this.clock = clock;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "/letters",
                EDITOR,
                Scope.LETTERS_READ,
                "listLetters",
                "Unsent letters, then the last sent")
            .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "So many of those sent"))
            .answering(200, Shape.shown("Letters", "items", new Shape.ListOf(LETTER, 10_000, "")))
            .by(this::list),
        write("POST", "/letters", "createLetter", "Begin a letter")
            .taking(CHANGE)
            .answering(201, LETTER)
            .by(this::create),
        Operation.get("/letters/:id", EDITOR, Scope.LETTERS_READ, "getLetter", "One letter")
            .answering(200, LETTER)
            .by(call -> Response.json(json(letter(call)))),
        write(
                "PATCH",
                "/letters/:id",
                "changeLetter",
                "Change the fields sent; it is a draft again")
            .taking(CHANGE)
            .answering(200, LETTER)
            .by(call -> Response.json(json(saved(call, unsent(call))))),
        write("DELETE", "/letters/:id", "removeLetter", "Throw away a letter that was not sent")
            .answeringNothing()
            .by(this::remove),
        write("POST", "/letters/:id/send", "sendLetter", "Send it now, or at an instant")
            .taking(Shape.given("LetterSend", "due", new Shape.Moment("Now, if not said")))
            .answering(200, LETTER)
            .by(this::send));
  }

  private static Operation write(String method, String path, String name, String summary) {
    return Operation.of(method, path, EDITOR, Scope.LETTERS_WRITE, name, summary);
  }

  private Response list(Call call) {
    JsonArray items = new JsonArray();
    Stream.concat(letters.unsent().stream(), letters.sent(call.rows()).stream())
        .forEach(letter -> items.add(json(letter)));
    return Response.json(new JsonObject().put("items", items));
  }

  private Response create(Call call) {
    Letter letter = saved(call, letters.begin());
    return Response.json(json(letter))
        .status(201)
        .with("location", ApiDoor.ROOT + "/letters/" + letter.id());
  }

  private Letter letter(Call call) {
    return letters.byId(call.number("id")).orElseThrow(Problem::notFound);
  }

  private Letter unsent(Call call) {
    Letter letter = letter(call);
    if (letter.state() instanceof Letter.State.Sent) {
      throw Problem.conflict("The letter was sent.");
    }
    return letter;
  }

  private Letter saved(Call call, Letter before) {
    List<StoryId> chosen =
        call
            .texts(
                "stories",
                before.stories().stream().map(story -> Long.toString(story.value())).toList())
            .stream()
            .map(id -> new StoryId(Long.parseLong(id)))
            .distinct()
            .toList();
    if (stories.published(chosen).size() < chosen.size()) {
      throw Problem.wrong("/stories", "holds a story that is not published");
    }
    String list = call.text("list", before.segment().map(MailList::key).orElse(""));
    Optional<MailList> segment = MailList.ofKey(list);
    if (!list.isEmpty() && segment.isEmpty()) {
      throw Problem.wrong("/list", "is no list of this review");
    }
    Letter letter =
        new Letter(
            before.id(),
            call.text("subject", before.subject()),
            call.text("introduction", before.introduction()),
            chosen,
            segment,
            new Letter.State.Draft());
    letters.save(letter);
    return letter;
  }

  private Response remove(Call call) {
    letters.remove(unsent(call).id());
    return Response.empty(204);
  }

  private Response send(Call call) {
    Letter letter = unsent(call);
    if (letter.subject().isEmpty()) {
      throw Problem.conflict("A letter needs a subject before it is sent.");
    }
    Instant due =
        call.body().containsKey("due")
            ? OffsetDateTime.parse(call.text("due", "")).toInstant()
            : clock.instant();
    Letter scheduled =
        new Letter(
            letter.id(),
            letter.subject(),
            letter.introduction(),
            letter.stories(),
            letter.segment(),
            new Letter.State.Scheduled(due));
    letters.save(scheduled);
    return Response.json(json(scheduled));
  }

  private static JsonObject json(Letter letter) {
    JsonObject json =
        new JsonObject()
            .put("id", Long.toString(letter.id()))
            .put("subject", letter.subject())
            .put("introduction", letter.introduction())
            .put(
                "stories",
                new JsonArray(
                    letter.stories().stream().map(story -> Long.toString(story.value())).toList()))
            .put("list", letter.segment().map(MailList::key).orElse(null));
    return switch (letter.state()) {
      case Letter.State.Draft _ -> json.put("state", "draft").putNull("due").putNull("sent");
      case Letter.State.Scheduled(var due) ->
          json.put("state", "scheduled").put("due", due.toString()).putNull("sent");
      case Letter.State.Sent(var at) ->
          json.put("state", "sent").putNull("due").put("sent", at.toString());
    };
  }
}
