package courant.desk.staff;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.Members;
import courant.platform.crypto.Token;
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

/** {@code /desk/staff}: who is in the newsroom, and the way in for who is new. */
public final class EditStaff {
  /**
   * One line of the list.
   *
   * @param address where to write to; empty if nobody said
   */
  public record Person(Member member, String address, int passkeys, boolean codes, int sessions) {}

  /**
   * What was typed to invite somebody, and what is wrong with it.
   *
   * @param problem a text's key; empty if nothing is
   */
  public record Invited(String name, String address, String role, String problem) {
    static final Invited NOBODY = new Invited("", "", "", "");
  }

  private final Desk desk;
  private final Members members;
  private final SecondFactors codes;
  private final Ceremonies passkeys;
  private final StaffLetters letters;
  private final Database database;

  EditStaff(
      Desk desk,
      Members members,
      SecondFactors codes,
      Ceremonies passkeys,
      StaffLetters letters,
      Database database) {
    this.desk = desk;
    this.members = members;
    this.codes = codes;
    this.passkeys = passkeys;
    this.letters = letters;
    this.database = database;
  }

  Response show(Request request) {
    return page(request, Invited.NOBODY, "", "");
  }

  /** Adds someone: by a link in the mail, or by one that is shown here, once, to hand over. */
  Response invite(Request request) {
    String name = request.field("name").map(String::strip).orElse("");
    String typed = request.field("email").map(String::strip).orElse("");
    String wanted = request.field("role").orElse("");
    Optional<EmailAddress> address = EmailAddress.typed(typed);
    Optional<Role> role = role(wanted);
    String problem =
        name.isEmpty() || name.length() > 80
            ? "staff.problem.name"
            : role.isEmpty()
                ? "staff.problem.role"
                : !typed.isEmpty() && address.isEmpty() ? "reader.email.fault" : "";
    if (!problem.isEmpty()) {
      return refused(request, new Invited(name, typed, wanted, problem));
    }
    return invite(request, name, role.get(), address)
        .map(
            link ->
                page(
                    request,
                    Invited.NOBODY,
                    letters.relayed() && address.isPresent() ? "" : link,
                    letters.relayed() ? typed : ""))
        .orElseGet(
            () -> refused(request, new Invited(name, typed, wanted, "staff.problem.address")));
  }

  /** The link's address; nothing if another member has the mail address. */
  private Optional<String> invite(
      Request request, String name, Role role, Optional<EmailAddress> address) {
    Member by = desk.member(request);
    if (address.flatMap(members::byAddress).isPresent()) {
      return Optional.empty();
    }
    String site = request.site().toString();
    return Optional.of(
        database.write(
            handle -> {
              Member member = members.add(handle, name, role);
              Token link = members.invitation(handle, member);
              address.ifPresent(
                  to -> {
                    members.address(handle, member.id(), address);
                    letters.invite(handle, to, member, by, site, link);
                  });
              members.record(handle, by.id(), "invite", name + " · " + word(role));
              return StaffLetters.address(site, link);
            }));
  }

  /** A role as it is called at the desk. */
  private String word(Role role) {
    return desk.texts().say("staff.role." + role.name().toLowerCase(Locale.ROOT));
  }

  /** A role by its name. */
  static Optional<Role> role(String name) {
    return Member.ROLES.stream().filter(role -> role.name().equals(name)).findFirst();
  }

  private Response refused(Request request, Invited typed) {
    return page(request, typed, "", "").status(422);
  }

  /**
   * @param link shown this once; empty for none
   * @param sent to which address one was mailed; empty for none
   */
  private Response page(Request request, Invited invited, String link, String sent) {
    List<Person> people = members.all().stream().map(this::person).toList();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("people", people);
    parameters.put("roles", Member.ROLES);
    parameters.put("invited", invited);
    parameters.put("link", link);
    parameters.put("sent", sent);
    return desk.page(request, "staff/staff", "staff", desk.texts().say("desk.staff"), parameters);
  }

  private Person person(Member member) {
    return new Person(
        member,
        members.address(member.id()).map(EmailAddress::value).orElse(""),
        passkeys.passkeys().of(member.id()).size(),
        codes.on(member.id()),
        members.sessions().of(member.id()).size());
  }
}
