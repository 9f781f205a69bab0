package courant.delivery.mail;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.smtp.DkimKey;
import courant.platform.smtp.DkimKey.Algorithm;
import courant.platform.smtp.DkimSigner;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that sign our mail: an RSA one that everybody understands, and an Ed25519 one. */
public final class SigningKeys {
  private static final String CONTEXT = "dkim key";

  /**
   * A key as the desk sees it: never its private half.
   *
   * @param name of the TXT record to publish
   * @param record its text
   * @param active whether it signs
   */
  public record Published(String selector, String name, String record, boolean active) {}

  private final Database database;
  private final Vault vault;
  private final InstantSource clock;
  private volatile @Nullable DkimSigner signer;

  SigningKeys(Database database, Vault vault, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** Makes a pair of keys in place of any there are; they sign nothing until they are activated. */
  void make(String domain) {
    String day =
        DateTimeFormatter.BASIC_ISO_DATE
            .format(clock.instant().atOffset(ZoneOffset.UTC))
            .substring(0, 8);
    database.change(handle -> handle.execute("delete from dkim_key"));
    try {
      for (Algorithm algorithm : Algorithm.values()) {
        add(domain, "c" + day + (algorithm == Algorithm.RSA_SHA256 ? "r" : "e"), algorithm);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java makes such keys", e);
    }
    signer = null;
  }

  private void add(String domain, String selector, Algorithm algorithm)
      throws GeneralSecurityException {
    KeyPair pair = DkimKey.generate(algorithm);
    String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into dkim_key (selector, domain, algorithm, sealed, record, made, active)
                    values (:selector, :domain, :algorithm, :sealed, :record, :now, 0)
                    """)
                .bind("selector", selector)
                .bind("domain", domain)
                .bind("algorithm", algorithm.name())
                .bind("sealed", vault.seal(CONTEXT, secret))
                .bind("record", DkimKey.recordText(pair.getPublic()))
                .bind("now", clock.millis())
                .execute());
  }

  /** Lets the keys sign, or sign no more. */
  void activate(boolean active) {
    database.change(handle -> handle.execute("update dkim_key set active = ?", active ? 1 : 0));
    signer = null;
  }

  List<Published> all() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from dkim_key order by algorithm desc")
                .map(
                    (row, _) ->
                        new Published(
                            row.getString("selector"),
                            row.getString("selector") + "._domainkey." + row.getString("domain"),
                            row.getString("record"),
                            row.getInt("active") == 1))
                .list());
  }

  /** Signs with the active keys; nothing without any. */
  DkimSigner signer() {
    DkimSigner known = signer;
    if (known == null) {
      List<DkimKey> keys = active();
      known = keys.isEmpty() ? DkimSigner.NONE : new DkimSigner(keys);
      signer = known;
    }
    return known;
  }

  private List<DkimKey> active() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from dkim_key where active = 1 order by algorithm desc")
                .map(
                    (row, _) ->
                        key(
                            row.getString("domain"),
                            row.getString("selector"),
                            Algorithm.valueOf(row.getString("algorithm")),
                            vault.unseal(CONTEXT, row.getBytes("sealed"))))
                .list());
  }

  private static DkimKey key(String domain, String selector, Algorithm algorithm, String secret) {
    try {
      return DkimKey.of(domain, selector, algorithm, Base64.getDecoder().decode(secret));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a signing key cannot be read", e);
    }
  }
}
