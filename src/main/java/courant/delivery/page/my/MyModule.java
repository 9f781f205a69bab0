package courant.delivery.page.my;

import static courant.platform.web.Role.ANYONE;
import static courant.platform.web.Role.READER;

import courant.delivery.page.Frames;
import courant.platform.web.Routes;
import courant.reader.Readers;
import courant.reader.Sessions;
import courant.reader.SignIn;

/** All pages of a reader's own. */
public final class MyModule {
  private final SignInPage signIn;
  private final AccountPage account;

  public MyModule(Readers readers, Sessions sessions, SignIn signIn, Frames frames) {
    this.signIn = new SignInPage(signIn, sessions, frames);
    this.account = new AccountPage(readers, sessions, frames);
  }

  public void routes(Routes routes) {
    routes
        .get("/my/sign-in", ANYONE, signIn::show)
        .post("/my/sign-in", ANYONE, signIn::ask)
        .get("/my/sign-in/:token", ANYONE, signIn::enter)
        .post("/my/sign-in/link", ANYONE, signIn::comeIn)
        .post("/my/sign-out", ANYONE, signIn::leave)
        .get("/my/account", READER, account::show)
        .get("/my/account/data.json", READER, account::export)
        .post("/my/account/session", READER, account::revoke)
        .post("/my/account/erase", READER, account::erase);
  }
}
