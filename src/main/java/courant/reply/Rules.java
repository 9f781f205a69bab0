package courant.reply;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** What the desk keeps out or holds, whoever writes it: addresses, domains, networks and words. */
public final class Rules {
  /** One rule. */
  public record Rule(long id, Kind kind, String value) {
    /** What it looks for may be an address. */
    @Override
    public String toString() {
      return "Rule[" + id + ", " + kind + "]";
    }
  }

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

  private static final int MOST_LINKS = 2;
  private static final Pattern LINK = Pattern.compile("(?i)https?://|www\\.");
  private static final String SEALED = "reply rule";

  private final Database database;
  private final Facts facts;
  private final Vault vault;
  private final Ids ids;
  private final InstantSource clock;
  private volatile List<Rule> rules;

  Rules(Database database, Facts facts, Vault vault, Ids ids, InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
    rules = read();
  }

  public List<Rule> all() {
    return rules;
  }

  /** Adds a rule, unless there is the same already. */
  public void add(Kind kind, String value, String byWhom) {
    String plain = value.strip().toLowerCase(Locale.ROOT);
    if (rules.stream().anyMatch(rule -> rule.kind() == kind && rule.value().equals(plain))) {
      return;
    }
    change(handle -> insert(handle, new Rule(ids.next(), kind, plain), clock.millis(), byWhom));
  }

  /** An address is encrypted here as everywhere. */
  void insert(Handle handle, Rule rule, long at, String byWhom) {
    String value =
        rule.kind() == Kind.ADDRESS
            ? Base64.getEncoder().encodeToString(vault.seal(SEALED, rule.value()))
            : rule.value();
    handle
        .createUpdate(
            """
            insert into reply_rule (id, kind, value, at, by_whom)
            values (:id, :kind, :value, :at, :who) on conflict (kind, value) do nothing
            """)
        .bind("id", rule.id())
        .bind("kind", rule.kind().name())
        .bind("value", value)
        .bind("at", at)
        .bind("who", byWhom)
        .execute();
  }

  public void remove(long id) {
    change(handle -> handle.execute("delete from reply_rule where id = ?", id));
  }

  private void change(Consumer<Handle> change) {
    facts.write(
        telling -> {
          change.accept(telling.handle());
          telling.tell(ReplyFact.RULES, 1);
          return true;
        });
  }

  /** Takes up the rules as they are now, whoever changed them. */
  void recall() {
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
                          || names(links, rule.value());
                  case NETWORK -> network.startsWith(rule.value());
                  case WORD -> false;
                })
        .findFirst();
  }

  /** Whether a text has a domain, or one below it; not another one that only looks the same. */
  private static boolean names(String text, String domain) {
    for (int at = text.indexOf(domain); at >= 0; at = text.indexOf(domain, at + 1)) {
      int end = at + domain.length();
      boolean begins = at == 0 || !(ofName(text, at) && ofName(text, at - 1));
      boolean ends =
          end == text.length()
              || !ofName(text, end - 1)
              || !(ofName(text, end)
                  || (text.charAt(end) == '.' && end + 1 < text.length() && ofName(text, end + 1)));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  private static boolean ofName(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-';
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
    long links = LINK.matcher(typed.text()).results().count();
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
                .map((row, _) -> rule(row))
                .list());
  }

  private Rule rule(ResultSet row) throws SQLException {
    Kind kind = Kind.valueOf(row.getString("kind"));
    String value = row.getString("value");
    return new Rule(
        row.getLong("id"),
        kind,
        kind == Kind.ADDRESS ? vault.unseal(SEALED, Base64.getDecoder().decode(value)) : value);
  }
}
