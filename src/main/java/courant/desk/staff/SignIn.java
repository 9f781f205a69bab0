package courant.desk.staff;

import courant.desk.Members;
import courant.masthead.Mastheads;
import courant.platform.crypto.Token;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Templates;
import java.util.Map;
import java.util.Optional;

/**
 * Coming in by a one-time link. The link itself changes nothing, for mail programs fetch what they
 * show; the button on its page does.
 */
final class SignIn {
  private final Members members;
  private final Mastheads mastheads;

  SignIn(Members members, Mastheads mastheads) {
    this.members = members;
    this.mastheads = mastheads;
  }

  Response show(Request request) {
    return page(request.part("token"), false);
  }

  Response explain(Request request) {
    return page("", false);
  }

  Response comeIn(Request request) {
    String agent = request.header("User-Agent").orElse("");
    Optional<Token> session =
        request.field("token").map(Token::new).flatMap(link -> members.comeIn(link, agent));
    if (session.isEmpty()) {
      return page("", true).status(403);
    }
    String secure = request.site().getScheme().equals("https") ? "; Secure" : "";
    return Response.seeOther("/desk")
        .with(
            "Set-Cookie",
            Members.COOKIE
                + "="
                + session.get().value()
                + "; Path=/desk; HttpOnly; SameSite=Strict; Max-Age=2592000"
                + secure);
  }

  Response leave(Request request) {
    members.signOut(request);
    return Response.seeOther("/")
        .with("Set-Cookie", Members.COOKIE + "=; Path=/desk; HttpOnly; SameSite=Strict; Max-Age=0");
  }

  private Response page(String token, boolean refused) {
    Texts texts = Texts.in(mastheads.masthead().language());
    return Response.html(
            Templates.render(
                "desk/staff/signin",
                Map.of(
                    "masthead",
                    mastheads.masthead(),
                    "texts",
                    texts,
                    "token",
                    token,
                    "refused",
                    refused)))
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer");
  }
}
