package courant.desk.staff;

import courant.desk.Audit;
import courant.desk.Desk;
import courant.desk.Members;
import courant.platform.web.Request;
import courant.platform.web.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /desk/audit}: what everyone did, for the owner to read. */
final class ShowAudit {
  private final Desk desk;
  private final Members members;

  ShowAudit(Desk desk, Members members) {
    this.desk = desk;
    this.members = members;
  }

  Response answer(Request request) {
    Audit.Wanted wanted =
        new Audit.Wanted(
            number(request.query("who")),
            request.query("what").filter(what -> what.matches("[a-z:-]{1,60}")),
            number(request.query("before")));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("page", members.audit().page(wanted));
    parameters.put("wanted", wanted);
    parameters.put("actions", members.audit().actions());
    parameters.put("people", members.ever());
    return desk.page(request, "staff/audit", "audit", desk.texts().say("staff.audit"), parameters);
  }

  private static OptionalLong number(Optional<String> typed) {
    return typed.flatMap(Request::number).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }
}
