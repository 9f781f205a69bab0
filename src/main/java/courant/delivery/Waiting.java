package courant.delivery;

import courant.follow.Share;
import courant.platform.db.Database;
import courant.reader.ReaderId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Messages that could not be delivered and wait to be tried again. Who tries them has put off when
 * they are due, and knows by that instant which are still theirs.
 */
final class Waiting {
  /** As long as a few hundred messages may take at the slowest. */
  private static final Duration LEASE = Duration.ofMinutes(15);

  private final Database database;
  private final Recipients recipients;
  private final Ledger ledger;
  private final String channel;
  private final InstantSource clock;

  /**
   * @param channel as the ledger calls it
   */
  Waiting(
      Database database,
      Recipients recipients,
      Ledger ledger,
      String channel,
      InstantSource clock) {
    this.database = database;
    this.recipients = recipients;
    this.ledger = ledger;
    this.channel = channel;
    this.clock = clock;
  }

  /** Until when messages taken now are kept from others, as the database has it. */
  Instant lease() {
    return clock.instant().plus(LEASE).truncatedTo(ChronoUnit.MILLIS);
  }

  /** Takes messages whose time has come, without those that are not wanted any more. */
  List<Claim> take(int most) {
    Instant lease = lease();
    Map<Long, List<ReaderId>> waiting =
        database.write(
            handle -> {
              Map<Long, List<ReaderId>> taken = new HashMap<>();
              handle
                  .createQuery(
                      """
                      update delivery set due = :lease
                      where state = 'later' and channel = :channel and due <= :now
                        and (issue_id, reader_id) in (select issue_id, reader_id from delivery
                          where state = 'later' and due <= :now and channel = :channel
                            and not exists (select 1 from issue
                              where issue.id = delivery.issue_id and issue.state = 'paused')
                          order by due limit :most)
                      returning issue_id, reader_id
                      """)
                  .bind("lease", lease.toEpochMilli())
                  .bind("channel", channel)
                  .bind("now", clock.millis())
                  .bind("most", most)
                  .map((row, _) -> Map.entry(row.getLong(1), new ReaderId(row.getInt(2))))
                  .forEach(
                      one ->
                          taken
                              .computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                              .add(one.getValue()));
              return taken;
            });
    return waiting.entrySet().stream()
        .flatMap(one -> still(one.getKey(), one.getValue(), lease))
        .toList();
  }

  private Stream<Claim> still(long id, List<ReaderId> readers, Instant lease) {
    Optional<Issue> issue = database.read(handle -> Issues.byId(handle, id));
    if (issue.isEmpty()) {
      return Stream.empty();
    }
    readers.stream()
        .map(Share::of)
        .distinct()
        .forEach(share -> recipients.prepare(issue.get(), share));
    List<ReaderId> wanted =
        database.read(
            handle ->
                readers.stream().filter(one -> recipients.has(handle, issue.get(), one)).toList());
    readers.stream()
        .filter(reader -> !wanted.contains(reader))
        .forEach(reader -> ledger.record(id, reader, new Ledger.Entry.Gone("no longer wanted")));
    return Stream.of(new Claim(issue.get(), 0, 0, wanted, 0, lease));
  }

  /**
   * Keeps for longer what of a claim was neither sent nor put off meanwhile.
   *
   * @return how many; none once they are due, for others may have taken some of them
   */
  int until(Handle handle, Claim claim, Instant lease) {
    if (claim.readers().isEmpty() || !clock.instant().isBefore(claim.lease())) {
      return 0;
    }
    return handle
        .createUpdate(
            """
            update delivery set due = :until
            where issue_id = :issue and channel = :channel and state = 'later' and due = :lease
              and reader_id in (<readers>)
            """)
        .bind("until", lease.toEpochMilli())
        .bind("issue", claim.issue().id())
        .bind("channel", channel)
        .bind("lease", claim.lease().toEpochMilli())
        .bindList("readers", claim.readers().stream().map(ReaderId::value).toList())
        .execute();
  }

  /** There is nothing left to say to the readers of a claim. */
  void drop(Claim claim) {
    claim
        .readers()
        .forEach(reader -> ledger.record(claim.issue().id(), reader, Ledger.Entry.Gone.EMPTY));
  }
}
