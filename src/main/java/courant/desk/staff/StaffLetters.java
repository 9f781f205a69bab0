package courant.desk.staff;

import courant.desk.Member;
import courant.desk.Members;
import courant.desk.StaffLinks;
import courant.masthead.Mastheads;
import courant.platform.crypto.Token;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.i18n.Texts;
import courant.platform.web.Device;
import courant.platform.web.Limiter;
import courant.platform.web.Request;
import courant.reader.EmailAddress;
import courant.reader.Outbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Mail to members: invitations, links to sign in, and word of a new passkey. */
final class StaffLetters {
  /** As long as it takes to switch to one's mail and back. */
  private static final Duration SOON = Duration.ofMinutes(15);

  private static final Duration STRETCH = Duration.ofMinutes(15);
  private static final int LINKS_FOR_AN_ADDRESS = 3;
  private static final int LINKS_FOR_A_NETWORK = 20;

  private final Database database;
  private final Members members;
  private final Mastheads mastheads;
  private final Outbox outbox;
  private final Vault vault;
  private final boolean relayed;
  private final Limiter addresses;
  private final Limiter networks;

  StaffLetters(
      Database database,
      Members members,
      Mastheads mastheads,
      Outbox outbox,
      Vault vault,
      boolean relayed,
      InstantSource clock) {
    this.database = database;
    this.members = members;
    this.mastheads = mastheads;
    this.outbox = outbox;
    this.vault = vault;
    this.relayed = relayed;
    this.addresses = new Limiter(LINKS_FOR_AN_ADDRESS, STRETCH, clock);
    this.networks = new Limiter(LINKS_FOR_A_NETWORK, STRETCH, clock);
  }

  /** Whether mail leaves the house. */
  boolean relayed() {
    return relayed;
  }

  /**
   * Mails a link to whoever of the newsroom has this address. Nothing tells whether anybody has:
   * looking and writing happen after the answer.
   *
   * @return false if this network asks too often
   */
  boolean sendLink(EmailAddress to, String next, Request request) {
    if (!networks.admitsNetwork(request)) {
      return false;
    }
    String asker = HexFormat.of().formatHex(vault.hash("staff asks", to.folded()));
    if (addresses.admits(asker)) {
      String site = request.site().toString();
      Thread.ofVirtual().name("link to the desk").start(() -> write(to, next, site));
    }
    return true;
  }

  private void write(EmailAddress to, String next, String site) {
    members
        .byAddress(to)
        .ifPresent(
            member ->
                database.change(
                    handle -> {
                      Token link =
                          members
                              .links()
                              .make(handle, new StaffLinks.Link(member.id(), false, next), SOON);
                      put(handle, to, "staff.mail.in", title(), address(site, link));
                    }));
  }

  /** Mails an invitation within the caller's transaction. */
  void invite(Handle handle, EmailAddress to, Member member, Member by, String site, Token link) {
    String role = texts().say("staff.role." + member.role().name().toLowerCase(Locale.ROOT));
    put(handle, to, "staff.mail.invite", title(), address(site, link), by.name(), role);
  }

  /** Tells a member of a new passkey, in case it was somebody else. */
  void tellOfPasskey(Member member, Request request) {
    members
        .address(member.id())
        .ifPresent(
            to ->
                database.change(
                    handle ->
                        put(
                            handle,
                            to,
                            "passkey.mail",
                            title(),
                            Device.of(request).words(),
                            request.site() + "/desk/account")));
  }

  private void put(Handle handle, EmailAddress to, String kind, Object... values) {
    outbox.put(
        handle,
        new Outbox.Message(
            to, texts().say(kind + ".subject", values), texts().say(kind + ".text", values)));
  }

  /** Where a link leads. */
  static String address(String site, Token link) {
    return site + "/desk/sign-in/" + link.value();
  }

  private String title() {
    return mastheads.masthead().title();
  }

  private Texts texts() {
    return Texts.in(mastheads.masthead().language());
  }
}
