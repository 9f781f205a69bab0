package courant.transfer.xml;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Leaves out what XML cannot carry, which readers have pasted all the same. */
public final class CarriableReader extends FilterReader {
  public CarriableReader(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    return c >= 0 && XmlNode.unfit((char) c) ? ' ' : c;
  }

  @Override
  public int read(char[] into, int from, int length) throws IOException {
    int count = super.read(into, from, length);
    for (int i = from; i < from + count; i++) {
      into[i] = XmlNode.unfit(into[i]) ? ' ' : into[i];
    }
    return count;
  }
}
