package courant.media;

import courant.platform.web.Request;
import courant.platform.web.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import org.slf4j.LoggerFactory;

/** {@code /media/digest/1080.webp}: never changes, so browsers may keep it for ever. */
final class ServePhoto {
  private final PhotoFiles files;

  ServePhoto(PhotoFiles files) {
    this.files = files;
  }

  Response answer(Request request) {
    Matcher address = Photo.ADDRESS.matcher(request.path());
    if (!address.matches()) {
      return Response.empty(404);
    }
    try {
      Optional<Path> file = files.find(request.path().substring(Photo.ROOT.length()));
      return file.map(path -> shown(path, address.group(3))).orElseGet(() -> Response.empty(404));
    } catch (IOException e) {
      LoggerFactory.getLogger(ServePhoto.class)
          .warn("a picture is not to be had: {}", e.getMessage());
      return Response.of(
              503, "text/plain; charset=utf-8", "The picture is not to be had just now.\n")
          .with("retry-after", "30");
    }
  }

  private static Response shown(Path file, String ending) {
    return Response.file(Photo.type(ending), file)
        .with("cache-control", "public, max-age=31536000, immutable")
        .with("content-security-policy", "default-src 'none'; sandbox")
        .with("cross-origin-resource-policy", "cross-origin");
  }
}
