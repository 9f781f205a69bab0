package courant.platform.smtp;

import courant.platform.crypto.FastProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Signs messages with every key given (RFC 6376, RFC 8463), relaxed/relaxed. The body must be its
 * own canonical form, as {@link FormLetter} writes it. Safe for any number of threads.
 */
public final class DkimSigner {
  /** Signs nothing: for a relay that signs itself. */
  public static final DkimSigner NONE = new DkimSigner(List.of());

  /** What is signed where present, in the order hashed (RFC 6376 5.4.1, RFC 8058 4). */
  private static final List<String> SIGNED =
      List.of(
          "From",
          "To",
          "Subject",
          "Date",
          "Message-ID",
          "Reply-To",
          "In-Reply-To",
          "References",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding",
          "List-Id",
          "List-Post",
          "List-Help",
          "List-Archive",
          "List-Unsubscribe",
          "List-Unsubscribe-Post",
          "Feedback-ID",
          "Auto-Submitted",
          "Precedence");

  /** Named once more than they occur, so that nobody can add another (RFC 6376 8.15). */
  private static final List<String> SEALED = List.of("From", "Subject");

  private final List<Pen> pens;

  /**
   * @param keys one signature each, in this order in the message
   */
  public DkimSigner(List<DkimKey> keys) {
    this.pens = keys.stream().map(Pen::new).toList();
  }

  /** The signature fields, to stand in front of the message; empty without keys. */
  byte[] sign(List<HeaderField> fields, Supplier<byte[]> bodyHash, Instant at) {
    if (pens.isEmpty()) {
      return new byte[0];
    }
    List<HeaderField> signed = signed(fields);
    ByteArrayOutputStream hashed = new ByteArrayOutputStream(2_048);
    StringBuilder names = new StringBuilder(256);
    for (HeaderField field : signed) {
      hashed.writeBytes(field.canonical());
      hashed.write('\r');
      hashed.write('\n');
      names.append(field.name().toLowerCase(Locale.ROOT)).append(':');
    }
    String sealed = names + String.join(":", SEALED).toLowerCase(Locale.ROOT);
    String bodyHash64 = base64(bodyHash.get());
    StringBuilder lines = new StringBuilder(1_024);
    byte[] canonicalFields = hashed.toByteArray();
    for (Pen pen : pens) {
      lines.append(pen.field(canonicalFields, sealed, bodyHash64, at));
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Several fields of one name are signed from the bottom up (RFC 6376 5.4.2). */
  private static List<HeaderField> signed(List<HeaderField> fields) {
    List<HeaderField> signed = new ArrayList<>(fields.size());
    for (String name : SIGNED) {
      for (int i = fields.size() - 1; i >= 0; i--) {
        if (fields.get(i).name().equalsIgnoreCase(name)) {
          signed.add(fields.get(i));
        }
      }
    }
    return signed;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** One key with its initialised signatures, reused because making them costs. */
  private static final class Pen {
    private final DkimKey key;
    private final Queue<Signature> idle = new ConcurrentLinkedQueue<>();

    Pen(DkimKey key) {
      this.key = key;
    }

    String field(byte[] canonicalFields, String names, String bodyHash, Instant at) {
      String tags =
          "v=1; a="
              + key.algorithm().tag
              + "; c=relaxed/relaxed; d="
              + key.domain()
              + "; s="
              + key.selector()
              + "; t="
              + at.getEpochSecond()
              + "; h="
              + names
              + "; bh="
              + bodyHash
              + "; b=";
      byte[] own = ("dkim-signature:" + tags).getBytes(StandardCharsets.US_ASCII);
      byte[] signature = sign(canonicalFields, own);
      return "DKIM-Signature: " + folded(tags) + wrapped(base64(signature)) + "\r\n";
    }

    private byte[] sign(byte[] canonicalFields, byte[] own) {
      try {
        Signature pen = idle.poll();
        if (pen == null) {
          pen = FastProvider.signature(key.algorithm().signatures);
          pen.initSign(key.key());
        }
        byte[] signature =
            switch (key.algorithm()) {
              case RSA_SHA256 -> {
                pen.update(canonicalFields);
                pen.update(own);
                yield pen.sign();
              }
              case ED25519_SHA256 -> {
                MessageDigest digest = FastProvider.digest("SHA-256");
                digest.update(canonicalFields);
                pen.update(digest.digest(own));
                yield pen.sign();
              }
            };
        idle.add(pen);
        return signature;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("cannot sign with " + key, e);
      }
    }

    /** One tag a line; folding turns into the blank the canonical form has. */
    private static String folded(String tags) {
      return tags.replace("; h=", ";\r\n h=")
          .replace("; bh=", ";\r\n bh=")
          .replace("; b=", ";\r\n b=");
    }

    /** White space inside b= is ignored. */
    private static String wrapped(String signature) {
      StringBuilder lines = new StringBuilder(signature.length() + 24);
      for (int i = 0; i < signature.length(); i += 70) {
        lines
            .append(i == 0 ? "" : "\r\n ")
            .append(signature, i, Math.min(signature.length(), i + 70));
      }
      return lines.toString();
    }
  }
}
