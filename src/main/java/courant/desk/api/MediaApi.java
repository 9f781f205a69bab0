package courant.desk.api;

import static courant.platform.web.Role.AUTHOR;
import static courant.platform.web.Role.CONTRIBUTOR;

import courant.desk.media.PictureUses;
import courant.media.MediaModule;
import courant.media.Photo;
import courant.media.PhotoId;
import courant.media.Photos;
import courant.media.Taken;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The library of pictures. */
final class MediaApi {
  private static final int LONGEST_WORDS = 2_000;

  private static final Shape.Fields SIZE =
      Shape.shown(
          "MediaSize",
          "width",
          new Shape.Whole(1, 1_000_000, "Pixels"),
          "webp",
          Shape.text(2_000, "Address"),
          "other",
          Shape.text(2_000, "Address of the JPEG, or of the PNG where it can be seen through"));
  private static final Shape.Fields MEDIA =
      Shape.shown(
          "Media",
          "id",
          Shape.id(""),
          "address",
          Shape.text(2_000, "By which stories name it; pages offer all its sizes from there"),
          "name",
          Shape.text(1_000_000, "What its file was called"),
          "width",
          new Shape.Whole(1, 1_000_000, "Of the largest size, pixels"),
          "height",
          new Shape.Whole(1, 1_000_000, "Of the largest size, pixels"),
          "alt",
          Shape.text(1_000_000, "What it shows, for who cannot see it"),
          "caption",
          Shape.text(1_000_000, ""),
          "credit",
          Shape.text(1_000_000, ""),
          "focusX",
          new Shape.Whole(0, 100, "What stays in sight when it is cropped: per cent from the left"),
          "focusY",
          new Shape.Whole(0, 100, "Per cent from the top"),
          "added",
          new Shape.Moment(""),
          "addedBy",
          Shape.text(1_000_000, ""),
          "sizes",
          new Shape.ListOf(SIZE, 20, "Those that are made; the largest follow within seconds"));
  private static final Shape.Fields MEDIA_CHANGE =
      Shape.given(
          "MediaChange",
          "alt",
          Shape.text(LONGEST_WORDS, "What it shows, for who cannot see it"),
          "caption",
          Shape.text(LONGEST_WORDS, ""),
          "credit",
          Shape.text(LONGEST_WORDS, ""),
          "focusX",
          new Shape.Whole(0, 100, "Per cent from the left"),
          "focusY",
          new Shape.Whole(0, 100, "Per cent from the top"));
  private static final Shape.Fields FILE =
      Shape.needed(
          "MediaFile",
          "file",
          new Shape.Upload(
              MediaModule.LARGEST,
              "JPEG, PNG, GIF, WebP or SVG. The same file handed in again is the same picture"));

  private final MediaModule media;
  private final PictureUses uses;

  MediaApi(MediaModule media, PictureUses uses) {
    this.media = media;
    this.uses = uses;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "/media", CONTRIBUTOR, Scope.MEDIA_READ, "listMedia", "Pictures, newest first")
            .with("q", Shape.text(200, "Whose name or words hold this"))
            .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "Rows on a page"))
            .with("cursor", new Shape.Text(9, "[0-9]{1,9}", "The page after “next”"))
            .answering(200, Shape.page("MediaList", MEDIA))
            .by(this::list),
        Operation.of(
                "POST", "/media", CONTRIBUTOR, Scope.MEDIA_WRITE, "addMedia", "Hand in a picture")
            .taking(FILE)
            .answering(201, MEDIA)
            .by(this::take),
        Operation.get("/media/:id", CONTRIBUTOR, Scope.MEDIA_READ, "getMedia", "One picture")
            .answering(200, MEDIA)
            .by(call -> Response.json(json(photo(call)))),
        Operation.of(
                "PATCH",
                "/media/:id",
                CONTRIBUTOR,
                Scope.MEDIA_WRITE,
                "changeMedia",
                "Describe a picture, or set what stays in sight")
            .taking(MEDIA_CHANGE)
            .answering(200, MEDIA)
            .by(this::change),
        Operation.of(
                "DELETE",
                "/media/:id",
                AUTHOR,
                Scope.MEDIA_WRITE,
                "deleteMedia",
                "Delete a picture that nothing shows; the desk can take it back for a day")
            .answeringNothing()
            .by(this::delete));
  }

  private Response list(Call call) {
    int from = call.query("cursor").map(Integer::parseInt).orElse(0);
    List<Photo> found =
        media.photos().newest(call.query("q").orElse(""), Photos.Filter.ALL, from, call.rows() + 1);
    boolean more = found.size() > call.rows();
    JsonArray items = new JsonArray();
    found.stream().limit(call.rows()).map(MediaApi::json).forEach(items::add);
    return Response.json(
        new JsonObject()
            .put("items", items)
            .put("next", more ? Integer.toString(from + call.rows()) : null));
  }

  private Response take(Call call) {
    Request.Upload file =
        call.request().uploads().stream()
            .filter(upload -> upload.bytes() > 0)
            .findFirst()
            .orElseThrow(() -> Problem.wrong("/file", "is missing, or empty"));
    Taken taken;
    try {
      taken = media.takePhoto().takeSoon(file.file(), file.name(), call.member().name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return switch (taken) {
      case Taken.New(var photo) -> shown(photo);
      case Taken.Known(var photo) -> shown(photo);
      case Taken.Refused(var fault) ->
          throw Problem.wrong(
              "/file",
              Texts.in(Locale.ENGLISH)
                  .say("media.fault." + fault.name().toLowerCase(Locale.ROOT).replace('_', '-')));
      case Taken.NotKept _ ->
          throw new Problem.Refusal(
              new Problem(503, "not-kept", "The store of pictures does not answer; try again."));
    };
  }

  private static Response shown(Photo photo) {
    return Response.json(json(photo))
        .status(201)
        .with("location", ApiDoor.ROOT + "/media/" + photo.id().value());
  }

  private Photo photo(Call call) {
    return media
        .photos()
        .byId(new PhotoId(call.number("id")))
        .filter(photo -> photo.deleted().isEmpty())
        .orElseThrow(Problem::notFound);
  }

  private Response change(Call call) {
    Photo now = photo(call);
    media
        .changePhoto()
        .describe(
            now.id(),
            call.text("alt", now.alt()),
            call.text("caption", now.caption()),
            call.text("credit", now.credit()),
            new Photo.Focus(
                call.body().getInteger("focusX", now.focus().x()),
                call.body().getInteger("focusY", now.focus().y())));
    return Response.json(json(photo(call)));
  }

  private Response delete(Call call) {
    if (!media.changePhoto().delete(photo(call).id(), uses::any)) {
      throw Problem.conflict("Something shows the picture; take it out there first.");
    }
    return Response.empty(204);
  }

  private static JsonObject json(Photo photo) {
    JsonArray sizes = new JsonArray();
    photo
        .cuts()
        .forEach(
            cut ->
                sizes.add(
                    new JsonObject()
                        .put("width", cut.width())
                        .put("webp", photo.webp(cut.width()))
                        .put("other", photo.src(cut.width()))));
    return new JsonObject()
        .put("id", Long.toString(photo.id().value()))
        .put("address", photo.src())
        .put("name", photo.name())
        .put("width", photo.width())
        .put("height", photo.height())
        .put("alt", photo.alt())
        .put("caption", photo.caption())
        .put("credit", photo.credit())
        .put("focusX", photo.focus().x())
        .put("focusY", photo.focus().y())
        .put("added", photo.added().toString())
        .put("addedBy", photo.addedBy())
        .put("sizes", sizes);
  }
}
