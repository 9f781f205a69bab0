package courant.desk;

import courant.platform.crypto.Token;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.passkey.Passkeys;
import courant.platform.web.Device;
import courant.platform.web.Request;
import courant.platform.web.Role;
import courant.reader.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The newsroom's people. There is always an owner: the last one can neither go nor become anything
 * else. Who has gone is nobody here, but keeps a name in the {@link Audit}.
 */
public final class Members {
  public static final String COOKIE = "desk";
  private static final Duration LINK_LASTS = Duration.ofDays(3);
  private static final String CONTEXT = "staff address";

  private final Database database;
  private final Vault vault;
  private final Ids ids;
  private final InstantSource clock;
  private final Passkeys passkeys;
  private final Audit audit;
  private final StaffSessions sessions;
  private final StaffLinks links;

  /**
   * @param passkeys theirs; they go when their member goes
   */
  public Members(Database database, Vault vault, Passkeys passkeys, Ids ids, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
    this.passkeys = passkeys;
    this.audit = new Audit(database, ids, clock);
    this.sessions = new StaffSessions(database, vault, ids, clock);
    this.links = new StaffLinks(database, clock);
  }

  public Audit audit() {
    return audit;
  }

  public StaffSessions sessions() {
    return sessions;
  }

  public StaffLinks links() {
    return links;
  }

  /** A link for the owner, as long as nobody ever came in; the owner is made if need be. */
  public Optional<Token> ownersFirstLink(String name) {
    if (!audit.isEmpty()) {
      return Optional.empty();
    }
    Member owner = all().stream().findFirst().orElseGet(() -> add(name, Role.OWNER));
    return Optional.of(link(owner));
  }

  /** Adds someone, who comes in by a link. */
  public Member add(String name, Role role) {
    return database.write(handle -> add(handle, name, role));
  }

  /** Adds someone within the caller's transaction. */
  public Member add(Handle handle, String name, Role role) {
    Member member = new Member(ids.next(), name, role, clock.instant());
    handle
        .createUpdate(
            "insert into staff (id, name, role, since) values (:id, :name, :role, :since)")
        .bind("id", member.id())
        .bind("name", member.name())
        .bind("role", member.role().name())
        .bind("since", member.since().toEpochMilli())
        .execute();
    return member;
  }

  /** Where to write to a member; empty if nobody said. */
  public Optional<EmailAddress> address(long id) {
    return database.read(handle -> address(handle, id));
  }

  /** Where to write to a member, within the caller's transaction; empty if nobody said. */
  public Optional<EmailAddress> address(Handle handle, long id) {
    return handle
        .createQuery(
            "select address from staff where id = :id and address is not null and gone is null")
        .bind("id", id)
        .map((row, _) -> new EmailAddress(vault.unseal(CONTEXT, row.getBytes(1))))
        .findOne();
  }

  /** Whose address this is. */
  public Optional<Member> byAddress(EmailAddress address) {
    return database.read(handle -> byAddress(handle, address));
  }

  private Optional<Member> byAddress(Handle handle, EmailAddress address) {
    return handle
        .createQuery("select * from staff where address_hash = :hash and gone is null")
        .bind("hash", vault.hash(CONTEXT, address.folded()))
        .map(Members::member)
        .findOne();
  }

  /**
   * Notes where to write to a member, within the caller's transaction. Links that may have gone to
   * an address before open nothing any more.
   *
   * @param address empty: nowhere
   * @return false if it is another member's address
   */
  public boolean address(Handle handle, long id, Optional<EmailAddress> address) {
    if (address
        .flatMap(typed -> byAddress(handle, typed))
        .filter(other -> other.id() != id)
        .isPresent()) {
      return false;
    }
    if (address(handle, id).isPresent()) {
      links.dropAll(handle, id);
    }
    handle
        .createUpdate(
            "update staff set address = :sealed, address_hash = :hash where id = :id and gone is null")
        .bind("sealed", address.map(typed -> vault.seal(CONTEXT, typed.value())))
        .bind("hash", address.map(typed -> vault.hash(CONTEXT, typed.folded())))
        .bind("id", id)
        .execute();
    return true;
  }

  /**
   * Changes what a member may do, within the caller's transaction.
   *
   * @return false if there would be no owner
   */
  public boolean role(Handle handle, long id, Role role) {
    if (role != Role.OWNER && isLastOwner(handle, id)) {
      return false;
    }
    handle.execute("update staff set role = ? where id = ? and gone is null", role.name(), id);
    return true;
  }

  /**
   * Takes someone out of the newsroom within the caller's transaction, signed out everywhere at
   * once.
   *
   * @return false if there would be no owner
   */
  public boolean remove(Handle handle, long id) {
    if (isLastOwner(handle, id)) {
      return false;
    }
    sessions.endAll(handle, id);
    links.dropAll(handle, id);
    passkeys.removeAll(handle, id);
    dropCodes(handle, id);
    handle.execute(
        "update staff set gone = ?, address = null, address_hash = null where id = ?",
        clock.millis(),
        id);
    return true;
  }

  /**
   * Takes someone out of the newsroom, signed out everywhere at once.
   *
   * @return false if there would be no owner
   */
  public boolean remove(long id) {
    return database.write(handle -> remove(handle, id));
  }

