package courant.delivery;

import courant.platform.db.Database;
import courant.reader.ReaderId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Hands out readers to send to, by ranges of their numbers and under a lease, so that several may
 * send at once and what a stopped process had is taken up by others.
 */
public final class Claims {
  /** After a crash others take over this much later. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  private static final int AT_ONCE = 1_000;

  private final Database database;
  private final Recipients recipients;
  private final Waiting waiting;
  private final String channel;
  private final InstantSource clock;

  /**
   * @param channel as the ledger calls it
   */
  public Claims(
      Database database,
      Recipients recipients,
      Ledger ledger,
      String channel,
      InstantSource clock) {
    this.database = database;
    this.recipients = recipients;
    this.waiting = new Waiting(database, recipients, ledger, channel, clock);
    this.channel = channel;
    this.clock = clock;
  }

  /**
   * Claims some readers of the most urgent open issue; nobody else gets them while we send.
   *
   * @param last issues, by number, that come after all others
   */
  public Optional<Claim> claim(Set<Long> last) {
    List<Issue> open = database.read(this::open);
    Optional<Issue> next =
        open.stream()
            .filter(issue -> !last.contains(issue.id()))
            .findFirst()
            .or(() -> open.stream().findFirst());
    next.ifPresent(this::prepare);
    return next.flatMap(issue -> database.write(handle -> claim(handle, issue)));
  }

  /** Single stories first, for they are news; then in the order in which they were planned. */
  private List<Issue> open(Handle handle) {
    return handle
        .createQuery(
            """
            select * from issue where state = 'open' and (reached < :all or exists
              (select 1 from issue_range where issue_id = issue.id and lease <= :now))
            order by case when pace = 'once' then 0 else 1 end, made
            """)
        .bind("all", Integer.MAX_VALUE)
        .bind("now", clock.millis())
        .map(Issues::issue)
        .list();
  }

  private void prepare(Issue issue) {
    recipients
        .next(database, issue, database.read(handle -> done(handle, issue)))
        .ifPresent(share -> recipients.prepare(issue, share));
  }

  /** After which reader there is something to do. */
  private int done(Handle handle, Issue issue) {
    return handle
        .createQuery(
            """
            select min(reached) from (select reached from issue where id = :issue
              union all select first - 1 from issue_range
                where issue_id = :issue and lease <= :now) started
            """)
        .bind("issue", issue.id())
        .bind("now", clock.millis())
        .mapTo(Integer.class)
        .one();
  }

  private Optional<Claim> claim(Handle handle, Issue issue) {
    handle.execute(
        "update issue set begun = coalesce(begun, ?) where id = ?", clock.millis(), issue.id());
    return abandoned(handle, issue).or(() -> fresh(handle, issue));
  }

  private Optional<Claim> abandoned(Handle handle, Issue issue) {
    Instant lease = lease(LEASE);
    return handle
        .createQuery(
            """
            update issue_range set lease = :lease where issue_id = :issue and first =
              (select min(first) from issue_range where issue_id = :issue and lease <= :now)
              and lease <= :now
            returning first, last
            """)
        .bind("lease", lease.toEpochMilli())
        .bind("issue", issue.id())
        .bind("now", clock.millis())
        .map((row, _) -> readers(handle, issue, row.getInt("first"), row.getInt("last"), lease))
        .findOne();
  }

  private Optional<Claim> fresh(Handle handle, Issue issue) {
    int reached =
        handle
            .createQuery("select reached from issue where id = :id and state = 'open'")
            .bind("id", issue.id())
            .mapTo(Integer.class)
            .findOne()
            .orElse(Integer.MAX_VALUE);
    if (reached == Integer.MAX_VALUE) {
      return Optional.empty();
    }
    Recipients.Page page = recipients.among(handle, issue, reached, Integer.MAX_VALUE, AT_ONCE);
    int ours =
        handle.execute(
            "update issue set reached = ? where id = ? and reached = ?",
            page.last(),
            issue.id(),
            reached);
    if (ours == 0) {
      return Optional.empty(); // another node was quicker
    }
    Instant lease = lease(LEASE);
    handle.execute(
        "insert into issue_range (issue_id, first, last, lease) values (?, ?, ?, ?)",
        issue.id(),
        reached + 1,
        page.last(),
        lease.toEpochMilli());
    return Optional.of(
        new Claim(issue, reached + 1, page.last(), page.readers(), page.nothing(), lease));
  }

