package courant.desk;

import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Gate;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.platform.web.Templates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets staff in as far as their role goes. Who is not signed in is shown how to, and comes back to
 * where they were; a form that was sent by one who was signed out meanwhile is handed back whole,
 * to be sent again.
 */
public final class DeskGate implements Gate {
  /** What may not be sent twice, or is of no use to send again. */
  private static final List<String> NOT_AGAIN = List.of("credential", "token", "code");

  private final Members members;
  private final Mastheads mastheads;

  public DeskGate(Members members, Mastheads mastheads) {
    this.members = members;
    this.mastheads = mastheads;
  }

  @Override
  public Optional<Response> refuse(Request request, Role role) {
    Optional<Member> member = members.of(request);
    if (member.isPresent()) {
      return member.get().may(role) ? Optional.empty() : Optional.of(Response.empty(403));
    }
    return Optional.of(
        request.method().equals("GET") ? Response.seeOther(door(request)) : signedOut(request));
  }

  private static String door(Request request) {
    String here = request.address();
    return here.equals("/desk")
        ? "/desk/sign-in"
        : "/desk/sign-in?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
  }

  private Response signedOut(Request request) {
    boolean byHand = request.header("Accept").orElse("").contains("text/html");
    List<Map.Entry<String, String>> form =
        byHand
            ? request.form().stream().filter(field -> !NOT_AGAIN.contains(field.getKey())).toList()
            : List.of();
    if (form.isEmpty()) {
      return Response.empty(401);
    }
    return Response.html(
            Templates.render(
                "desk/staff/again",
                Map.of(
                    "masthead",
                    mastheads.masthead(),
                    "texts",
                    Texts.in(mastheads.masthead().language()),
                    "address",
                    request.address(),
                    "form",
                    form)))
        .status(401)
        .with("cache-control", "no-store");
  }
}
