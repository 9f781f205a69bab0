package courant.media.darkroom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A file's bytes; reading past their end throws {@link IndexOutOfBoundsException}. */
@SuppressWarnings("ArrayRecordComponent") // never compared, written by no one
record Bytes(byte[] all) {
  int size() {
    return all.length;
  }

  int one(int at) {
    return all[at] & 0xff;
  }

  int big2(int at) {
    return one(at) << 8 | one(at + 1);
  }

  long big4(int at) {
    return (long) big2(at) << 16 | big2(at + 2);
  }

  int little2(int at) {
    return one(at) | one(at + 1) << 8;
  }

  int little3(int at) {
    return little2(at) | one(at + 2) << 16;
  }

  long little4(int at) {
    return little3(at) | (long) one(at + 3) << 24;
  }

  String text(int at, int length) {
    return new String(all, at, length, StandardCharsets.ISO_8859_1);
  }

  byte[] part(int from, int to) {
    if (to > all.length) {
      throw new IndexOutOfBoundsException(to);
    }
    return Arrays.copyOfRange(all, from, to);
  }

  /** Whether these bytes stand there. */
  boolean at(int from, int... wanted) {
    if (from + wanted.length > all.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (one(from + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
