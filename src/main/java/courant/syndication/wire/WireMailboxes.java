package courant.syndication.wire;

import courant.platform.db.Database;
import courant.source.SourceId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The addresses to which partners mail stories. */
public final class WireMailboxes {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 20;
  private static final Pattern OURS = Pattern.compile("stories-([a-z2-9]{" + LENGTH + "})(?=@|$)");

  /**
   * One of them.
   *
   * @param token the part of its address that nobody can guess
   * @param senders addresses, or {@code @domain} for all of one; lower case
   */
  public record Mailbox(SourceId source, String token, List<String> senders) {
    /** Whether somebody may send stories there. */
    boolean admits(String sender) {
      return !sender.isEmpty()
          && senders.stream()
              .anyMatch(
                  listed ->
                      listed.startsWith("@") ? sender.endsWith(listed) : sender.equals(listed));
    }

    /**
     * Its whole address.
     *
     * @param back the mailbox to which mail comes back
     */
    public String address(String back) {
      int at = back.lastIndexOf('@');
      return back.substring(0, at) + "+stories-" + token + back.substring(at);
    }
  }

  private final Database database;
  private final SecureRandom random = new SecureRandom();

  WireMailboxes(Database database) {
    this.database = database;
  }

  public Optional<Mailbox> of(SourceId source) {
    return one("source_id", source.value());
  }

  /** Whose an address is. */
  Optional<Mailbox> at(String address) {
    Matcher token = OURS.matcher(address.toLowerCase(Locale.ROOT));
    return token.find() ? one("token", token.group(1)) : Optional.empty();
  }

  private Optional<Mailbox> one(String column, Object value) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from wire_mailbox where " + column + " = :value")
                .bind("value", value)
                .map(
                    (row, _) ->
                        new Mailbox(
                            new SourceId(row.getLong("source_id")),
                            row.getString("token"),
                            Stream.of(row.getString("senders").split(" "))
                                .filter(sender -> !sender.isEmpty())
                                .toList()))
                .findOne());
  }

  /** Gives a source's address these senders; without any there is no address. */
  public void write(SourceId source, List<String> senders) {
    database.change(
        handle -> {
          if (senders.isEmpty()) {
            handle.execute("delete from wire_mailbox where source_id = ?", source.value());
            return;
          }
          handle
              .createUpdate(
                  """
                  insert into wire_mailbox (source_id, token, senders)
                  values (:source, :token, :senders)
                  on conflict (source_id) do update set senders = excluded.senders
                  """)
              .bind("source", source.value())
              .bind("token", fresh())
              .bind("senders", String.join(" ", senders))
              .execute();
        });
  }

  /** Mail systems fold what stands before the at sign: lower case only. */
  private String fresh() {
    return random
        .ints(LENGTH, 0, LETTERS.length())
        .mapToObj(at -> LETTERS.substring(at, at + 1))
        .reduce("", String::concat);
  }
}
