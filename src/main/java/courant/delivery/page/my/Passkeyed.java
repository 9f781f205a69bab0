package courant.delivery.page.my;

import courant.delivery.page.Frames;
import courant.platform.passkey.RelyingParty;
import courant.platform.web.Request;
import java.util.Optional;

/** Whether a page may offer passkeys. */
final class Passkeyed {
  private Passkeyed() {}

  /** The review as its readers' devices know it; empty if its address allows no passkeys. */
  static Optional<RelyingParty> party(Request request, Frames frames) {
    return RelyingParty.of(request.site(), frames.masthead().title());
  }

  /** The only origin at which they work; empty if its address allows none. */
  static String origin(Request request, Frames frames) {
    return party(request, frames).map(RelyingParty::origin).orElse("");
  }
}
