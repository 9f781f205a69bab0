package courant.platform.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.PBEKeySpec;

/**
 * Seals what nobody who holds only the database may read, with a key in a file outside it. Each use
 * has a key of its own, derived from the file's by HKDF (RFC 5869).
 */
public final class Vault {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 32;
  private static final int SECRET_ROUNDS = 600_000;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey sealing;
  private final SecretKey hashing;

  private Vault(byte[] master) throws GeneralSecurityException {
    this.sealing = derive(master, "courant seal", "AES");
    this.hashing = derive(master, "courant hash", "HmacSHA256");
  }

  /**
   * Opens the key file; makes one if there is none, which only its owner may read.
   *
   * @throws IllegalArgumentException if the file holds no key
   */
  public static Vault open(Path file) {
    try {
      return new Vault(read(file));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HKDF, AES and HMAC", e);
    }
  }

  /**
   * A vault whose key is a secret that a person keeps (PBKDF2, 600,000 rounds): for what leaves the
   * house.
   *
   * @param salt any bytes, other ones each time; not secret
   */
  public static Vault ofSecret(String secret, byte[] salt) {
    try {
      PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, SECRET_ROUNDS, 8 * KEY_BYTES);
      return new Vault(
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2, HKDF, AES and HMAC", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == KEY_BYTES) {
        return key;
      }
      throw new IllegalArgumentException(file + " holds no key of 32 bytes in Base64");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the key " + file, e);
    }
  }

  private static void make(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    // Temporary files are made with mode 600, and moving keeps it.
    Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".part");
    Files.writeString(unfinished, Base64.getEncoder().encodeToString(key) + "\n");
    try {
      Files.move(unfinished, file);
    } catch (FileAlreadyExistsException _) {
      Files.delete(unfinished); // another process was quicker; its key counts
    }
  }

  private static SecretKey derive(byte[] master, String purpose, String algorithm)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            algorithm,
            HKDFParameterSpec.ofExtract()
                .addIKM(master)
                .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
  }

  /**
   * Encrypts with AES-256-GCM; different every time.
   *
   * @param context what it is; {@link #unseal} must name the same, so that sealed values cannot be
   *     moved to where they mean something else
   */
  public byte[] seal(String context, String plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, context, nonce, plain.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * What was sealed.
   *
   * @throws IllegalStateException if it was sealed with another key or as something else
   */
  public String unseal(String context, byte[] sealed) {
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    byte[] nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return new String(run(Cipher.DECRYPT_MODE, context, nonce, rest), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, String context, byte[] nonce, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open a sealed " + context, e);
    }
  }

  /** The same for the same text, and of no use without the key (HMAC-SHA-256). */
  public byte[] hash(String context, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(hashing);
      return mac.doFinal((context + '\0' + text).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC", e);
    }
  }
}
