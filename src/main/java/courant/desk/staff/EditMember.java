package courant.desk.staff;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.Members;
import courant.desk.StaffSession;
import courant.platform.db.Database;
import courant.platform.passkey.Ceremonies;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Role;
import courant.reader.EmailAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** {@code /desk/staff/:id}: one member's role, address, ways in and sessions, for the owner. */
public final class EditMember {
  /**
   * @param link shown this once; else empty
   * @param problem what could not be done just now, a text's key; else empty
   */
  public record Shown(
      Member member,
      String address,
      List<StaffSession> sessions,
      int passkeys,
      boolean codes,
      String link,
      String problem) {}

  private final Desk desk;
  private final Members members;
  private final SecondFactors codes;
  private final Ceremonies passkeys;
  private final Database database;

  EditMember(
      Desk desk, Members members, SecondFactors codes, Ceremonies passkeys, Database database) {
    this.desk = desk;
    this.members = members;
    this.codes = codes;
    this.passkeys = passkeys;
    this.database = database;
  }

  Response show(Request request) {
    return found(request)
        .map(member -> page(request, member, "", ""))
        .orElseGet(() -> Response.empty(404));
  }

  /** Does what the pressed button says. */
  Response change(Request request) {
    Optional<Member> found = found(request);
    if (found.isEmpty()) {
      return Response.empty(404);
    }
    Member member = found.get();
    Member by = desk.member(request);
    return switch (request.field("action").orElse("")) {
      case "save" -> save(request, member, by);
      case "link" -> {
        members.audit().record(by.id(), "link", member.name());
        String site = request.site().toString();
        yield page(request, member, StaffLetters.address(site, members.link(member)), "");
      }
      case "session" -> endSessions(request, member, by);
      case "code" -> {
        database.change(
            handle -> {
              codes.drop(handle, member.id());
              members.record(handle, by.id(), "code-off", member.name());
            });
        yield done(member, "code-off");
      }
      case "remove" -> remove(request, member, by);
      default -> Response.empty(400);
    };
  }

  private Response save(Request request, Member member, Member by) {
    Optional<Role> role = request.field("role").flatMap(EditStaff::role);
    Optional<String> typed = request.fields("email").stream().findFirst().map(String::strip);
    Optional<EmailAddress> address = typed.flatMap(EmailAddress::typed);
    if (role.isEmpty()) {
      return Response.empty(400);
    }
    if (address.isEmpty() && !typed.orElse("").isEmpty()) {
      return page(request, member, "", "reader.email.fault").status(422);
    }
    String problem =
        database.write(
            handle -> {
              if (typed.isPresent() && !saveAddress(handle, member, address, by)) {
                return "staff.problem.address";
              }
              if (role.get() != member.role()) {
                if (!members.role(handle, member.id(), role.get())) {
                  return "desk.done.last-owner";
                }
                members.record(handle, by.id(), "role", member.name() + " · " + word(role.get()));
              }
              return "";
            });
    return problem.isEmpty()
        ? done(member, "saved")
        : page(request, member, "", problem).status(422);
  }

  /** False if it is somebody else's. */
  private boolean saveAddress(
      Handle handle, Member member, Optional<EmailAddress> address, Member by) {
    if (members.address(handle, member.id()).equals(address)) {
      return true;
    }
    if (!members.address(handle, member.id(), address)) {
      return false;
    }
    members.record(handle, by.id(), "address", member.name());
    return true;
  }

  private String word(Role role) {
    return desk.texts().say("staff.role." + role.name().toLowerCase(Locale.ROOT));
  }

  private Response endSessions(Request request, Member member, Member by) {
    Optional<Long> one = request.field("session").flatMap(Request::number);
    database.change(
        handle -> {
          if (one.isPresent()) {
            members.sessions().end(handle, member.id(), one.get());
          } else {
            members.sessions().endAll(handle, member.id());
          }
          members.record(handle, by.id(), "session-off", member.name());
        });
    return done(member, "session-off");
  }

  private Response remove(Request request, Member member, Member by) {
    boolean removed =
        database.write(
            handle -> {
              if (!members.remove(handle, member.id())) {
                return false;
              }
              members.record(handle, by.id(), "remove", member.name());
              return true;
            });
    return removed
        ? Response.seeOther("/desk/staff?done=removed")
        : page(request, member, "", "desk.done.last-owner").status(422);
  }

  private static Response done(Member member, String what) {
    return Response.seeOther("/desk/staff/" + member.id() + "?done=" + what);
  }

  private Optional<Member> found(Request request) {
    return Request.number(request.part("id")).flatMap(members::byId);
  }

  private Response page(Request request, Member member, String link, String problem) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(
        "shown",
        new Shown(
            member,
            members.address(member.id()).map(EmailAddress::value).orElse(""),
            members.sessions().of(member.id()),
            passkeys.passkeys().of(member.id()).size(),
            codes.on(member.id()),
            link,
            problem));
    parameters.put("roles", Member.ROLES);
    return desk.page(request, "staff/member", "staff", member.name(), parameters);
  }
}
