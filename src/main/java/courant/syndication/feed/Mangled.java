package courant.syndication.feed;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text that went through the wrong encoding before it was put into the feed. */
final class Mangled {
  private static final Charset WESTERN = Charset.forName("windows-1252");

  private Mangled() {}

  /** Whether there is a character that would begin a sequence in UTF-8, followed by one above. */
  static boolean isSuspect(String text) {
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0xC2 && c <= 0xF4 && text.charAt(i + 1) >= 0x80) {
        return true;
      }
    }
    return false;
  }

  /**
   * The text as it was meant, if all of it reads as UTF-8; never so for sound text of any length.
   */
  static Optional<String> mend(String text) {
    try {
      ByteBuffer bytes = WESTERN.newEncoder().encode(CharBuffer.wrap(text));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
