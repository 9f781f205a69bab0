package courant.syndication.feed;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes turned into text by the best guess at their encoding: byte order mark, zero bytes, XML
 * declaration, HTTP header; what is valid UTF-8 beyond chance is UTF-8 whatever is declared, and
 * what nobody claims is windows-1252 where it is not UTF-8.
 *
 * @param ascii whether it is known to be nothing but ASCII
 */
public record Decoded(String text, Charset charset, boolean ascii) {
  private static final int HEAD = 1024;

  /**
   * So many characters are not valid UTF-8 by accident, where an encoding of East Asia is named.
   */
  private static final int BEYOND_CHANCE = 8;

  private static final Charset EBCDIC = Charset.forName("IBM037");
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Pattern DECLARATION =
      Pattern.compile("<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']?\\s*([\\w.:-]+)");
  private static final Pattern PARAMETER =
      Pattern.compile("charset\\s*=\\s*[\"']?\\s*([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  /** What the first bytes give away. */
  private record Mark(byte[] bytes, Charset charset, int skipped) {}

  private static final List<Mark> MARKS =
      List.of(
          mark(UTF_32LE, 4, 0xFF, 0xFE, 0, 0),
          mark(UTF_32BE, 4, 0, 0, 0xFE, 0xFF),
          mark(StandardCharsets.UTF_8, 3, 0xEF, 0xBB, 0xBF),
          mark(StandardCharsets.UTF_16LE, 2, 0xFF, 0xFE),
          mark(StandardCharsets.UTF_16BE, 2, 0xFE, 0xFF),
          mark(UTF_32LE, 0, '<', 0, 0, 0),
          mark(UTF_32BE, 0, 0, 0, 0, '<'),
          mark(StandardCharsets.UTF_16LE, 0, '<', 0),
          mark(StandardCharsets.UTF_16BE, 0, 0, '<'),
          mark(StandardCharsets.UTF_16LE, 0, '{', 0),
          mark(StandardCharsets.UTF_16BE, 0, 0, '{'),
          mark(EBCDIC, 0, 0x4C, 0x6F, 0xA7, 0x94));

  private static Mark mark(Charset charset, int skipped, int... bytes) {
    byte[] first = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      first[i] = (byte) bytes[i];
    }
    return new Mark(first, charset, skipped);
  }

  /**
   * Reads text.
   *
   * @param contentType the {@code Content-Type} header, if the bytes came by HTTP
   */
  public static Decoded of(byte[] bytes, @Nullable String contentType, Faults faults) {
    for (Mark mark : MARKS) {
      if (startsWith(bytes, mark.bytes)) {
        return marked(bytes, mark, faults);
      }
    }
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    Optional<Charset> declared = named(DECLARATION, head, faults).filter(c -> !isWide(c));
    Optional<Charset> served =
        named(PARAMETER, contentType == null ? "" : contentType, faults).filter(c -> !isWide(c));
    return unmarked(bytes, Stream.concat(declared.stream(), served.stream()).toList(), faults);
  }

  private static Decoded marked(byte[] bytes, Mark mark, Faults faults) {
    ByteBuffer rest = ByteBuffer.wrap(bytes, mark.skipped, bytes.length - mark.skipped);
    if (mark.charset.equals(EBCDIC)) {
      String head = new String(bytes, 0, Math.min(bytes.length, HEAD), EBCDIC);
      Charset page = named(DECLARATION, head, faults).orElse(EBCDIC);
      return new Decoded(page.decode(rest).toString(), page, false);
    }
    if (mark.charset.equals(StandardCharsets.UTF_8)) {
      return strictly(mark.charset, rest)
          .map(text -> new Decoded(text, mark.charset, false))
          .orElseGet(() -> mixed(rest.rewind().position(mark.skipped), faults));
    }
    return new Decoded(mark.charset.decode(rest).toString(), mark.charset, false);
  }

