package courant.platform.smtp;

import courant.platform.crypto.FastProvider;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A message to many, encoded once and personalised by slots: what all copies share is neither
 * encoded nor, up to the first slot, hashed again. Immutable; safe for any number of threads.
 */
public final class FormLetter {
  /** Quoted-printable never writes {@code =_}, so no text can end its part. */
  private static final String BOUNDARY = "=_alternative_";

  private static final String RELATED = "=_related_";
  private static final byte[] LINE_END = {'\r', '\n'};

  private final List<HeaderField> shared;
  private final List<Fragment> body;
  private final MessageDigest prefix;

  /** Encoded bytes that all copies share, or a slot. */
  private sealed interface Fragment {
    record Constant(byte[] bytes) implements Fragment {}

    record Filled(String slot, boolean html) implements Fragment {}
  }

  private FormLetter(List<HeaderField> shared, List<Fragment> body) {
    this.shared = List.copyOf(shared);
    this.body = List.copyOf(body);
    this.prefix = sha256();
    if (body.getFirst() instanceof Fragment.Constant(byte[] first)) {
      prefix.update(first);
    }
  }

  /**
   * Composes a message of a text and an HTML form of the same (multipart/alternative).
   *
   * @param shared the fields that are the same in every copy
   * @param text plain text, with {@linkplain Slot#mark slots}
   * @param html the same in HTML; what fills a slot there is escaped
   */
  public static FormLetter of(List<HeaderField> shared, String text, String html) {
    return of(shared, text, html, List.of());
  }

  /**
   * A picture that travels with the message (RFC 2392, RFC 2387).
   *
   * @param id by which the HTML names it, as {@code cid:id}
   * @param type media type
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Picture(String id, String type, byte[] bytes) {}

  /** Composes the same, with pictures that its HTML shows. */
  public static FormLetter of(
      List<HeaderField> shared, String text, String html, List<Picture> pictures) {
    List<HeaderField> fields = new ArrayList<>(shared);
    fields.add(HeaderField.of("MIME-Version", "1.0"));
    fields.add(
        HeaderField.of("Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + "\""));
    Composition body = new Composition();
    body.raw("--" + BOUNDARY + "\r\n" + partFields("plain"));
    body.encoded(text, false);
    body.raw("\r\n--" + BOUNDARY + "\r\n");
    if (pictures.isEmpty()) {
      body.raw(partFields("html"));
      body.encoded(html, true);
    } else {
      related(body, html, pictures);
    }
    body.raw("\r\n--" + BOUNDARY + "--\r\n");
    return new FormLetter(fields, body.fragments());
  }

  private static void related(Composition body, String html, List<Picture> pictures) {
    body.raw(
        "Content-Type: multipart/related; type=\"text/html\"; boundary=\""
            + RELATED
            + "\"\r\n\r\n");
    body.raw("--" + RELATED + "\r\n" + partFields("html"));
    body.encoded(html, true);
    for (Picture picture : pictures) {
      body.raw("\r\n--" + RELATED + "\r\nContent-Type: " + picture.type());
      body.raw("\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <" + picture.id());
      body.raw(">\r\nContent-Disposition: inline\r\n\r\n");
      body.raw(Base64.getMimeEncoder().encodeToString(picture.bytes()));
    }
    body.raw("\r\n--" + RELATED + "--\r\n");
  }

  /** Composes a message of plain text only. */
  public static FormLetter of(List<HeaderField> shared, String text) {
    List<HeaderField> fields = new ArrayList<>(shared);
    fields.add(HeaderField.of("MIME-Version", "1.0"));
    fields.add(HeaderField.of("Content-Type", "text/plain; charset=utf-8"));
    fields.add(HeaderField.of("Content-Transfer-Encoding", "quoted-printable"));
    Composition body = new Composition();
    body.encoded(text.stripTrailing() + "\n", false);
    return new FormLetter(fields, body.fragments());
  }

  private static String partFields(String subtype) {
    return "Content-Type: text/"
        + subtype
        + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
  }

  /**
   * Makes one recipient's copy and signs it.
   *
   * @param own the fields of this copy, such as To, Message-ID and List-Unsubscribe
   * @param values what fills the slots, as plain text; a slot without a value stays empty
   * @param at the time of signing
   */
  public Letter fill(
      Envelope envelope,
      List<HeaderField> own,
      Map<String, String> values,
      DkimSigner signer,
      Instant at) {
    byte[][] parts = new byte[body.size()][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          switch (body.get(i)) {
            case Fragment.Constant(byte[] bytes) -> bytes;
            case Fragment.Filled(String slot, boolean html) ->
                filled(values.getOrDefault(slot, ""), html);
          };
    }
    List<HeaderField> fields = new ArrayList<>(own.size() + shared.size());
    fields.addAll(own);
    fields.addAll(shared);
    byte[] signatures = signer.sign(fields, () -> hash(parts), at);
    return new Letter(envelope, join(signatures, fields, parts));
  }

  private static byte[] filled(String value, boolean html) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    QuotedPrintable encoder = new QuotedPrintable(out);
    encoder.put(html ? escaped(value) : value);
    encoder.softBreak();
    return out.toByteArray();
  }

  private static String escaped(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private byte[] hash(byte[][] parts) {
    try {
      MessageDigest digest = (MessageDigest) prefix.clone();
      int first = body.getFirst() instanceof Fragment.Constant ? 1 : 0;
      for (int i = first; i < parts.length; i++) {
        digest.update(parts[i]);
      }
      return digest.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 that cannot be cloned", e);
    }
  }

  private static byte[] join(byte[] signatures, List<HeaderField> fields, byte[][] parts) {
    int length = signatures.length + LINE_END.length;
    for (HeaderField field : fields) {
      length += field.line().length;
    }
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer whole = ByteBuffer.allocate(length).put(signatures);
    fields.forEach(field -> whole.put(field.line()));
    whole.put(LINE_END);
    for (byte[] part : parts) {
      whole.put(part);
    }
    return whole.array();
  }

  private static MessageDigest sha256() {
    try {
      return FastProvider.digest("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Grows the fragments of a body: constants run together until a slot parts them. */
  private static final class Composition {
    private final List<Fragment> fragments = new ArrayList<>();
    private final ByteArrayOutputStream constant = new ByteArrayOutputStream();

    void raw(String ascii) {
      constant.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    void encoded(String text, boolean html) {
      QuotedPrintable encoder = new QuotedPrintable(constant);
      for (Slot.Piece piece : Slot.split(text)) {
        if (piece.slot()) {
          encoder.softBreak();
          flush();
          fragments.add(new Fragment.Filled(piece.text(), html));
        } else {
          encoder.put(piece.text());
        }
      }
    }

    private void flush() {
      if (constant.size() > 0) {
        fragments.add(new Fragment.Constant(constant.toByteArray()));
        constant.reset();
      }
    }

    List<Fragment> fragments() {
      flush();
      return fragments;
    }
  }
}
