package courant.delivery.mail;

/** A message that came back. */
public final class BounceTarget {
  private BounceTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    BounceReader.read(bytes);
  }
}
