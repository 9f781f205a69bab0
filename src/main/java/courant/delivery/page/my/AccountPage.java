package courant.delivery.page.my;

import courant.delivery.AppPasswords;
import courant.delivery.page.Frame;
import courant.delivery.page.Frames;
import courant.platform.passkey.Passkey;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.Reader;
import courant.reader.ReaderId;
import courant.reader.ReaderPasskeys;
import courant.reader.Readers;
import courant.reader.Session;
import courant.reader.Sessions;
import java.util.List;
import java.util.Map;

/**
 * {@code /my/account}: where a reader is signed in, what we hold of them, and how to be rid of it.
 */
public final class AccountPage {
  /**
   * @param current the session this page was asked with
   * @param appPassword one that was made just now, to be shown this once; else empty
   * @param origin where passkeys work; empty if they do nowhere
   * @param problem what could not be done just now, a text's key; else empty
   */
  public record Account(
      String address,
      Reader reader,
      List<Session> sessions,
      long current,
      boolean hasAppPassword,
      String appPassword,
      String site,
      List<Passkey> passkeys,
      String origin,
      String problem) {}

  private final Readers readers;
  private final AppPasswords appPasswords;
  private final ReaderPasskeys passkeys;
  private final Sessions sessions;
  private final Frames frames;

  AccountPage(
      Readers readers,
      AppPasswords appPasswords,
      ReaderPasskeys passkeys,
      Sessions sessions,
      Frames frames) {
    this.readers = readers;
    this.appPasswords = appPasswords;
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.frames = frames;
  }

  Response show(Request request) {
    return page(request, "", "");
  }

  /** Makes a password for reading apps and shows it this once, or takes it away. */
  Response apps(Request request) {
    ReaderId reader = reader(request).id();
    if (request.field("revoke").isPresent()) {
      appPasswords.revoke(reader);
      return Response.seeOther("/my/account#apps");
    }
    return page(request, appPasswords.renew(reader, address(reader)).value(), "");
  }

  Response page(Request request, String appPassword, String problem) {
    Reader reader = reader(request);
    Frame plain = frames.unlisted(request, "");
    Account account =
        new Account(
            address(reader.id()),
            reader,
            sessions.of(reader.id()),
            sessions.current(request).orElse(0L),
            appPasswords.exists(reader.id()),
            appPassword,
            request.site().toString(),
            passkeys.of(reader.id()),
            Passkeyed.origin(request, frames),
            problem);
    return Personal.page(
        "my/account",
        Map.of(
            "frame",
            frames.unlisted(request, plain.texts().say("reader.account")),
            "account",
            account));
  }

  private String address(ReaderId reader) {
    return readers.address(reader).orElseThrow().value();
  }

  Response revoke(Request request) {
    request
        .field("session")
        .flatMap(Request::number)
        .ifPresent(number -> sessions.revoke(reader(request).id(), number));
    return Response.seeOther("/my/account");
  }

  Response export(Request request) {
    String json = readers.export(reader(request).id()).encodePrettily();
    return Personal.unkept(Response.of(200, "application/json", json))
        .with("content-disposition", "attachment; filename=\"my-data.json\"");
  }

  Response erase(Request request) {
    readers.erase(reader(request).id());
    Frame plain = frames.unlisted(request, "");
    Response gone =
        Personal.page(
            "my/erased",
            Map.of("frame", frames.unlisted(request, plain.texts().say("reader.erased"))));
    return sessions.end(gone, request);
  }

  private Reader reader(Request request) {
    return sessions
        .account(request)
        .orElseThrow(() -> new IllegalStateException("no reader came through the gate"));
  }
}
