package courant.platform.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes quoted-printable (RFC 2045) that is its own relaxed canonical form (RFC 6376 3.4.4) and
 * needs no dot-stuffing: no runs of blanks, none at line ends, no dot in front. What is hashed is
 * what is sent.
 */
final class QuotedPrintable {
  private static final int WIDTH = 75;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private final ByteArrayOutputStream out;
  private int column;
  private boolean blank;

  QuotedPrintable(ByteArrayOutputStream out) {
    this.out = out;
  }

  /** Encodes a text; LF, CR and CR LF are line ends. */
  void put(String text) {
    byte[] bytes = text.replace("\r\n", "\n").replace('\r', '\n').getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      boolean last = i + 1 == bytes.length || bytes[i + 1] == '\n';
      put(bytes[i] & 0xff, last, i + 4 < bytes.length && bytes[i + 4] == ' ');
    }
  }

  /** Ends the line without ending it in the text; nothing at the start of a line. */
  void softBreak() {
    if (column > 0) {
      out.write('=');
      lineEnd();
    }
  }

  private void put(int octet, boolean lastOfLine, boolean fromLine) {
    if (octet == '\n') {
      lineEnd();
      return;
    }
    room(1); // what comes first in the next line is looked at there
    boolean plain = octet > ' ' && octet < 127 && octet != '=';
    boolean lonelyBlank = octet == ' ' && !lastOfLine && !blank;
    boolean risky = column == 0 && (octet == '.' || (octet == 'F' && fromLine));
    if ((plain || lonelyBlank) && !risky) {
      out.write(octet);
      column++;
    } else {
      room(3);
      out.write('=');
      out.write(HEX[octet >> 4]);
      out.write(HEX[octet & 15]);
      column += 3;
    }
    blank = octet == ' ' && lonelyBlank;
  }

  private void room(int width) {
    if (column + width > WIDTH) {
      softBreak();
    }
  }

  private void lineEnd() {
    out.write('\r');
    out.write('\n');
    column = 0;
    blank = false;
  }
}
