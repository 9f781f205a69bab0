package courant.desk.media;

import courant.desk.Desk;
import courant.desk.Member;
import courant.media.MediaModule;
import courant.media.Photo;
import courant.media.PhotoId;
import courant.media.Taken;
import courant.platform.web.Request;
import courant.platform.web.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/media/:id}: a picture's words, its focal point, and where it is shown. */
final class OnePicture {
  private static final int LONGEST = 2_000;

  private final Desk desk;
  private final MediaModule media;
  private final PictureUses uses;
  private final ReplacePicture replacing;

  OnePicture(Desk desk, MediaModule media, PictureUses uses, ReplacePicture replacing) {
    this.desk = desk;
    this.media = media;
    this.uses = uses;
    this.replacing = replacing;
  }

  Response show(Request request) {
    return found(request)
        .map(photo -> page(request, photo, List.of()))
        .orElseGet(() -> Response.empty(404));
  }

  private Response page(Request request, Photo photo, List<HandIn.Problem> problems) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("photo", photo);
    parameters.put("uses", uses.of(photo, desk.texts()));
    parameters.put("problems", problems);
    String title = photo.name().isEmpty() ? desk.texts().say("media.picture") : photo.name();
    return desk.page(request, "media/picture", "media", title, parameters);
  }

  Response describe(Request request) {
    Optional<Photo> photo = found(request);
    if (photo.isEmpty()) {
      return Response.empty(404);
    }
    Photo.Focus now = photo.get().focus();
    media
        .changePhoto()
        .describe(
            photo.get().id(),
            words(request, "alt"),
            words(request, "caption"),
            words(request, "credit"),
            new Photo.Focus(percent(request, "x", now.x()), percent(request, "y", now.y())));
    return Response.seeOther("/desk/media/" + photo.get().id().value() + "?done=saved");
  }

  private static String words(Request request, String field) {
    String words = request.field(field).map(String::strip).orElse("");
    return words.substring(0, Math.min(words.length(), LONGEST));
  }

  private static int percent(Request request, String field, int otherwise) {
    return request
        .field(field)
        .filter(number -> number.matches("[0-9]{1,2}|100"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  /** Puts another file in its place, wherever stories show it. */
  Response replace(Request request) {
    Optional<Photo> old = found(request);
    Optional<Request.Upload> upload =
        request.uploads().stream().filter(sent -> sent.bytes() > 0).findFirst();
    if (old.isEmpty()) {
      return Response.empty(404);
    }
    if (upload.isEmpty()) {
      return Response.seeOther("/desk/media/" + old.get().id().value());
    }
    Member member = desk.member(request);
    Taken taken = HandIn.take(media, upload.get(), member.name());
    return taken
        .picture()
        .map(
            fresh -> {
              replacing.replace(old.get(), fresh, member.name());
              return Response.seeOther(
                  "/desk/media/" + fresh.id().value() + "?done=media-replaced");
            })
        .orElseGet(
            () ->
                page(
                        request,
                        old.get(),
                        HandIn.problem(taken, upload.get().name(), desk.texts()).stream().toList())
                    .status(422));
  }

  Response delete(Request request) {
    Optional<Photo> photo = found(request);
    if (photo.isEmpty()) {
      return Response.empty(404);
    }
    boolean gone = media.changePhoto().delete(photo.get().id(), uses::any);
    return Response.seeOther(
        gone
            ? "/desk/media?deleted=" + photo.get().id().value()
            : "/desk/media/" + photo.get().id().value() + "?done=media-in-use");
  }

  Response restore(Request request) {
    Optional<Photo> photo = found(request);
    photo.ifPresent(some -> media.changePhoto().restore(some.id()));
    return photo
        .map(some -> Response.seeOther("/desk/media/" + some.id().value() + "?done=media-back"))
        .orElseGet(() -> Response.empty(404));
  }

  private Optional<Photo> found(Request request) {
    return Request.number(request.part("id")).map(PhotoId::new).flatMap(media.photos()::byId);
  }
}
