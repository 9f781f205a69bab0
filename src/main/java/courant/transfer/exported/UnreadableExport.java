package courant.transfer.exported;

import java.io.IOException;

/** A file that cannot be read as an export at all; the message says why, for a person. */
public final class UnreadableExport extends IOException {
  private static final long serialVersionUID = 1;

  public UnreadableExport(String message) {
    super(message);
  }

  /** For a file that is none of those we know. */
  public static UnreadableExport unknown(String file) {
    return new UnreadableExport(
        file
            + ": is neither a WordPress export, a Ghost export, a Disqus export nor a Courant archive");
  }
}
