package courant.desk.staff;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.Members;
import courant.platform.crypto.Token;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/staff}: who may do what, and what they did. */
final class EditStaff {
  private static final int DEEDS = 60;

  private final Desk desk;
  private final Members members;

  EditStaff(Desk desk, Members members) {
    this.desk = desk;
    this.members = members;
  }

  Response show(Request request) {
    return page(request, "");
  }

  /** Adds someone and shows the link to hand to them, once. */
  Response add(Request request) {
    String name = request.field("name").map(String::strip).orElse("");
    Optional<Role> role =
        Member.ROLES.stream()
            .filter(one -> one.name().equals(request.field("role").orElse("")))
            .findFirst();
    if (name.isEmpty() || role.isEmpty()) {
      return Response.seeOther("/desk/staff");
    }
    return page(request, link(request, members.add(name, role.get())));
  }

  /** A new link for someone who lost theirs, signs everywhere out, or goes. */
  Response change(Request request) {
    Optional<Member> someone =
        Optional.of(request.part("id"))
            .filter(id -> id.matches("[0-9]{1,18}"))
            .flatMap(id -> members.byId(Long.parseLong(id)));
    if (someone.isEmpty()) {
      return Response.empty(404);
    }
    Member member = someone.get();
    boolean lastOwner =
        member.role() == Role.OWNER
            && members.all().stream().filter(one -> one.role() == Role.OWNER).count() == 1;
    return switch (request.field("action").orElse("")) {
      case "link" -> page(request, link(request, member));
      case "sign-out" -> {
        members.signOutEverywhere(member.id());
        yield Response.seeOther("/desk/staff?done=saved");
      }
      case "remove" -> {
        if (!lastOwner) {
          members.remove(member.id());
        }
        yield Response.seeOther("/desk/staff?done=" + (lastOwner ? "last-owner" : "saved"));
      }
      default -> Response.empty(400);
    };
  }

  private String link(Request request, Member member) {
    Token token = members.link(member);
    return request.site() + "/desk/sign-in/" + token.value();
  }

  private Response page(Request request, String link) {
    return desk.page(
        request,
        "staff/staff",
        "staff",
        desk.texts().say("desk.staff"),
        Map.of(
            "people",
            members.all(),
            "roles",
            Member.ROLES,
            "link",
            link,
            "deeds",
            members.deeds(DEEDS)));
  }
}
