package courant.reader;

import courant.platform.web.Gate;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lets readers with an account in; others are shown how to get one, and come back from there. */
public final class ReaderGate implements Gate {
  private final Sessions sessions;

  public ReaderGate(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<Response> refuse(Request request, Role role) {
    if (sessions.account(request).isPresent()) {
      return Optional.empty();
    }
    String next = request.method().equals("GET") ? request.address() : "/my";
    return Optional.of(
        Response.seeOther("/my/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
  }
}
