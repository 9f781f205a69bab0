package courant.transfer;

import java.io.IOException;

/** A file that cannot be read as an export at all; the message says why, for a person. */
final class UnreadableExport extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableExport(String message) {
    super(message);
  }
}
