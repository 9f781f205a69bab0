package courant.delivery.fediverse;

import courant.platform.crypto.FastProvider;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.signature.SignRequest;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Our key (RSA with 2048 bits, for that is what everybody understands), and whether the desk has
 * switched us off. All actors sign with the one key: they are one house, and one secret is kept
 * better than a thousand.
 */
final class Identity {
  private static final String CONTEXT = "fediverse key";
  private static final int BITS = 2048;

  private record Row(String pem, byte[] sealed, boolean paused) {}

  private final Database database;
  private final Vault vault;
  private final InstantSource clock;
  private volatile @Nullable SignRequest signer;
  private volatile @Nullable String pem;

  Identity(Database database, Vault vault, InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** Signs with our key; makes one when it is first needed. */
  SignRequest signer() {
    SignRequest known = signer;
    if (known == null) {
      known = new SignRequest(privateKey(row()), clock);
      signer = known;
    }
    return known;
  }

  /** The public key, as actors show it. */
  String pem() {
    String known = pem;
    if (known == null) {
      known = row().pem();
      pem = known;
    }
    return known;
  }

  /** Whether the desk has switched the channel off. */
  boolean paused() {
    return database.read(Identity::row).map(Row::paused).orElse(false);
  }

  void pause(boolean paused) {
    row();
    database.change(
        handle -> handle.execute("update fediverse_self set paused = ?", paused ? 1 : 0));
  }

  private Row row() {
    return database
        .read(Identity::row)
        .orElseGet(
            () -> {
              KeyPair fresh = fresh();
              byte[] sealed =
                  vault.seal(
                      CONTEXT, Base64.getEncoder().encodeToString(fresh.getPrivate().getEncoded()));
              database.change(
                  handle ->
                      handle.execute(
                          "insert into fediverse_self (id, pem, sealed, paused) values (1, ?, ?, 0) on conflict (id) do nothing",
                          Pem.of(fresh.getPublic()),
                          sealed));
              return database.read(Identity::row).orElseThrow();
            });
  }

  private static Optional<Row> row(Handle handle) {
    return handle
        .createQuery("select pem, sealed, paused from fediverse_self")
        .map(
            (row, _) ->
                new Row(row.getString("pem"), row.getBytes("sealed"), row.getInt("paused") == 1))
        .findOne();
  }

  private PrivateKey privateKey(Row row) {
    try {
      byte[] encoded = Base64.getDecoder().decode(vault.unseal(CONTEXT, row.sealed()));
      return FastProvider.keyFactory("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the fediverse key cannot be read", e);
    }
  }

  private static KeyPair fresh() {
    try {
      KeyPairGenerator generator = FastProvider.keyPairGenerator("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }
}
