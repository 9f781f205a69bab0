package courant.delivery.page.my;

import static courant.platform.web.Role.ANYONE;
import static courant.platform.web.Role.READER;

import courant.delivery.AppPasswords;
import courant.delivery.FeedKeys;
import courant.delivery.MailKeys;
import courant.delivery.PushEndpoints;
import courant.delivery.PushWishes;
import courant.delivery.Subscriptions;
import courant.delivery.Suppressions;
import courant.delivery.page.Frames;
import courant.edition.Audiences;
import courant.edition.Editions;
import courant.edition.Followables;
import courant.follow.Follows;
import courant.follow.Marks;
import courant.masthead.Mastheads;
import courant.platform.web.Routes;
import courant.reader.ReaderPasskeys;
import courant.reader.Readers;
import courant.reader.Sessions;
import courant.reader.SignIn;
import courant.story.Corrections;
import courant.story.NewestStories;
import courant.story.Stories;
import java.time.InstantSource;

/** All pages of a reader's own. */
public final class MyModule {
  private final SignInPage signIn;
  private final AccountPage account;
  private final PasskeyPage passkeys;
  private final MyPage page;
  private final FollowingPage following;
  private final Follow follow;
  private final OpmlExchange opml;
  private final SubscribePage subscribe;
  private final MailPage mail;
  private final PushPage push;

  public MyModule(
      Readers readers,
      Sessions sessions,
      SignIn signIn,
      ReaderPasskeys readerPasskeys,
      Follows follows,
      Followables followables,
      Marks marks,
      Corrections corrections,
      FeedKeys keys,
      AppPasswords appPasswords,
      Subscriptions subscriptions,
      Suppressions suppressions,
      MailKeys mailKeys,
      PushEndpoints endpoints,
      PushWishes wishes,
      Mastheads mastheads,
      Audiences audiences,
      Editions editions,
      Stories stories,
      NewestStories newest,
      Frames frames,
      InstantSource clock) {
    this.signIn = new SignInPage(signIn, readerPasskeys, sessions, frames);
    account = new AccountPage(readers, appPasswords, readerPasskeys, sessions, frames);
    passkeys = new PasskeyPage(readerPasskeys, sessions, account, frames);
    page =
        new MyPage(
            editions, stories, newest, marks, corrections, sessions, mastheads, frames, clock);
    following = new FollowingPage(follows, sessions, mastheads, stories, newest, keys, frames);
    follow = new Follow(follows, sessions, audiences, following);
    opml = new OpmlExchange(follows, followables, sessions, mastheads, following, clock);
    subscribe = new SubscribePage(signIn, subscriptions, suppressions, mailKeys, audiences, frames);
    push = new PushPage(endpoints, wishes, follows, sessions, frames);
    mail = new MailPage(readers, sessions, subscriptions, suppressions, mailKeys, frames);
  }

  public void routes(Routes routes) {
    routes
        .get("/my", ANYONE, page::latest)
        .get("/my/saved", ANYONE, page::saved)
        .post("/my/mark", ANYONE, page::mark)
        .post("/my/read", ANYONE, page::readAll)
        .post("/my/unread", ANYONE, page::undoReadAll)
        .get("/my/following", ANYONE, following::show)
        .get("/my/following.opml", ANYONE, opml::export)
        .upload("/my/following", ANYONE, OpmlExchange.LARGEST, opml::take)
        .post("/my/follow", ANYONE, follow::answer)
        .get("/my/state.json", ANYONE, follow::state)
        .post("/my/feed", READER, following::feed)
        .post("/subscribe", ANYONE, subscribe::ask)
        .get("/subscribe/:token", ANYONE, subscribe::show)
        .post("/subscribe/confirm", ANYONE, subscribe::confirm)
        .get("/my/push", ANYONE, push::show)
        .post("/my/push", ANYONE, push::save)
        .post("/my/push/device", ANYONE, push::subscribe)
        .post("/my/push/gone", ANYONE, push::unsubscribe)
        .get("/my/mail", READER, mail::own)
        .get("/mail/:key", ANYONE, mail::show)
        .post("/mail/:key", ANYONE, mail::save)
        .get("/mail/:key/leave/:list", ANYONE, mail::askToLeave)
        .postFromAnywhere("/mail/:key/leave/:list", mail::leave)
        .get("/my/sign-in", ANYONE, signIn::show)
        .post("/my/sign-in", ANYONE, signIn::ask)
        .get("/my/sign-in/:token", ANYONE, signIn::enter)
        .post("/my/sign-in/link", ANYONE, signIn::comeIn)
        .post("/my/passkey/options", ANYONE, signIn::askForPasskey)
        .post("/my/passkey", ANYONE, signIn::comeInByPasskey)
        .post("/my/sign-out", ANYONE, signIn::leave)
        .get("/my/account", READER, account::show)
        .get("/my/account/data.json", READER, account::export)
        .post("/my/account/session", READER, account::revoke)
        .post("/my/account/passkey/options", READER, passkeys::options)
        .post("/my/account/passkey", READER, passkeys::add)
        .post("/my/account/passkey/:id", READER, passkeys::change)
        .post("/my/account/apps", READER, account::apps)
        .post("/my/account/erase", READER, account::erase);
  }
}
