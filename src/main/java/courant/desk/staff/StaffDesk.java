package courant.desk.staff;

import static courant.platform.web.Role.ANYONE;
import static courant.platform.web.Role.OWNER;

import courant.desk.Desk;
import courant.desk.Members;
import courant.masthead.Mastheads;
import courant.platform.web.Routes;

/** Coming in to the desk, and who may. */
public final class StaffDesk {
  private final SignIn signIn;
  private final EditStaff editStaff;

  public StaffDesk(Desk desk, Members members, Mastheads mastheads) {
    signIn = new SignIn(members, mastheads);
    editStaff = new EditStaff(desk, members);
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/sign-in", ANYONE, signIn::explain)
        .get("/desk/sign-in/:token", ANYONE, signIn::show)
        .post("/desk/sign-in", ANYONE, signIn::comeIn)
        .post("/desk/sign-out", ANYONE, signIn::leave)
        .get("/desk/staff", OWNER, editStaff::show)
        .post("/desk/staff", OWNER, editStaff::add)
        .post("/desk/staff/:id", OWNER, editStaff::change);
  }
}
