package courant.desk.staff;

import static courant.platform.web.Role.ANYONE;
import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.OWNER;

import courant.desk.Desk;
import courant.desk.Members;
import courant.masthead.Mastheads;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.passkey.Ceremonies;
import courant.platform.web.Routes;
import courant.reader.Outbox;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Coming in to the desk, and who may. */
public final class StaffDesk {
  /** How staff are told from other owners of passkeys. */
  public static final String REALM = "staff";

  private final SignIn signIn;
  private final OwnPage own;
  private final EditStaff staff;
  private final EditMember member;
  private final ShowAudit audit;

  /**
   * @param relayed whether mail leaves the house; else links are shown at the desk
   */
  public StaffDesk(
      Desk desk,
      Members members,
      Mastheads mastheads,
      Ceremonies passkeys,
      Outbox outbox,
      boolean relayed,
      Database database,
      Vault vault,
      InstantSource clock) {
    SecondFactors codes = new SecondFactors(database, vault, new SecureRandom(), clock);
    StaffLetters letters =
        new StaffLetters(database, members, mastheads, outbox, vault, relayed, clock);
    signIn = new SignIn(members, codes, passkeys, letters, mastheads, clock);
    own = new OwnPage(desk, members, codes, passkeys, letters, database);
    staff = new EditStaff(desk, members, codes, passkeys, letters, database);
    member = new EditMember(desk, members, codes, passkeys, database);
    audit = new ShowAudit(desk, members);
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/sign-in", ANYONE, signIn::ask)
        .get("/desk/sign-in/:token", ANYONE, signIn::enter)
        .post("/desk/sign-in", ANYONE, signIn::comeIn)
        .post("/desk/sign-in/link", ANYONE, signIn::send)
        .post("/desk/sign-in/passkey/options", ANYONE, signIn::askForPasskey)
        .post("/desk/sign-in/passkey", ANYONE, signIn::comeInByPasskey)
        .post("/desk/sign-out", ANYONE, signIn::leave)
        .get("/desk/welcome", CONTRIBUTOR, own::welcome)
        .get("/desk/account", CONTRIBUTOR, own::show)
        .post("/desk/account/passkey/options", CONTRIBUTOR, own::passkeyOptions)
        .post("/desk/account/passkey", CONTRIBUTOR, own::addPasskey)
        .post("/desk/account/passkey/:id", CONTRIBUTOR, own::changePasskey)
        .post("/desk/account/session", CONTRIBUTOR, own::endSession)
        .post("/desk/account/code", CONTRIBUTOR, own::changeCodes)
        .get("/desk/staff", OWNER, staff::show)
        .post("/desk/staff", OWNER, staff::invite)
        .get("/desk/staff/:id", OWNER, member::show)
        .post("/desk/staff/:id", OWNER, member::change)
        .get("/desk/audit", OWNER, audit::answer);
  }
}
