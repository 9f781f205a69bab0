package courant.delivery.page;

import courant.delivery.Handles.Home;
import courant.platform.web.Limiter;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * POST {@code /follow}: takes whoever has an account in the fediverse to their own server, where
 * one click follows us. A page that leads on, and no redirect: a form may lead nowhere but to us.
 */
final class FollowFromHome {
  /** Each asks another server in our name, so nobody is to make us ask many. */
  private static final int ASKED_BY_A_NETWORK = 20;

  private static final Duration STRETCH = Duration.ofMinutes(15);

  private final Frames frames;
  private final Limiter asking;

  FollowFromHome(Frames frames, InstantSource clock) {
    this.frames = frames;
    this.asking = new Limiter(ASKED_BY_A_NETWORK, STRETCH, clock);
  }

  Response answer(Request request) {
    String account = request.field("account").orElse("");
    String handle = request.field("handle").orElse("");
    if (!asking.admitsNetwork(request)) {
      return page(request, handle, account, "often").status(429);
    }
    return switch (frames.home(account, handle)) {
      case Home.Nobody _ -> Response.empty(404);
      case Home.At(URI address) -> leads(request, handle, address);
      case Home.NoAccount _ -> page(request, handle, account, "account").status(422);
      case Home.Unreachable _ -> page(request, handle, account, "unreachable").status(502);
      case Home.Silent _ -> page(request, handle, account, "silent").status(422);
    };
  }

  private Response leads(Request request, String handle, URI address) {
    return page(request, handle, "", "", Optional.of(address))
        .with("refresh", "0; url=" + address.toASCIIString());
  }

  private Response page(Request request, String handle, String typed, String fault) {
    return page(request, handle, typed, fault, Optional.empty());
  }

  private Response page(
      Request request, String handle, String typed, String fault, Optional<URI> leads) {
    return Response.html(
            Templates.render(
                "page/followfromhome",
                Map.of(
                    "frame",
                    frames.unlisted(request, frames.texts().say("fediverse.follow")),
                    "handle",
                    handle,
                    "typed",
                    typed,
                    "fault",
                    fault,
                    "leads",
                    leads)))
        .with("cache-control", "no-store");
  }
}
