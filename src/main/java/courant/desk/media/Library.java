package courant.desk.media;

import courant.desk.Desk;
import courant.media.MediaModule;
import courant.media.Photo;
import courant.media.PhotoId;
import courant.media.Photos;
import courant.media.TakePhoto;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/media}: all pictures, newest first; and the same to choose from in a dialog. */
public final class Library {
  private static final int PAGE = 48;

  /**
   * A page of the library.
   *
   * @param page counted from 1
   */
  public record Shelf(
      List<Photo> photos,
      String words,
      boolean undescribed,
      int page,
      boolean more,
      Photos.Count count) {
    /** The query of another page of the same. */
    public String query(int other) {
      return "?page="
          + other
          + (undescribed ? "&show=undescribed" : "")
          + (words.isEmpty() ? "" : "&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
    }
  }

  private final Desk desk;
  private final Photos photos;
  private final TakePhoto takePhoto;

  Library(Desk desk, Photos photos, TakePhoto takePhoto) {
    this.desk = desk;
    this.photos = photos;
    this.takePhoto = takePhoto;
  }

  Response show(Request request) {
    takePhoto.expect();
    return page(request, List.of());
  }

  /**
   * @param problems what was wrong with files that were handed in just now
   */
  Response page(Request request, List<HandIn.Problem> problems) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("shelf", shelf(request));
    parameters.put("problems", problems);
    parameters.put("largest", MediaModule.LARGEST);
    parameters.put("deleted", deleted(request));
    return desk.page(
        request, "media/library", "media", desk.texts().say("media.library"), parameters);
  }

  /** What was deleted a moment ago, to be taken back. */
  private Optional<Photo> deleted(Request request) {
    return request
        .query("deleted")
        .flatMap(Request::number)
        .map(PhotoId::new)
        .flatMap(photos::byId)
        .filter(photo -> photo.deleted().isPresent());
  }

  /** The inside of the dialog in which a picture is chosen. */
  Response pick(Request request) {
    takePhoto.expect();
    return Response.html(
            Templates.render(
                "desk/media/pick", Map.of("shelf", shelf(request), "texts", desk.texts())))
        .with("cache-control", "no-store");
  }

  private Shelf shelf(Request request) {
    String words = request.query("q").map(String::strip).orElse("");
    boolean undescribed = request.query("show").filter("undescribed"::equals).isPresent();
    int page = request.page();
    List<Photo> found =
        photos.newest(
            words,
            undescribed ? Photos.Filter.UNDESCRIBED : Photos.Filter.ALL,
            (page - 1) * PAGE,
            PAGE + 1);
    boolean more = found.size() > PAGE;
    return new Shelf(
        more ? found.subList(0, PAGE) : found, words, undescribed, page, more, photos.count());
  }
}
