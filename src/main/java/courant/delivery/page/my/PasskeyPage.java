package courant.delivery.page.my;

import courant.delivery.page.Frame;
import courant.delivery.page.Frames;
import courant.platform.passkey.RelyingParty;
import courant.platform.web.Device;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.EmailAddress;
import courant.reader.Outbox;
import courant.reader.ReaderId;
import courant.reader.ReaderPasskeys;
import courant.reader.Sessions;
import java.util.Optional;

/** {@code /my/account/passkey}: makes, names and removes a reader's passkeys. */
final class PasskeyPage {
  private final ReaderPasskeys passkeys;
  private final Sessions sessions;
  private final AccountPage account;
  private final Frames frames;

  PasskeyPage(ReaderPasskeys passkeys, Sessions sessions, AccountPage account, Frames frames) {
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.account = account;
    this.frames = frames;
  }

  Response options(Request request) {
    return Passkeyed.party(request, frames)
        .map(party -> passkeys.begin(request, party, reader(request)))
        .orElseGet(() -> Response.empty(404));
  }

  Response add(Request request) {
    Optional<RelyingParty> party = Passkeyed.party(request, frames);
    boolean added =
        party.isPresent()
            && passkeys.add(request, party.get(), reader(request), to -> letter(request, to));
    return added
        ? Response.seeOther("/my/account#passkeys")
        : account.page(request, "", "passkey.not-added").status(422);
  }

  private Outbox.Message letter(Request request, EmailAddress to) {
    Frame frame = frames.unlisted(request, "");
    String title = frame.masthead().title();
    return new Outbox.Message(
        to,
        frame.texts().say("passkey.mail.subject", title),
        frame
            .texts()
            .say(
                "passkey.mail.text",
                title,
                Device.of(request).words(),
                request.site() + "/my/account"));
  }

  /** Renames or removes one. */
  Response change(Request request) {
    Optional<Long> passkey = Request.number(request.part("id"));
    if (passkey.isEmpty()) {
      return Response.empty(404);
    }
    if (request.field("remove").isPresent()) {
      passkeys.remove(reader(request), passkey.get());
    } else {
      request
          .field("name")
          .ifPresent(name -> passkeys.rename(reader(request), passkey.get(), name));
    }
    return Response.seeOther("/my/account#passkeys");
  }

  private ReaderId reader(Request request) {
    return sessions
        .account(request)
        .orElseThrow(() -> new IllegalStateException("no reader came through the gate"))
        .id();
  }
}
