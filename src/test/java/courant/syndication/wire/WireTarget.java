package courant.syndication.wire;

/** What a wire service sends: any bytes are read, or refused with a reason. */
public final class WireTarget {
  private WireTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    WireReader.read(bytes, null).stories().forEach(Wire::entry);
  }
}