  private static Decoded unmarked(byte[] bytes, List<Charset> claimed, Faults faults) {
    Charset claim = claimed.isEmpty() ? StandardCharsets.UTF_8 : claimed.getFirst();
    if (claim.name().startsWith("ISO-2022")) {
      return new Decoded(claim.decode(ByteBuffer.wrap(bytes)).toString(), claim, false);
    }
    Optional<String> utf8 = utf8(bytes);
    if (utf8.isPresent()) {
      String text = utf8.get();
      return text.length() == bytes.length
          ? new Decoded(text, claim, true)
          : unicode(text, bytes, claim, faults);
    }
    boolean unicode = isUnicodeOrAscii(claim);
    for (Charset charset : claimed) {
      if (unicode && charset.equals(WESTERN)) {
        continue;
      }
      Optional<String> text = strictly(charset, ByteBuffer.wrap(bytes));
      if (text.isPresent()) {
        if (!charset.equals(claim)) {
          faults.add("not in the encoding it declares, but in " + charset, claim.name());
        }
        return new Decoded(text.get(), charset, false);
      }
    }
    return unicode ? mixed(ByteBuffer.wrap(bytes), faults) : broken(bytes, claim, faults);
  }

  /** Valid UTF-8 that is more than ASCII, though something else may be declared. */
  private static Decoded unicode(String text, byte[] bytes, Charset claim, Faults faults) {
    if (claim.equals(StandardCharsets.UTF_8)) {
      return new Decoded(text, claim, false);
    }
    boolean western = claim.newEncoder().maxBytesPerChar() <= 1;
    boolean certain = western || text.codePoints().filter(c -> c > 127).count() >= BEYOND_CHANCE;
    Optional<String> asClaimed =
        certain ? Optional.empty() : strictly(claim, ByteBuffer.wrap(bytes));
    if (asClaimed.isPresent()) {
      return new Decoded(asClaimed.get(), claim, false);
    }
    faults.add("not in the encoding it declares, but in UTF-8", claim.name());
    return new Decoded(text, StandardCharsets.UTF_8, false);
  }

  private static Decoded broken(byte[] bytes, Charset claim, Faults faults) {
    faults.add("has bytes that mean nothing in the encoding it declares", claim.name());
    return new Decoded(claim.decode(ByteBuffer.wrap(bytes)).toString(), claim, false);
  }

  /** UTF-8 where it is, and windows-1252 for every byte that cannot be. */
  private static Decoded mixed(ByteBuffer in, Faults faults) {
    faults.add("has bytes that are not UTF-8, read as windows-1252");
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    while (decoder.decode(in, out, true).isError()) {
      out.put(WESTERN.decode(ByteBuffer.wrap(new byte[] {in.get()})));
    }
    return new Decoded(out.flip().toString(), StandardCharsets.UTF_8, false);
  }

  /** As {@link #strictly}, by the quick way of the JDK where that leaves no doubt. */
  private static Optional<String> utf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0
        ? Optional.of(text)
        : strictly(StandardCharsets.UTF_8, ByteBuffer.wrap(bytes));
  }

  private static Optional<String> strictly(Charset charset, ByteBuffer bytes) {
    try {
      return Optional.of(charset.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Charset> named(Pattern where, String text, Faults faults) {
    Matcher name = where.matcher(text);
    if (text.isEmpty() || !name.find()) {
      return Optional.empty();
    }
    Optional<Charset> charset = Charsets.named(name.group(1));
    if (charset.isEmpty()) {
      faults.add("declares an encoding nobody knows", name.group(1));
    }
    return charset;
  }

  private static boolean isWide(Charset charset) {
    return charset.name().startsWith("UTF-16")
        || charset.name().startsWith("UTF-32")
        || charset.equals(EBCDIC);
  }

  private static boolean isUnicodeOrAscii(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
  }

  private static boolean startsWith(byte[] bytes, byte[] first) {
    return bytes.length >= first.length
        && Arrays.equals(bytes, 0, first.length, first, 0, first.length);
  }
}
