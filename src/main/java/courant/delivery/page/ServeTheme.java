package courant.delivery.page;

import courant.masthead.ThemeFolder;
import courant.platform.web.Request;
import courant.platform.web.Response;

/** {@code /theme/:version/:name}: the operator's own style, and what it shows. */
final class ServeTheme {
  private final ThemeFolder folder;

  ServeTheme(ThemeFolder folder) {
    this.folder = folder;
  }

  Response answer(Request request) {
    boolean kept = folder.present(request.part("version"));
    return folder
        .file(request.part("name"))
        .map(
            file ->
                Response.file(file.type(), file.path())
                    .with(
                        "cache-control", kept ? "public, max-age=31536000, immutable" : "no-cache")
                    // A drawing that is opened by itself runs nothing.
                    .with(
                        "content-security-policy",
                        "default-src 'none'; style-src 'unsafe-inline'; sandbox"))
        .orElseGet(() -> Response.empty(404));
  }
}
