package courant.desk.media;

import courant.desk.Desk;
import courant.media.MediaModule;
import courant.media.Photo;
import courant.media.Taken;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes files into the library: from a form, dropped onto a page, or pasted into a text. */
public final class HandIn {
  /** All files of one form, in bytes. */
  static final long MOST_TOGETHER = 4 * MediaModule.LARGEST;

  private static final int THUMB = 360;

  /**
   * @param what what is wrong with it, and what to do
   */
  public record Problem(String name, String what) {}

  private final Desk desk;
  private final MediaModule media;
  private final Library library;

  HandIn(Desk desk, MediaModule media, Library library) {
    this.desk = desk;
    this.media = media;
    this.library = library;
  }

  Response take(Request request) {
    List<Photo> taken = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Request.Upload upload : request.uploads()) {
      if (upload.bytes() > 0) {
        Taken outcome = take(media, upload, desk.member(request).name());
        outcome.picture().ifPresent(taken::add);
        problem(outcome, upload.name(), desk.texts()).ifPresent(problems::add);
      }
    }
    if (request.header("accept").orElse("").contains("application/json")) {
      return json(taken, problems);
    }
    if (!problems.isEmpty()) {
      return library.page(request, problems).status(422);
    }
    return Response.seeOther(
        taken.size() == 1
            ? "/desk/media/" + taken.getFirst().id().value() + "?done=media-taken"
            : taken.isEmpty() ? "/desk/media" : "/desk/media?done=media-taken");
  }

  static Taken take(MediaModule media, Request.Upload upload, String by) {
    try {
      return media.takePhoto().takeSoon(upload.file(), upload.name(), by);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<Problem> problem(Taken taken, String name, Texts texts) {
    return switch (taken) {
      case Taken.New _, Taken.Known _ -> Optional.empty();
      case Taken.Refused(var fault) ->
          Optional.of(
              new Problem(
                  name,
                  texts.say(
                      "media.fault." + fault.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
      case Taken.NotKept _ -> Optional.of(new Problem(name, texts.say("media.fault.not-kept")));
    };
  }

  /** As {@code media.js} takes it. */
  private static Response json(List<Photo> taken, List<Problem> problems) {
    JsonArray pictures = new JsonArray();
    taken.forEach(photo -> pictures.add(picture(photo)));
    JsonArray wrong = new JsonArray();
    problems.forEach(
        problem ->
            wrong.add(new JsonObject().put("name", problem.name()).put("what", problem.what())));
    return Response.json(new JsonObject().put("pictures", pictures).put("problems", wrong))
        .status(problems.isEmpty() ? 200 : 422);
  }

  /** A picture as an editor needs it. */
  public static JsonObject picture(Photo photo) {
    return new JsonObject()
        .put("id", Long.toString(photo.id().value()))
        .put("src", photo.src())
        .put("thumb", photo.webp(THUMB))
        .put("width", photo.width())
        .put("height", photo.height())
        .put("name", photo.name())
        .put("alt", photo.alt())
        .put("caption", photo.caption())
        .put("credit", photo.credit())
        .put("x", photo.focus().x())
        .put("y", photo.focus().y());
  }
}
