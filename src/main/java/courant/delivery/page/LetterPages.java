package courant.delivery.page;

import courant.delivery.Letter;
import courant.delivery.Letters;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.story.Stories;
import java.util.Map;

/** {@code /letters}: what the desk wrote by hand and mailed, open to everybody. */
final class LetterPages {
  private static final int MOST = 200;

  private final Letters letters;
  private final Stories stories;
  private final Frames frames;

  LetterPages(Letters letters, Stories stories, Frames frames) {
    this.letters = letters;
    this.stories = stories;
    this.frames = frames;
  }

  Response list(Request request) {
    Texts texts = frames.texts();
    Frame frame = frames.page(request, "/letters", texts.say("mail.list.letters"), "");
    return Response.html(
        Templates.render("mail/letters", Map.of("frame", frame, "letters", letters.sent(MOST))));
  }

  Response show(Request request) {
    return Request.number(request.part("id"))
        .flatMap(letters::byId)
        .filter(letter -> letter.state() instanceof Letter.State.Sent)
        .map(letter -> page(request, letter))
        .orElseGet(() -> Response.empty(404));
  }

  private Response page(Request request, Letter letter) {
    Frame frame = frames.page(request, letter.path(), letter.subject(), "");
    return Response.html(
        Templates.render(
            "mail/letter",
            Map.of(
                "frame", frame, "letter", letter, "stories", stories.published(letter.stories()))));
  }
}
