package courant.syndication.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/** Takes out the characters that no text has, and turns those that windows-1252 leaves behind. */
public final class Controls {
  private static final Charset WESTERN = Charset.forName("windows-1252");

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SPACES = 0x2020202020202020L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Controls() {}

  /** The same text if there is nothing to do, as there hardly ever is. */
  public static String removed(Decoded decoded, byte[] bytes, Faults faults) {
    return decoded.ascii() && !anyControl(bytes) ? decoded.text() : removed(decoded.text(), faults);
  }

  /** Eight bytes at a time: the high bits tell in which words there may be one below a space. */
  private static boolean anyControl(byte[] bytes) {
    int at = 0;
    for (; at + 8 <= bytes.length; at += 8) {
      long word = (long) WORDS.get(bytes, at);
      if (((word - SPACES) & ~word & HIGH_BITS) != 0 && anyControl(bytes, at, at + 8)) {
        return true;
      }
    }
    return anyControl(bytes, at, bytes.length);
  }

  private static boolean anyControl(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (isControl((char) (bytes[i] & 0xff))) {
        return true;
      }
    }
    return false;
  }

  private static String removed(String text, Faults faults) {
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
