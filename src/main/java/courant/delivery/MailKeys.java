package courant.delivery;

import courant.platform.crypto.Vault;
import courant.reader.ReaderId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Keys in the links of mail, by which its reader changes what comes without signing in: the
 * reader's number with a seal nobody else can make. They let nobody see or do anything more.
 */
public final class MailKeys {
  private static final String CONTEXT = "mail preferences";
  private static final int SEAL_BYTES = 15;

  private final Vault vault;

  public MailKeys(Vault vault) {
    this.vault = vault;
  }

  /** A reader's key; always the same. */
  public String of(ReaderId reader) {
    return Integer.toString(reader.value(), Character.MAX_RADIX) + "." + seal(reader);
  }

  /** Whose key this is. */
  public Optional<ReaderId> reader(String key) {
    if (!key.matches("[0-9a-z]{1,6}\\.[\\w-]{20}")) {
      return Optional.empty();
    }
    String[] parts = key.split("\\.", 2);
    long number = Long.parseLong(parts[0], Character.MAX_RADIX);
    ReaderId reader = new ReaderId((int) number);
    return number <= Integer.MAX_VALUE && same(seal(reader), parts[1])
        ? Optional.of(reader)
        : Optional.empty();
  }

  private String seal(ReaderId reader) {
    byte[] hash = vault.hash(CONTEXT, Integer.toString(reader.value()));
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, SEAL_BYTES));
  }

  private static boolean same(String ours, String theirs) {
    return MessageDigest.isEqual(
        ours.getBytes(StandardCharsets.US_ASCII), theirs.getBytes(StandardCharsets.US_ASCII));
  }
}
