package courant.delivery.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.NamingException;

/**
 * What the DNS has to say so that our mail arrives: who may send (SPF), the keys (DKIM), and what
 * to do with mail that is neither (DMARC).
 */
public final class MailDomain {
  /** How a record stands. */
  public enum State {
    /** Nobody has looked yet. */
    UNKNOWN,
    FOUND,
    MISSING,
    /** There is another. */
    DIFFERENT,
    /** The DNS did not answer. */
    UNREACHABLE;

    /** Its lower-case name. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A TXT record to publish.
   *
   * @param kind SPF, DKIM or DMARC
   * @param found what is there instead; empty if nothing
   */
  public record Record(String kind, String name, String text, State state, String found) {}

  private final Supplier<Sender> sender;
  private final Optional<String> relay;
  private final SigningKeys keys;
  private final TxtRecords dns;

  /**
   * @param relay name of the host that mail is handed to
   */
  MailDomain(Supplier<Sender> sender, Optional<String> relay, SigningKeys keys, TxtRecords dns) {
    this.sender = sender;
    this.relay = relay;
    this.keys = keys;
    this.dns = dns;
  }

  /** The domain mail comes from. */
  public String domain() {
    return sender.get().domain();
  }

  public List<SigningKeys.Published> keys() {
    return keys.all();
  }

  /** Makes new keys, which sign once their records are found. */
  public void makeKeys() {
    keys.make(domain());
  }

  /** Signs no more. */
  public void stopSigning() {
    keys.activate(false);
  }

  /** What to publish. */
  public List<Record> records() {
    List<Record> records = new ArrayList<>();
    String sends = relay.map(host -> " a:" + host).orElse("");
    records.add(wanted("SPF", backDomain(), "v=spf1 a mx" + sends + " ~all"));
    keys.all().forEach(key -> records.add(wanted("DKIM", key.name(), key.record())));
    records.add(
        wanted(
            "DMARC",
            "_dmarc." + domain(),
            "v=DMARC1; p=quarantine; rua=mailto:postmaster@" + domain()));
    return records;
  }

  private String backDomain() {
    String back = sender.get().back();
    return back.substring(back.lastIndexOf('@') + 1);
  }

  private static Record wanted(String kind, String name, String text) {
    return new Record(kind, name, text, State.UNKNOWN, "");
  }

  /** Looks what is published; once all keys are, they sign. */
  public List<Record> check() {
    List<Record> checked = records().stream().map(this::checked).toList();
    List<Record> ofKeys = checked.stream().filter(one -> one.kind().equals("DKIM")).toList();
    if (!ofKeys.isEmpty() && ofKeys.stream().allMatch(one -> one.state() == State.FOUND)) {
      keys.activate(true);
    }
    return checked;
  }

  /**
   * Keys have to be there to the letter; the others need only be there, for an owner knows best.
   */
  private Record checked(Record wanted) {
    String tag = wanted.text().replaceFirst("[ ;].*", "");
    try {
      List<String> found =
          dns.under(wanted.name()).stream().filter(text -> text.startsWith(tag)).toList();
      if (found.isEmpty()) {
        return with(wanted, State.MISSING, "");
      }
      boolean same =
          !wanted.kind().equals("DKIM")
              || found.stream().anyMatch(text -> bare(text).equals(bare(wanted.text())));
      return with(wanted, same ? State.FOUND : State.DIFFERENT, same ? "" : found.getFirst());
    } catch (NamingException _) {
      return with(wanted, State.UNREACHABLE, "");
    }
  }

  private static String bare(String text) {
    return text.replaceAll("[\\s;]+$|\\s", "");
  }

  private static Record with(Record wanted, State state, String found) {
    return new Record(wanted.kind(), wanted.name(), wanted.text(), state, found);
  }
}
