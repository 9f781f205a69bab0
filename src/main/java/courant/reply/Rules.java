package courant.reply;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the desk keeps out or holds, whoever writes it: addresses, domains, networks and words. */
public final class Rules {
  /** One rule. */
  public record Rule(long id, Kind kind, String value) {}

  /** What a rule looks at. */
  public enum Kind {
    /** A replier's whole address; refused. */
    ADDRESS,
    /** A domain, of an address, of a website or in a link; refused. */
    DOMAIN,
    /** How a network's address begins, such as {@code 203.0.113.}; refused. */
    NETWORK,
    /** A word or phrase; held. */
    WORD
  }

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;
  private static final int MOST_LINKS = 2;

  private volatile List<Rule> rules;

  public Rules(Database database, Ids ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    rules = read();
  }

  public List<Rule> all() {
    return rules;
  }

  public void add(Kind kind, String value, String byWhom) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into reply_rule (id, kind, value, at, by_whom)
                    values (:id, :kind, :value, :at, :who) on conflict (kind, value) do nothing
                    """)
                .bind("id", ids.next())
                .bind("kind", kind.name())
                .bind("value", value.strip().toLowerCase(Locale.ROOT))
                .bind("at", clock.millis())
                .bind("who", byWhom)
                .execute());
    rules = read();
  }

  public void remove(long id) {
    database.change(handle -> handle.execute("delete from reply_rule where id = ?", id));
    rules = read();
  }

  /** The rule that keeps this out. */
  Optional<Rule> refusing(Typed typed, String network) {
    String address = typed.address().toLowerCase(Locale.ROOT);
    String links = (typed.website() + " " + typed.text()).toLowerCase(Locale.ROOT);
    return rules.stream()
        .filter(
            rule ->
                switch (rule.kind()) {
                  case ADDRESS -> address.equals(rule.value());
                  case DOMAIN ->
                      address.endsWith("@" + rule.value())
                          || address.endsWith("." + rule.value())
                          || links.contains(rule.value());
                  case NETWORK -> network.startsWith(rule.value());
                  case WORD -> false;
                })
        .findFirst();
  }

  /** The word that has this held. */
  private Optional<Rule> holding(Typed typed) {
    String all =
        (typed.name() + " " + typed.website() + " " + typed.text()).toLowerCase(Locale.ROOT);
    return rules.stream()
        .filter(rule -> rule.kind() == Kind.WORD && all.contains(rule.value()))
        .findFirst();
  }

  /**
   * What in its words speaks against publishing it at once: one of the desk's words, many links.
   */
  List<String> noticed(Typed typed) {
    List<String> reasons = new ArrayList<>();
    holding(typed).ifPresent(rule -> reasons.add("word:" + rule.value()));
    long links = typed.text().split("(?i)https?://|www\\.", -1).length - 1;
    if (links > MOST_LINKS) {
      reasons.add("links:" + links);
    }
    return reasons;
  }

  private List<Rule> read() {
    return database.read(
        handle ->
            handle
                .createQuery("select id, kind, value from reply_rule order by kind, value")
                .map(
                    (row, _) ->
                        new Rule(
                            row.getLong("id"),
                            Kind.valueOf(row.getString("kind")),
                            row.getString("value")))
                .list());
  }
}
