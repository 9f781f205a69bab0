package courant.reply;

import courant.platform.crypto.Vault;
import courant.reply.ReplyScore.Belief;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What the desk has taught about each clue. It stands under a keyed hash of the clue: words of
 * those who reply are nowhere but in their replies, and every key is short, whatever somebody
 * typed.
 */
final class Beliefs {
  /** No word begins with it, so that what an older server wrote in plain words can be told. */
  private static final String HASHED = "#";

  private static final int HASH_BYTES = 9;

  /** So long older servers may run beside this one while they are replaced. */
  private static final Duration BESIDE_OLDER = Duration.ofDays(7);

  /** Rows that are sent to the database together. */
  private static final int AT_ONCE = 1_000;

  private static final Comparator<Map.Entry<String, Belief>> MOVED_MOST =
      Comparator.comparingDouble(
              (Map.Entry<String, Belief> entry) -> -Math.abs(entry.getValue().shift()))
          .thenComparing(Map.Entry::getKey);

  private final int most;

  /**
   * @param most how many are kept in the long run
   */
  Beliefs(int most) {
    this.most = most;
  }

  /** Under what a clue is known. */
  static String key(Vault vault, String clue) {
    byte[] hash = Arrays.copyOf(vault.hash("reply clue", clue), HASH_BYTES);
    return HASHED + Base64.getEncoder().encodeToString(hash);
  }

  Map<String, Belief> all(Handle handle) {
    return read(
        handle
            .createQuery("select clue, shift, variance from reply_belief where clue like :hashed")
            .bind("hashed", HASHED + "%"));
  }

  /** Those of some clues. */
  Map<String, Belief> of(Handle handle, Collection<String> keys) {
    return read(
        handle
            .createQuery("select clue, shift, variance from reply_belief where clue in (<keys>)")
            .bindList("keys", List.copyOf(keys)));
  }

  private static Map<String, Belief> read(Query query) {
    Map<String, Belief> beliefs = new HashMap<>();
    query.map(Beliefs::entry).forEach(entry -> beliefs.put(entry.getKey(), entry.getValue()));
    return beliefs;
  }

  private static Map.Entry<String, Belief> entry(ResultSet row, StatementContext context)
      throws SQLException {
    return Map.entry(row.getString(1), new Belief(row.getDouble(2), row.getDouble(3)));
  }

  /** Drops what has moved least of too many, before they are kept. */
  void cut(Map<String, Belief> beliefs) {
    if (beliefs.size() > most) {
      Set<String> kept =
          beliefs.entrySet().stream()
              .sorted(MOVED_MOST)
              .limit(most)
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      beliefs.keySet().retainAll(kept);
    }
  }

  /** How many are kept in the long run. */
  int most() {
    return most;
  }

  void write(Handle handle, Map<String, Belief> beliefs, Instant now) {
    handle.execute(
        "insert into reply_belief_hashed (id, since) values (1, ?) on conflict do nothing",
        now.toEpochMilli());
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into reply_belief (clue, shift, variance) values (:clue, :shift, :variance)
            on conflict (clue) do update
            set shift = excluded.shift, variance = excluded.variance
            """);
    beliefs.forEach(
        (clue, belief) -> {
          batch
              .bind("clue", clue)
              .bind("shift", belief.shift())
              .bind("variance", belief.variance())
              .add();
          if (batch.size() == AT_ONCE) {
            batch.execute();
          }
        });
    batch.execute();
  }

  /** Whether there is something for {@link #trim} to do. */
  boolean overgrown(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select (select count(*) from reply_belief where clue like :hashed) > :most
              or exists (select 1 from reply_belief_hashed where since <= :then)
                and exists (select 1 from reply_belief where clue not like :hashed)
            """)
        .bind("hashed", HASHED + "%")
        .bind("most", most)
        .bind("then", now.minus(BESIDE_OLDER).toEpochMilli())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Drops what has moved least of too many, and what an older server wrote in plain words once none
   * can be left that knows nothing else.
   */
  void trim(Handle handle, Instant now) {
    handle.execute(
        """
        delete from reply_belief where clue not like ?
          and exists (select 1 from reply_belief_hashed where since <= ?)
        """,
        HASHED + "%",
        now.minus(BESIDE_OLDER).toEpochMilli());
    handle.execute(
        """
        delete from reply_belief where clue in (
          select clue from reply_belief where clue like ?
          order by abs(shift) desc, clue limit ? offset ?)
        """,
        HASHED + "%",
        Integer.MAX_VALUE,
        most);
  }
}
