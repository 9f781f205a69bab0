package courant.transfer.xml;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * Decodes an XML document by its byte order mark, else as it declares, else as UTF-8. Bytes that
 * are wrong in it are read as windows-1252, which they nearly always are: old databases mixed both.
 */
public final class PatientReader extends Reader {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int LOOK_AT = 512;
  private static final Pattern DECLARED =
      Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private boolean ended;

  /**
   * @param in must support {@code mark}
   */
  public PatientReader(InputStream in) throws IOException {
    this.in = in;
    this.decoder = charset(in).newDecoder();
  }

  /** Finds the encoding, and steps over the mark at the start if there is one. */
  private static Charset charset(InputStream in) throws IOException {
    in.mark(LOOK_AT);
    byte[] start = in.readNBytes(LOOK_AT);
    in.reset();
    String seen = new String(start, StandardCharsets.ISO_8859_1);
    if (seen.startsWith("\u00ef\u00bb\u00bf")) {
      in.skipNBytes(3);
      return StandardCharsets.UTF_8;
    }
    if (seen.startsWith("\u00fe\u00ff") || seen.startsWith("\u00ff\u00fe")) {
      in.skipNBytes(2);
      return seen.charAt(0) == '\u00fe' ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
    if (seen.startsWith("\0<") || seen.startsWith("<\0")) {
      return seen.charAt(0) == '<' ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
    Matcher declared = DECLARED.matcher(seen);
    return declared.find() ? named(declared.group(1)) : StandardCharsets.UTF_8;
  }

  /**
   * A declaration that could be read byte by byte is not in UTF-16 or 32, whatever it says; and who
   * says Latin 1 means windows-1252, as browsers know.
   */
  private static Charset named(String name) {
    try {
      Charset charset = Charset.forName(name);
      boolean latin =
          charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII);
      byte[] ascii = "<?xml".getBytes(StandardCharsets.US_ASCII);
      boolean honest = "<?xml".equals(new String(ascii, charset));
      return latin ? WINDOWS : honest ? charset : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return StandardCharsets.UTF_8;
    }
  }

  @Override
  public int read(char[] into, int from, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(into, from, length);
    while (out.position() == 0 && !(ended && !bytes.hasRemaining())) {
      fill();
      CoderResult result = decoder.decode(bytes, out, ended);
      if (result.isError()) {
        other(result.length(), out);
      } else if (ended && result.isUnderflow()) {
        bytes.position(bytes.limit());
      }
    }
    return out.position() == 0 ? -1 : out.position();
  }

  private void other(int length, CharBuffer out) {
    for (int i = 0; i < length && out.hasRemaining(); i++) {
      out.put(WINDOWS.decode(ByteBuffer.wrap(new byte[] {bytes.get()})));
    }
  }

  private void fill() throws IOException {
    if (bytes.remaining() < 16 && !ended) {
      bytes.compact();
      int count = readOn();
      ended = count < 0;
      bytes.position(bytes.position() + Math.max(0, count)).flip();
    }
  }

  /** A packed file that breaks off ends where it does, like any other. */
  private int readOn() throws IOException {
    try {
      return in.read(bytes.array(), bytes.position(), bytes.remaining());
    } catch (EOFException | ZipException _) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
