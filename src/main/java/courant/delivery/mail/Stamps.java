package courant.delivery.mail;

import courant.platform.crypto.Vault;
import courant.reader.ReaderId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes stamps into addresses and Message-IDs, sealed so that nobody can make one for a message we
 * never sent. Lower case only: mail systems fold what stands before the at sign.
 */
final class Stamps {
  private static final int SEAL_BYTES = 6;
  private static final Pattern STAMP =
      Pattern.compile("([0-9a-z]{1,13})-([0-9a-z]{1,6})-([0-9a-f]{12})");

  private final Vault vault;

  Stamps(Vault vault) {
    this.vault = vault;
  }

  /** Always the same for the same message. */
  String write(Stamp stamp) {
    String plain = base36(stamp.issue()) + "-" + base36(stamp.reader().value());
    return plain + "-" + seal(plain);
  }

  private static String base36(long number) {
    return Long.toString(number, Character.MAX_RADIX);
  }

  /** The first stamp of ours in a text, such as an address. */
  Optional<Stamp> find(String text) {
    Matcher found = STAMP.matcher(text.toLowerCase(Locale.ROOT));
    while (found.find()) {
      String plain = found.group(1) + "-" + found.group(2);
      if (same(seal(plain), found.group(3))) {
        return Optional.of(
            new Stamp(
                Long.parseLong(found.group(1), Character.MAX_RADIX),
                new ReaderId(Integer.parseInt(found.group(2), Character.MAX_RADIX))));
      }
    }
    return Optional.empty();
  }

  private String seal(String plain) {
    return HexFormat.of().formatHex(Arrays.copyOf(vault.hash("mail stamp", plain), SEAL_BYTES));
  }

  private static boolean same(String ours, String theirs) {
    return MessageDigest.isEqual(
        ours.getBytes(StandardCharsets.US_ASCII), theirs.getBytes(StandardCharsets.US_ASCII));
  }
}
