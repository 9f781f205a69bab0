package courant.delivery.mail;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.NamingException;

/**
 * What the DNS has to say so that our mail arrives: who may send (SPF), the keys (DKIM), and what
 * to do with mail that is neither (DMARC); and, if one likes, the picture that mail programs show
 * beside it (BIMI).
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
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A TXT record to publish.
   *
   * @param kind SPF, DKIM, DMARC or BIMI
   * @param found what is there instead; empty if nothing
   */
  public record Record(String kind, String name, String text, State state, String found) {
    /** Whether mail arrives as well without it. */
    public boolean optional() {
      return kind.equals(BIMI);
    }
  }

  private static final String BIMI = "BIMI";

  private final Supplier<Sender> sender;
  private final Supplier<URI> site;
  private final Optional<String> relay;
  private final SigningKeys keys;
  private final TxtRecords dns;

  /**
   * @param site public address of the review, where its picture is
   * @param relay name of the host that mail is handed to
   */
  MailDomain(
      Supplier<Sender> sender,
      Supplier<URI> site,
      Optional<String> relay,
      SigningKeys keys,
      TxtRecords dns) {
    this.sender = sender;
    this.site = site;
    this.relay = relay;
    this.keys = keys;
    this.dns = dns;
  }

  /** Of a review that is not served: for whoever only looks. */
  public static MailDomain of(
      Settings settings,
      URI site,
      Database database,
      Vault vault,
      TxtRecords dns,
      InstantSource clock) {
    return new MailDomain(
        () -> Sender.of(settings, site),
        () -> site,
        relayHost(settings),
        new SigningKeys(database, vault, clock),
        dns);
  }

  /** The host that mail is handed to, if it is handed to any. */
  static Optional<String> relayHost(Settings settings) {
    return Optional.of(settings.get(Setting.SMTP))
        .filter(address -> !address.isEmpty())
        .map(address -> URI.create(address).getHost());
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
    if ("https".equals(site.get().getScheme())) { // from elsewhere no picture is fetched
      String picture = site.get() + "/bimi.svg";
      records.add(wanted(BIMI, "default._bimi." + domain(), "v=BIMI1; l=" + picture + "; a="));
    }
    return records;
  }

  private String backDomain() {
    String back = sender.get().back();
    return back.substring(back.lastIndexOf('@') + 1);
  }

  private static Record wanted(String kind, String name, String text) {
    return new Record(kind, name, text, State.UNKNOWN, "");
  }

  /** Looks what is published. */
  public List<Record> look() {
    return records().stream().map(this::checked).toList();
  }

  /** Looks what is published; once all keys are, they sign. */
  public List<Record> check() {
    List<Record> checked = look();
    List<Record> ofKeys = checked.stream().filter(one -> one.kind().equals("DKIM")).toList();
    if (!ofKeys.isEmpty() && ofKeys.stream().allMatch(one -> one.state() == State.FOUND)) {
      keys.activate(true);
    }
    return checked;
  }

  /**
   * Keys have to be there to the letter, and a picture must be one that is shown at all; the others
   * need only be there, for an owner knows best.
   */
  private Record checked(Record wanted) {
    String tag = wanted.text().replaceFirst("[ ;].*", "");
    try {
      List<String> found =
          dns.under(wanted.name()).stream().filter(text -> text.startsWith(tag)).toList();
      if (found.isEmpty()) {
        return with(wanted, State.MISSING, "");
      }
      boolean same = found.stream().anyMatch(text -> suits(wanted, text));
      return with(wanted, same ? State.FOUND : State.DIFFERENT, same ? "" : found.getFirst());
    } catch (NamingException _) {
      return with(wanted, State.UNREACHABLE, "");
    }
  }

  private static boolean suits(Record wanted, String text) {
    return switch (wanted.kind()) {
      case "DKIM" -> bare(text).equals(bare(wanted.text()));
      case BIMI -> text.matches("(?i)v=BIMI1\\s*;.*\\bl=\\s*https://[^;\\s]+\\.svg(?:\\s*;.*)?");
      default -> true;
    };
  }

  private static String bare(String text) {
    return text.replaceAll("[\\s;]+$|\\s", "");
  }

  private static Record with(Record wanted, State state, String found) {
    return new Record(wanted.kind(), wanted.name(), wanted.text(), state, found);
  }
}
