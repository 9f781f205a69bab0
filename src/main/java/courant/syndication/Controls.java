package courant.syndication;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/** Takes out the characters that no text has, and turns those that windows-1252 leaves behind. */
final class Controls {
  private static final Charset WESTERN = Charset.forName("windows-1252");

  private Controls() {}

  /** The same text if there is nothing to do, as there hardly ever is. */
  static String removed(String text, Faults faults) {
    int first = 0;
    while (first < text.length() && !isControl(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    faults.add("has control characters");
    StringBuilder clean = new StringBuilder(text.length()).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isControl(c)) {
        clean.append(c);
      } else if (c >= 0x80 && c < 0xA0) {
        clean.append(WESTERN.decode(ByteBuffer.wrap(new byte[] {(byte) c})));
      }
    }
    return clean.toString();
  }

  private static boolean isControl(char c) {
    return c < ' ' && c != '\n' && c != '\t' && c != '\r'
        || c >= 0x7F && c < 0xA0 && c != 0x85
        || c >= 0xFFFE;
  }
}
