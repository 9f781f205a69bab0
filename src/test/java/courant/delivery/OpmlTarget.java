package courant.delivery;

/** Somebody's list of subscriptions: any bytes are read, as few of them as there may be. */
public final class OpmlTarget {
  private OpmlTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    Opml.Read read = Opml.read(bytes);
    if (read.outlines().size() > Opml.MOST) {
      throw new IllegalStateException("more than are read of one list");
    }
    for (Opml.Outline outline : read.outlines()) {
      if (outline.line() < 1 || outline.name().length() > Opml.LONGEST_NAME) {
        throw new IllegalStateException(outline.toString());
      }
    }
  }
}
