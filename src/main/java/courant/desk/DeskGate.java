package courant.desk;

import courant.platform.web.Gate;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import java.util.Optional;

/** Lets staff in as far as their role goes; who is not signed in is shown how to. */
public final class DeskGate implements Gate {
  private final Members members;

  public DeskGate(Members members) {
    this.members = members;
  }

  @Override
  public Optional<Response> refuse(Request request, Role role) {
    Optional<Member> member = members.of(request);
    if (member.isEmpty()) {
      return Optional.of(
          request.method().equals("GET")
              ? Response.seeOther("/desk/sign-in")
              : Response.empty(401));
    }
    return member.get().may(role) ? Optional.empty() : Optional.of(Response.empty(403));
  }
}
