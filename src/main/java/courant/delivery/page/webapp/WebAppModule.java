package courant.delivery.page.webapp;

import static courant.platform.web.Role.ANYONE;

import courant.delivery.page.Frame;
import courant.delivery.page.Frames;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.media.PhotoFiles;
import courant.platform.fetch.Outgoing;
import courant.platform.i18n.Texts;
import courant.platform.web.Assets;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.platform.web.Templates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What makes the review an app that can be installed, and be read without a network. */
public final class WebAppModule {
  /** What every page needs, kept when the worker is installed. */
  private static final List<String> SHELL =
      List.of("page.css", "my.css", "theme.js", "page.js", "my.js", "app.js");

  private final Mastheads mastheads;
  private final Frames frames;
  private final Icons icons;

  public WebAppModule(
      Mastheads mastheads,
      Frames frames,
      Outgoing outgoing,
      PhotoFiles pictures,
      InstantSource clock) {
    this.mastheads = mastheads;
    this.frames = frames;
    this.icons = new Icons(mastheads, new Logo(outgoing, pictures, clock));
  }

  public void routes(Routes routes) {
    routes
        .get("/manifest.webmanifest", ANYONE, this::manifest)
        .get("/icon.svg", ANYONE, icons::svg)
        .get("/bimi.svg", ANYONE, icons::bimi)
        .get("^/icon-(192|512|maskable|touch)\\.png$", ANYONE, icons::png)
        .get("/worker.js", ANYONE, this::worker)
        .get("/offline", ANYONE, this::offline);
  }

  /** The review's icon as a PNG with sides of 64 pixels. */
  public byte[] icon(URI site) {
    return icons.small(site);
  }

  private Response manifest(Request request) {
    Masthead masthead = mastheads.masthead();
    Texts texts = Texts.in(masthead.language());
    JsonObject manifest =
        new JsonObject()
            .put("id", "/")
            .put("name", masthead.title())
            .put("description", masthead.tagline())
            .put("lang", texts.language())
            .put("dir", texts.direction())
            .put("start_url", "/")
            .put("scope", "/")
            .put("display", "standalone")
            .put("background_color", "#fbfaf7")
            .put("theme_color", "#fbfaf7")
            .put("categories", new JsonArray().add("news"))
            .put(
                "icons",
                new JsonArray()
                    .add(icon("/icon-192.png", "192x192", "any"))
                    .add(icon("/icon-512.png", "512x512", "any"))
                    .add(icon("/icon-maskable.png", "512x512", "maskable")))
            .put(
                "shortcuts",
                new JsonArray()
                    .add(shortcut(texts.say("layout.my"), "/my"))
                    .add(shortcut(texts.say("my.saved"), "/my/saved"))
                    .add(shortcut(texts.say("layout.search"), "/search")));
    return Response.of(200, "application/manifest+json", manifest.encode())
        .published(Set.of("masthead"), Instant.EPOCH);
  }

  private static JsonObject icon(String address, String sizes, String purpose) {
    return new JsonObject()
        .put("src", address)
        .put("sizes", sizes)
        .put("type", "image/png")
        .put("purpose", purpose);
  }

  private static JsonObject shortcut(String name, String address) {
    return new JsonObject().put("name", name).put("url", address);
  }

  /**
   * {@code /worker.js}. It fetches pictures for the pages it keeps, also foreign ones: so it may
   * connect there.
   */
  private Response worker(Request request) {
    JsonArray shell = new JsonArray();
    Stream.concat(
            SHELL.stream().map(Assets::address),
            Stream.of("/offline", "/icon.svg", "/icon-192.png", "/manifest.webmanifest"))
        .forEach(shell::add);
    String script = "const SHELL = " + shell.encode() + ";\n" + read("/webapp/worker.js");
    return Response.of(200, "text/javascript; charset=utf-8", script)
        .with(
            "content-security-policy",
            "default-src 'none'; connect-src 'self' https: http:; script-src 'self'")
        .published(Set.of("asset"), Instant.EPOCH);
  }

  private static String read(String resource) {
    try (InputStream in = WebAppModule.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is shown instead of a page that is not kept here. */
  private Response offline(Request request) {
    Frame frame = frames.unlisted(request, frames.unlisted(request, "").texts().say("app.offline"));
    return Response.html(Templates.render("page/offline", Map.of("frame", frame)))
        .published(Set.of("masthead"), Instant.EPOCH);
  }
}