  /**
   * A link for an owner who lost every other way in, for whoever runs the machine: it asks for no
   * code, since the app that shows them may be what was lost.
   *
   * @return nothing if nobody owns the review yet
   */
  public Optional<Token> ownersWayBack() {
    return all().stream()
        .filter(member -> member.role() == Role.OWNER)
        .findFirst()
        .map(
            owner ->
                database.write(
                    handle -> {
                      dropCodes(handle, owner.id());
                      record(handle, owner.id(), "let-in", "");
                      return links.make(
                          handle,
                          new StaffLinks.Link(owner.id(), false, "/desk/account"),
                          LINK_LASTS);
                    }));
  }

  private static void dropCodes(Handle handle, long id) {
    handle.execute("delete from staff_code where staff_id = ?", id);
    handle.execute("delete from staff_recovery where staff_id = ?", id);
  }

  /** Signs a member out everywhere. */
  public void signOutEverywhere(long id) {
    database.change(handle -> sessions.endAll(handle, id));
  }

  private static boolean isLastOwner(Handle handle, long id) {
    return handle
        .createQuery(
            """
            select (select role from staff where id = :id) = 'OWNER' and not exists
              (select 1 from staff where role = 'OWNER' and gone is null and id <> :id)
            """)
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  /** A new link that lets this member in once, for three days. */
  public Token link(Member member) {
    return database.write(
        handle -> links.make(handle, new StaffLinks.Link(member.id(), false, "/desk"), LINK_LASTS));
  }

  /** A member's first link, within the caller's transaction; it holds for three days. */
  public Token invitation(Handle handle, Member member) {
    return links.make(handle, new StaffLinks.Link(member.id(), true, "/desk/welcome"), LINK_LASTS);
  }

  /** What became of a try to come in by a link. */
  public sealed interface Entry {}

  /** Somebody who came in, and where they go. */
  public record Welcome(Token session, String next) implements Entry {}

  /** Why somebody did not. */
  public enum Refused implements Entry {
    /** It is none, used, expired or worn out. */
    LINK,
    /** The code that was asked for beside it is wrong. */
    CODE
  }

  /** What is asked for beside a link. */
  @FunctionalInterface
  public interface Proof {
    /**
     * By which door a member comes in: {@code link}, or {@code code} if one was asked for, too.
     *
     * @return nothing if what was asked for is wrong
     */
    Optional<String> door(Handle handle, long staff);
  }

  /** Uses a link up; the session's token, or nothing if the link is none, used or expired. */
  public Optional<Token> comeIn(Token link, String agent) {
    return comeIn(link, new Device(agent), "", (_, _) -> Optional.of("link"))
            instanceof Welcome welcome
        ? Optional.of(welcome.session())
        : Optional.empty();
  }

  /** Uses a link up, once what is asked for beside it is right. */
  public Entry comeIn(Token link, Device device, String network, Proof proof) {
    return database.write(
        handle -> {
          Optional<StaffLinks.Link> tried = links.tried(handle, link);
          if (tried.isEmpty()) {
            return Refused.LINK;
          }
          long staff = tried.get().staff();
          Optional<String> door = proof.door(handle, staff);
          if (door.isEmpty()) {
            return Refused.CODE;
          }
          links.dropAll(handle, staff);
          return new Welcome(begin(handle, staff, device, network, door.get()), tried.get().next());
        });
  }

  /** Lets in someone who proved who they are by a passkey; nothing if they have gone. */
  public Optional<Token> comeIn(long id, Device device, String network) {
    return database.write(
        handle -> byId(handle, id).map(_ -> begin(handle, id, device, network, "passkey")));
  }

  private Token begin(Handle handle, long id, Device device, String network, String door) {
    Token session = sessions.begin(handle, id, device, network, door);
    record(handle, id, "sign-in", "");
    return session;
  }

  /** Who sends this request. */
  public Optional<Member> of(Request request) {
    return sessions.member(request);
  }

  /** Those who are there, the longest first. */
  public List<Member> all() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from staff where gone is null order by since, id")
                .map(Members::member)
                .list());
  }

  public Optional<Member> byId(long id) {
    return database.read(handle -> byId(handle, id));
  }

  private static Optional<Member> byId(Handle handle, long id) {
    return handle
        .createQuery("select * from staff where id = :id and gone is null")
        .bind("id", id)
        .map(Members::member)
        .findOne();
  }

  /** Everyone there ever was, by name, for reading the audit. */
  public List<Member> ever() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from staff order by name, id")
                .map(Members::member)
                .list());
  }

  /** Ends the session of whoever sends this request. */
  public void signOut(Request request) {
    sessions.end(request);
  }

  /** Writes a line of the audit within the caller's transaction. */
  public void record(Handle handle, long staff, String action, String subject) {
    audit.record(handle, staff, action, subject);
  }

  /** Forgets what is over: sessions and links. */
  public void tidy() {
    sessions.tidy();
    links.tidy();
  }

  static Member member(ResultSet row, StatementContext context) throws SQLException {
    return new Member(
        row.getLong("id"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        Instant.ofEpochMilli(row.getLong("since")));
  }
}
