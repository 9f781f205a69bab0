package courant.desk.staff;

import courant.desk.Members;
import courant.desk.StaffLinks;
import courant.desk.StaffSessions;
import courant.masthead.Mastheads;
import courant.platform.crypto.Token;
import courant.platform.i18n.Texts;
import courant.platform.passkey.Ceremonies;
import courant.platform.passkey.RelyingParty;
import courant.platform.web.Device;
import courant.platform.web.Limiter;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import courant.reader.EmailAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Coming in to the desk: by a passkey, or by a one-time link and a code if the member wants one
 * asked for. The link itself changes nothing, for mail programs fetch what they show; the button on
 * its page does. Whatever is wrong with a link or a passkey, the answer is one page.
 */
public final class SignIn {
  private static final Duration STRETCH = Duration.ofMinutes(15);
  private static final int TRIES_FOR_A_NETWORK = 60;

  /** What the page is about to say. */
  public enum Step {
    ASK,
    NOT_AN_ADDRESS,
    SENT,
    ENTER,
    WRONG_CODE,
    REFUSED
  }

  private final Members members;
  private final SecondFactors codes;
  private final Ceremonies passkeys;
  private final StaffLetters letters;
  private final Mastheads mastheads;
  private final Limiter tries;

  SignIn(
      Members members,
      SecondFactors codes,
      Ceremonies passkeys,
      StaffLetters letters,
      Mastheads mastheads,
      InstantSource clock) {
    this.members = members;
    this.codes = codes;
    this.passkeys = passkeys;
    this.letters = letters;
    this.mastheads = mastheads;
    this.tries = new Limiter(TRIES_FOR_A_NETWORK, STRETCH, clock);
  }

  Response ask(Request request) {
    return members.of(request).isPresent()
        ? Response.seeOther(next(request))
        : page(request, Step.ASK, "", false);
  }

  /** Mails a link to a member; the answer is the same for everyone else. */
  Response send(Request request) {
    String typed = request.field("email").orElse("");
    Optional<EmailAddress> address = EmailAddress.typed(typed);
    if (address.isEmpty()) {
      return page(request, Step.NOT_AN_ADDRESS, typed, false).status(422);
    }
    return letters.sendLink(address.get(), next(request), request)
        ? page(request, Step.SENT, typed, false)
        : Response.empty(429);
  }

  Response enter(Request request) {
    Token link = new Token(request.part("token"));
    return page(request, Step.ENTER, link.value(), wantsCode(link));
  }

  private boolean wantsCode(Token link) {
    return members.links().find(link).map(StaffLinks.Link::staff).filter(codes::on).isPresent();
  }

  /** Uses a link up, once the code is right where one is wanted. */
  Response comeIn(Request request) {
    Optional<Token> link =
        tries.admitsNetwork(request) ? request.field("token").map(Token::new) : Optional.empty();
    return link.map(token -> comeIn(request, token)).orElseGet(() -> refused(request));
  }

  private Response comeIn(Request request, Token link) {
    String code = request.field("code").orElse("");
    return switch (members.comeIn(
        link,
        Device.of(request),
        request.network(),
        (handle, staff) -> door(handle, staff, code))) {
      case Members.Welcome(Token session, String next) ->
          StaffSessions.keep(Response.seeOther(next), session, request);
      case Members.Refused.LINK -> refused(request);
      case Members.Refused.CODE -> page(request, Step.WRONG_CODE, link.value(), true).status(403);
    };
  }

  private Optional<String> door(Handle handle, long staff, String code) {
    if (!codes.on(handle, staff)) {
      return Optional.of("link");
    }
    SecondFactors.Verdict verdict = codes.take(handle, staff, code);
    if (verdict == SecondFactors.Verdict.KEPT_FOR_A_RAINY_DAY) {
      members.record(handle, staff, "code-kept", "");
    }
    return verdict == SecondFactors.Verdict.WRONG ? Optional.empty() : Optional.of("code");
  }

  /** What a browser needs before it asks for a passkey. */
  Response askForPasskey(Request request) {
    return party(request)
        .map(party -> passkeys.beginSigningIn(request, party))
        .orElseGet(() -> Response.empty(404));
  }

  Response comeInByPasskey(Request request) {
    Optional<RelyingParty> party = tries.admitsNetwork(request) ? party(request) : Optional.empty();
    return party
        .flatMap(site -> passkeys.owner(request, site))
        .flatMap(owner -> members.comeIn(owner, Device.of(request), request.network()))
        .map(session -> StaffSessions.keep(Response.seeOther(next(request)), session, request))
        .orElseGet(() -> refused(request));
  }

  Response leave(Request request) {
    members.of(request).ifPresent(member -> members.audit().record(member.id(), "sign-out", ""));
    members.signOut(request);
    return StaffSessions.forget(Response.seeOther("/"));
  }

  private Optional<RelyingParty> party(Request request) {
    return RelyingParty.of(request.site(), mastheads.masthead().title());
  }

  /** Where to go afterwards: to a page of the desk, and nowhere else. */
  static String next(Request request) {
    return request.next().filter(address -> address.matches("/desk([/?].*)?")).orElse("/desk");
  }

  private Response refused(Request request) {
    return page(request, Step.REFUSED, "", false).status(403);
  }

  /**
   * @param value what the form holds: the address typed, or the link's token
   */
  private Response page(Request request, Step step, String value, boolean code) {
    return Response.html(
            Templates.render(
                "desk/staff/signin",
                Map.of(
                    "masthead",
                    mastheads.masthead(),
                    "texts",
                    Texts.in(mastheads.masthead().language()),
                    "step",
                    step,
                    "value",
                    value,
                    "code",
                    code,
                    "relayed",
                    letters.relayed(),
                    "next",
                    next(request),
                    "origin",
                    party(request).map(RelyingParty::origin).orElse(""))))
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer");
  }
}
