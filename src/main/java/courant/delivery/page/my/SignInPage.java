package courant.delivery.page.my;

import courant.delivery.page.Frame;
import courant.delivery.page.Frames;
import courant.platform.crypto.Token;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.EmailAddress;
import courant.reader.Outbox;
import courant.reader.ReaderPasskeys;
import courant.reader.Sessions;
import courant.reader.SignIn;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /my/sign-in}: one form for those who have an account and those who have none, the page its
 * link leads to, and the way in by a passkey. The link itself changes nothing, for mail programs
 * fetch what they show; the button there does.
 */
public final class SignInPage {
  /** What the page is about to say. */
  public enum Step {
    ASK,
    NOT_AN_ADDRESS,
    SENT,
    ENTER,
    REFUSED,
    PASSKEY_REFUSED
  }

  private final SignIn signIn;
  private final ReaderPasskeys passkeys;
  private final Sessions sessions;
  private final Frames frames;

  SignInPage(SignIn signIn, ReaderPasskeys passkeys, Sessions sessions, Frames frames) {
    this.signIn = signIn;
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.frames = frames;
  }

  Response show(Request request) {
    return sessions.account(request).isPresent()
        ? Response.seeOther(request.next().orElse("/my"))
        : page(request, Step.ASK, "");
  }

  Response ask(Request request) {
    String typed = request.field("email").orElse("");
    Optional<EmailAddress> address = EmailAddress.typed(typed);
    if (address.isEmpty()) {
      return page(request, Step.NOT_AN_ADDRESS, typed).status(422);
    }
    boolean asked =
        signIn.ask(
            address.get(),
            request.next().orElse("/my"),
            SignIn.SOON,
            request,
            (to, link, known) -> letter(request, to, link, known));
    return asked ? page(request, Step.SENT, typed) : Response.empty(429);
  }

  private Outbox.Message letter(Request request, EmailAddress to, Token link, boolean known) {
    Frame frame = frames.unlisted(request, "");
    Texts texts = frame.texts();
    String title = frame.masthead().title();
    String address = request.site() + "/my/sign-in/" + link.value();
    String kind = known ? "reader.mail.in" : "reader.mail.up";
    return new Outbox.Message(
        to, texts.say(kind + ".subject", title), texts.say(kind + ".text", title, address));
  }

  Response enter(Request request) {
    return page(request, Step.ENTER, request.part("token"));
  }

  Response comeIn(Request request) {
    return request
        .field("token")
        .map(Token::new)
        .flatMap(link -> signIn.comeIn(link, request))
        .map(
            welcome -> Sessions.keep(Response.seeOther(welcome.next()), welcome.session(), request))
        .orElseGet(() -> page(request, Step.REFUSED, "").status(403));
  }

  /** What a browser needs before it asks for a passkey. */
  Response askForPasskey(Request request) {
    return Passkeyed.party(request, frames)
        .map(party -> passkeys.ask(request, party))
        .orElseGet(() -> Response.empty(404));
  }

  Response comeInByPasskey(Request request) {
    return Passkeyed.party(request, frames)
        .flatMap(party -> passkeys.comeIn(request, party))
        .map(
            session ->
                Sessions.keep(Response.seeOther(request.next().orElse("/my")), session, request))
        .orElseGet(() -> page(request, Step.PASSKEY_REFUSED, "").status(403));
  }

  Response leave(Request request) {
    return sessions.end(Response.seeOther("/"), request);
  }

  /**
   * @param value what the form holds: the address typed, or the link's token
   */
  private Response page(Request request, Step step, String value) {
    Texts texts = frames.unlisted(request, "").texts();
    return Personal.page(
        "my/signin",
        Map.of(
            "frame",
            frames.unlisted(request, texts.say("reader.sign-in")),
            "step",
            step,
            "origin",
            Passkeyed.origin(request, frames),
            "value",
            value,
            "next",
            request.next().orElse("/my")));
  }
}
