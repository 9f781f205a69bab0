package courant.desk.staff;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.Members;
import courant.desk.StaffSession;
import courant.platform.crypto.TimedCode;
import courant.platform.db.Database;
import courant.platform.passkey.Ceremonies;
import courant.platform.passkey.Passkey;
import courant.platform.passkey.RelyingParty;
import courant.platform.web.Request;
import courant.platform.web.Response;
import io.nayuki.qrcodegen.QrCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/account}: how a member comes in, and where they are signed in. */
public final class OwnPage {
  /**
   * @param current the session this page was asked with
   * @param begun the app's secret while it is being set up; else empty
   * @param picture the same as a code to be scanned; empty if there is none
   * @param kept the codes that are shown this once; else empty
   * @param origin where passkeys work; empty if they do nowhere
   * @param problem what could not be done just now, a text's key; else empty
   */
  public record Own(
      List<Passkey> passkeys,
      List<StaffSession> sessions,
      long current,
      boolean codes,
      int codesLeft,
      String begun,
      Optional<ScannedCode> picture,
      List<String> kept,
      String origin,
      String problem) {}

  private final Desk desk;
  private final Members members;
  private final SecondFactors codes;
  private final Ceremonies passkeys;
  private final StaffLetters letters;
  private final Database database;

  OwnPage(
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
    return page(request, "account", List.of(), "");
  }

  /** The first page of whoever was invited. */
  Response welcome(Request request) {
    return page(request, "welcome", List.of(), "");
  }

  Response passkeyOptions(Request request) {
    Member member = desk.member(request);
    return party(request)
        .map(party -> passkeys.beginRegistering(request, party, member.id(), name(member, party)))
        .orElseGet(() -> Response.empty(404));
  }

  /** Told from a passkey that the same person may have as a reader. */
  private String name(Member member, RelyingParty party) {
    return desk.texts().say("staff.passkey.name", member.name(), party.name());
  }

  Response addPasskey(Request request) {
    Member member = desk.member(request);
    boolean added =
        party(request).filter(party -> passkeys.register(request, party, member.id())).isPresent();
    if (!added) {
      return page(request, "account", List.of(), "passkey.not-added").status(422);
    }
    members.audit().record(member.id(), "passkey", request.field("name").orElse(""));
    letters.tellOfPasskey(member, request);
    return Response.seeOther("/desk/account?done=passkey");
  }

  Response changePasskey(Request request) {
    Member member = desk.member(request);
    Optional<Long> passkey = Request.number(request.part("id"));
    if (passkey.isEmpty()) {
      return Response.empty(404);
    }
    if (request.field("remove").isPresent()) {
      database.change(
          handle -> {
            if (passkeys.passkeys().remove(handle, member.id(), passkey.get())) {
              members.record(handle, member.id(), "passkey-off", "");
            }
          });
      return Response.seeOther("/desk/account?done=passkey-off");
    }
    request
        .field("name")
        .ifPresent(name -> passkeys.passkeys().rename(member.id(), passkey.get(), name));
    return Response.seeOther("/desk/account?done=saved");
  }

  /** Ends a session of one's own, or all others. */
  Response endSession(Request request) {
    Member member = desk.member(request);
    long current = members.sessions().current(request).orElse(0L);
    List<Long> ended =
        request.field("others").isPresent()
            ? members.sessions().of(member.id()).stream()
                .map(StaffSession::id)
                .filter(id -> id != current)
                .toList()
            : request.field("session").flatMap(Request::number).stream().toList();
    database.change(
        handle -> {
          long gone =
              ended.stream().filter(id -> members.sessions().end(handle, member.id(), id)).count();
          if (gone > 0) {
            members.record(handle, member.id(), "session-off", "");
          }
        });
    return Response.seeOther("/desk/account?done=session-off");
  }

  /** Sets up, confirms, renews or drops the codes that links ask for. */
  Response changeCodes(Request request) {
    Member member = desk.member(request);
    return switch (request.field("action").orElse("")) {
      case "begin" -> {
        codes.begin(member.id());
        yield Response.seeOther("/desk/account#codes");
      }
      case "confirm" -> confirm(request, member);
      case "renew" ->
          codes.on(member.id()) ? page(request, "account", renew(member), "") : Response.empty(400);
      case "drop" -> {
        drop(member);
        yield Response.seeOther("/desk/account?done=code-off");
      }
      default -> Response.empty(400);
    };
  }

  private Response confirm(Request request, Member member) {
    Optional<List<String>> kept =
        database.write(
            handle -> {
              Optional<List<String>> fresh =
                  codes.confirm(handle, member.id(), request.field("code").orElse(""));
              fresh.ifPresent(_ -> members.record(handle, member.id(), "code", ""));
              return fresh;
            });
    return kept.map(fresh -> page(request, "account", fresh, ""))
        .orElseGet(() -> page(request, "account", List.of(), "staff.code.wrong").status(422));
  }

  private List<String> renew(Member member) {
    return database.write(
        handle -> {
          members.record(handle, member.id(), "code-renew", "");
          return codes.renew(handle, member.id());
        });
  }

  private void drop(Member member) {
    database.change(
        handle -> {
          codes.drop(handle, member.id());
          members.record(handle, member.id(), "code-off", "");
        });
  }

  private Response page(Request request, String template, List<String> kept, String problem) {
    Member member = desk.member(request);
    String begun = codes.begun(member.id()).orElse("");
    Own own =
        new Own(
            passkeys.passkeys().of(member.id()),
            members.sessions().of(member.id()),
            members.sessions().current(request).orElse(0L),
            codes.on(member.id()),
            codes.left(member.id()),
            begun,
            Optional.of(begun).filter(one -> !one.isEmpty()).map(one -> scanned(member, one)),
            kept,
            party(request).map(RelyingParty::origin).orElse(""),
            problem);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("own", own);
    return desk.page(
        request, "staff/" + template, "account", desk.texts().say("staff.account"), parameters);
  }

  private ScannedCode scanned(Member member, String secret) {
    String address = TimedCode.address(secret, desk.masthead().title(), member.name());
    return ScannedCode.of(QrCode.encodeText(address, QrCode.Ecc.MEDIUM));
  }

  private Optional<RelyingParty> party(Request request) {
    return RelyingParty.of(request.site(), desk.masthead().title());
  }
}