  /** The readers of a range who have not been sent the issue. */
  private Claim readers(Handle handle, Issue issue, int first, int last, Instant lease) {
    Set<Integer> served =
        new HashSet<>(
            handle
                .createQuery(
                    """
                    select reader_id from delivery where issue_id = :issue and channel = :channel
                      and reader_id between :first and :last
                    """)
                .bind("issue", issue.id())
                .bind("channel", channel)
                .bind("first", first)
                .bind("last", last)
                .mapTo(Integer.class)
                .list());
    List<ReaderId> readers = new ArrayList<>();
    int nothing = 0;
    for (int after = first - 1; after < last; ) {
      Recipients.Page page = recipients.among(handle, issue, after, last, AT_ONCE);
      page.readers().stream()
          .filter(reader -> !served.contains(reader.value()))
          .forEach(readers::add);
      nothing += page.nothing();
      after = page.last();
    }
    return new Claim(issue, first, last, readers, nothing, lease);
  }

  /** As the database keeps it. */
  private Instant lease(Duration from) {
    return clock.instant().plus(from).truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Keeps a claim ours for longer; empty if it is not ours any more, for it ended and another node
   * sends to its readers now.
   */
  public Optional<Claim> renew(Claim claim) {
    return until(claim, claim.isRange() ? lease(LEASE) : waiting.lease());
  }

  /** Gives the rest of a claim back, to be taken up by anybody after a while. */
  public void release(Claim claim, Duration after) {
    until(claim, lease(after));
  }

  private Optional<Claim> until(Claim claim, Instant lease) {
    int ours =
        database.write(
            handle ->
                claim.isRange()
                    ? range(handle, claim, lease)
                    : waiting.until(handle, claim, lease));
    return ours > 0 ? Optional.of(claim.until(lease)) : Optional.empty();
  }

  private static int range(Handle handle, Claim claim, Instant lease) {
    return handle.execute(
        "update issue_range set lease = ? where issue_id = ? and first = ? and lease = ?",
        lease.toEpochMilli(),
        claim.issue().id(),
        claim.first(),
        claim.lease().toEpochMilli());
  }

  /**
   * All readers of a claim have been sent to; with the last one, the issue is done. Nothing is done
   * for a claim that is not ours any more.
   */
  public void finish(Claim claim) {
    database.change(
        handle -> {
          int ours =
              handle.execute(
                  "delete from issue_range where issue_id = ? and first = ? and lease = ?",
                  claim.issue().id(),
                  claim.first(),
                  claim.lease().toEpochMilli());
          if (ours == 0 && claim.isRange()) {
            return;
          }
          handle.execute(
              "update issue set blank = blank + ? where id = ?",
              claim.nothing(),
              claim.issue().id());
          handle
              .createUpdate(
                  """
                  update issue set state = 'done', ended = :now
                  where id = :id and reached = :all and state <> 'done'
                    and not exists (select 1 from issue_range where issue_id = issue.id)
                  """)
              .bind("now", clock.millis())
              .bind("id", claim.issue().id())
              .bind("all", Integer.MAX_VALUE)
              .execute();
        });
  }

  /** There is nothing left to say to the readers of a claim. */
  public void drop(Claim claim) {
    if (claim.isRange()) {
      database.change(handle -> OwedCorrections.giveBack(handle, claim, channel));
      finish(claim);
    } else {
      waiting.drop(claim);
    }
  }

  /**
   * Takes messages whose time has come again, and keeps them from others meanwhile; who has left or
   * may not be mailed any more is not among them.
   */
  public List<Claim> again(int most) {
    return waiting.take(most);
  }
}
