package courant.platform.web;

/** The first bytes of a connection. */
public final class PlainGetTarget {
  private PlainGetTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    PlainGet get = PlainGet.read(bytes, bytes.length);
    if (get != null && get.length() > bytes.length) {
      throw new IllegalStateException("read past the end");
    }
  }
}
